"""A session file that a person can fill in: every standard and key question, with what to do.

It can be read as it is: what is not filled in yet is commented out, and so awaited.
"""

import tomli_w

from core.scheme import Domain, RatedBy, Scheme, Standard
from core.wording import plural
from sessions.files.session_file import FORMAT, UNNAMED

OPENING = """\
# A session file to fill in: the evidence of one inspection.
#
# 1. Fill in [inspection] and [samples].
# 2. When a standard is ready, remove the # in front of it and enter its figures. A standard that
#    still has its # is awaited: the file can be used, and its score is the sum so far.
# 3. `ratings-panel check {file}` shows what is missing or wrong, in the order of this file.
#
# yes: the number of cases answered yes. relevant: the number of cases the question applies to.
# For a question that applied to no case, write yes = 0, relevant = 0. If a report printed only a
# percentage, write percent = 64 instead. For a standard without any cases, write
# not_rated = "no cases" instead of its key questions.
"""


def template_text(
    scheme: Scheme, scheme_name: str, inspection_id: str, service: str | None, file: str
) -> str:
    """Return the text of a session file to fill in; `file` is its name, for the instructions."""
    parts = [
        OPENING.format(file=_plain(file)),
        tomli_w.dumps({"format": FORMAT, "scheme": scheme_name}),
        _inspection(inspection_id, service),
        _samples(scheme),
    ]
    for domain in scheme.domains:
        standards = [each for each in scheme.standards if each.domain == domain.id]
        if standards:
            parts.append(_domain_heading(domain, standards))
            parts += [_standard(scheme, standard) for standard in standards]
    parts.append(_published(scheme))
    return "\n".join(parts)


def _inspection(inspection_id: str, service: str | None) -> str:
    return (
        "[inspection]\n"
        + tomli_w.dumps({"id": inspection_id, "service": service or UNNAMED})
        + "# fieldwork_start = 2025-03-03      # optional, like the lines below; year-month-day\n"
        + "# fieldwork_end = 2025-03-07\n"
        + '# lead_inspector = ""\n'
        + '# source = ""\n'
    )


def _samples(scheme: Scheme) -> str:
    lines = [
        "# Cases inspected in each domain. Add `eligible = 40` (the population) if you know it.",
        "[samples]",
    ]
    for domain in scheme.domains:
        asked = any(s.domain == domain.id and s.key_questions for s in scheme.standards)
        if asked:
            key = tomli_w.dumps({domain.id: 0}).partition(" = ")[0]
            quoted = key if key.startswith('"') else f'"{key}"'
            lines.append(f"# {quoted} = {{ cases =  }}           # {_plain(domain.title)}")
    return "\n".join(lines) + "\n"


def _domain_heading(domain: Domain, standards: list[Standard]) -> str:
    many = plural(len(standards), "standard")
    return f"# ---- Domain {_plain(domain.id)}: {_plain(domain.title)}, {many} ----\n"


def _standard(scheme: Scheme, standard: Standard) -> str:
    """One standard, commented out; each line of a key question needs only its two figures."""
    counted = "" if standard.counted else " (rated, but not counted in the score)"
    lines = [
        f"# {_plain(standard.id)} {_plain(standard.title)}{counted}",
        "# [[standards]]",
        f"# {_key('id', standard.id)}",
    ]
    if standard.rated_by is RatedBy.JUDGEMENT:
        names = ", ".join(_plain(rating.name) for rating in scheme.ratings)
        lines.append(f'# rating = ""      # {names}')
    else:
        lines.append("# key_questions = [")
        keys = [_key("id", question.id) for question in standard.key_questions]
        lines += [
            f"#   {{ {key}, yes = , relevant =  }},   # {_plain(question.label)}"
            for key, question in zip(keys, standard.key_questions, strict=True)
        ]
        lines.append("# ]")
    return "\n".join(lines) + "\n"


def _published(scheme: Scheme) -> str:
    return (
        "# What the report printed, once it is published; `check` compares the two.\n"
        "# [published]\n"
        "# score = \n"
        f'# overall = ""      # {", ".join(_plain(rating.name) for rating in scheme.ratings)}\n'
    )


def _key(name: str, value: str) -> str:
    return tomli_w.dumps({name: value}).strip()


def _plain(text: str) -> str:
    """Return text of a scheme that is safe in a comment: one line, nothing invisible."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
