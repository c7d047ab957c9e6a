"""The fields that a template names, checked before it is filled in.

Every branch is looked at, so that a wrong name is found in a draft and not when the record is
signed. What cannot be known before (a name that an expression makes) is left to Jinja.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

from core.value import Value

# What a name stands for: a class of values, a tuple of something, or None where it is not known.
Kind = Any
Scope = Mapping[str, Kind]
KEEPS_ITS_KIND = frozenset({"list", "sort", "reverse", "unique", "select", "reject"})
LOOP = "loop"


def unknown_fields(template: nodes.Template, content: type[Value]) -> Iterator[tuple[str, Kind]]:
    """Yield every field that is not known, as it is written, with the kind that should have it."""
    yield from _in_all(template.body, _kinds(content), content)


def names_of(kind: Kind) -> list[str]:
    """Return the names of the fields of a kind of value."""
    return list(kind._fields) if _is_value(kind) else []


def _in_all(
    found: list[nodes.Node], scope: Scope, content: type[Value]
) -> Iterator[tuple[str, Kind]]:
    inner = dict(scope)
    for node in found:
        if isinstance(node, nodes.For):
            yield from _in_all([node.iter], inner, content)
            kind = _element(_kind(node.iter, inner))
            given = {**inner, LOOP: None, **_targets(node.target, kind)}
            tests = [node.test] if node.test is not None else []
            yield from _in_all([*tests, *node.body], given, content)
            yield from _in_all(list(node.else_), inner, content)
        elif isinstance(node, nodes.Assign):
            yield from _in_all([node.node], inner, content)
            inner |= _targets(node.target, _kind(node.node, inner))
        elif isinstance(node, nodes.Name):
            if node.ctx == "load" and node.name not in inner:
                yield node.name, content
        elif isinstance(node, nodes.Getattr):
            yield from _in_all([node.node], inner, content)
            kind = _kind(node.node, inner)
            if _is_value(kind) and node.attr not in kind._fields:
                yield _written(node), kind
        else:
            yield from _in_all(list(node.iter_child_nodes()), inner, content)


def _kind(node: nodes.Node, scope: Scope) -> Kind:
    """Return what an expression gives, as far as that is known."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        kind = _kind(node.node, scope)
        return _kinds(kind).get(node.attr) if _is_value(kind) else None
    if isinstance(node, nodes.Getitem):
        return _element(_kind(node.node, scope))
    if isinstance(node, nodes.Filter) and node.node is not None and node.name in KEEPS_ITS_KIND:
        return _kind(node.node, scope)
    return None


def _element(kind: Kind) -> Kind:
    """What a tuple holds."""
    held: tuple[Kind, ...] = get_args(kind)
    return held[0] if held and str(get_origin(kind)) == str(tuple) else None


def _targets(target: nodes.Node, kind: Kind) -> dict[str, Kind]:
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    return {name.name: None for name in target.find_all(nodes.Name)}


def _is_value(kind: Kind) -> bool:
    return inspect.isclass(kind) and get_origin(kind) is None and issubclass(kind, Value)


def _kinds(content: type[Value]) -> dict[str, Kind]:
    """The kinds of a value's own fields. Its base class names types that only a checker loads."""
    own: Any = SimpleNamespace(__annotations__=content.__annotations__)
    return get_type_hints(own, globalns=vars(sys.modules[content.__module__]))


def _written(node: nodes.Getattr) -> str:
    parts = [node.attr]
    inner: nodes.Node = node.node
    while isinstance(inner, nodes.Getattr):
        parts.append(inner.attr)
        inner = inner.node
    if isinstance(inner, nodes.Name):
        parts.append(inner.name)
    return ".".join(reversed(parts))
