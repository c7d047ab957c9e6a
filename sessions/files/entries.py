"""Entries of the panel's record as tables of its file. Layout: docs/formats.md."""

from __future__ import annotations

import re
from datetime import UTC
from typing import Any

from core.discretion import Answer
from core.meeting_details import Interest, MeetingDetails
from core.record import (
    CORRECTABLE,
    DECIDING,
    NAMES,
    Correction,
    DecidedBy,
    Effect,
    Entry,
    Kind,
    RecordedCriteria,
    RecordedFigures,
    Signature,
    SignOff,
)
from core.refusals import NEEDS_REASON
from core.scheme import Rating, Scheme, Standard
from sessions.files.other_schemes import other_scheme_hint
from sessions.files.standards import figures_from, figures_hold, rating_from
from sessions.text.suggestions import same_words, suggestion
from sessions.text.visible import MARK
from sessions.toml.table_reader import Problems, TableReader

KINDS, ANSWERS, DECIDERS = tuple(Kind), tuple(Answer), tuple(DecidedBy)
WITH_WORDING = (Kind.CHANGE, Kind.KEEP, Kind.AGREE, Kind.CORRECT)


class EntryReader:
    """Reads entries against the rules; what a newer version may have written is noted apart.

    `newer`: kinds and keys that this version does not know. None: they are problems like others.
    """

    def __init__(self, scheme: Scheme, newer: Problems | None = None) -> None:
        self.scheme = scheme
        self.newer = newer

    def read(self, table: TableReader) -> Entry | None:
        """Read one entry; None, with its problems noted, where it has no id, time or kind."""
        kind_name = table.table.get("kind")
        if self.newer is not None and _is_unknown(kind_name):
            self._note_newer_kind(table, self.newer)
            return None
        entry = self._entry(table)
        table.finish(self.newer)
        return entry

    def _note_newer_kind(self, table: TableReader, newer: Problems) -> None:
        name = table.table["kind"]
        hint = suggestion(name, KINDS)
        newer.add(
            table.at("kind"),
            "is not a kind of entry that this version knows",
            f"{hint}Update ratings-panel, or correct the record if it was written by hand.",
            name,
            table.position_of("kind"),
        )

    def _entry(self, table: TableReader) -> Entry | None:
        entry_id = table.text("id", required=True)
        at = table.moment("at", required=True)
        kind_name = table.one_of("kind", KINDS, required=True)
        kind = None if kind_name is None else Kind(kind_name)
        standard = self._standard(table, kind)
        from_rating = rating_from(table, "from", self.scheme)
        to_rating = rating_from(table, "to", self.scheme)
        _check_ratings(table, kind, from_rating, to_rating)
        correction = _correction(table) if kind is Kind.CORRECT else None
        agreed_otherwise = kind is Kind.AGREE and from_rating != to_rating
        needs_reason = kind in (*NEEDS_REASON, Kind.REOPEN) or agreed_otherwise
        reason = table.text("reason", required=needs_reason) or ""
        criteria, evidence = self._criteria(table), self._figures(table)
        effect = _effect(table, self.scheme)
        proposed_by, agreed_by = table.names("proposed_by"), table.names("agreed_by")
        dissent, recused = "\n".join(table.names("dissent")), table.names("recused")
        replaces, seal = table.text("replaces"), table.text("seal") or ""
        wording = (table.text("published_wording") or "") if kind in WITH_WORDING else ""
        decided_by = DecidedBy.PANEL
        if kind in DECIDING or kind is Kind.WITHDRAW:
            decided_by = DecidedBy(table.one_of("decided_by", DECIDERS) or DecidedBy.PANEL)
        text = (table.text("text", required=True) or "") if kind is Kind.NOTE else ""
        details = details_from(table, self.newer) if kind is Kind.MEETING else None
        sign_off = self._sign_off(table) if kind is Kind.SIGN_OFF else None
        reopened_by = table.names("by") if kind is Kind.REOPEN else ()
        if entry_id is None or at is None or kind is None:
            return None
        if correction is not None:
            # The values that a correction gives are for another entry, not for itself.
            reason, wording, dissent, text = "", "", "", ""
            proposed_by = agreed_by = recused = ()
        return Entry(
            id=entry_id,
            at=at,
            kind=kind,
            standard=standard,
            from_rating=from_rating,
            to_rating=to_rating,
            reason=reason,
            proposed_by=proposed_by,
            agreed_by=agreed_by,
            dissent=dissent,
            recused=recused,
            criteria=criteria,
            evidence=evidence,
            effect=effect,
            replaces=replaces,
            published_wording=wording,
            decided_by=decided_by,
            text=text,
            details=details,
            correction=correction,
            sign_off=sign_off,
            reopened_by=reopened_by,
            seal=seal,
        )

    def _standard(self, table: TableReader, kind: Kind | None) -> str | None:
        standard = table.text("standard", required=kind in DECIDING)
        if standard is None:
            return None
        if not self.scheme.has(standard):
            hint = other_scheme_hint(standard, self.scheme)
            table.wrong("standard", f"is not a standard of {self.scheme.id}", f"{hint}Correct it.")
            return standard
        if kind in DECIDING:
            fault = _never(self.scheme.standard(standard), kind)
            if fault is not None:
                table.wrong("standard", fault, "Remove the entry.")
        return standard

    def _criteria(self, entry: TableReader) -> RecordedCriteria | None:
        table = entry.child("criteria")
        if table is None:
            return None
        answers = [
            Answer(table.one_of(key, ANSWERS) or Answer.UNKNOWN)
            for key in ("near_boundary", "one_judgement", "small_sample")
        ]
        words = table.names("words")
        table.finish(self.newer)
        return RecordedCriteria(answers[0], answers[1], answers[2], words)

    def _figures(self, entry: TableReader) -> tuple[RecordedFigures, ...]:
        found = []
        for table in entry.children("evidence", lambda t, n: f"evidence number {n}"):
            key_question = table.text("key_question", required=True)
            figures = figures_from(table)
            table.finish(self.newer)
            holds = figures is not None and figures_hold(table, figures, None)
            if figures is not None and holds and key_question is not None:
                found.append(RecordedFigures(key_question, figures))
        return tuple(found)

    def _sign_off(self, table: TableReader) -> SignOff | None:
        signed_by = []
        for each in table.children("signed_by", lambda t, n: f"signed_by number {n}"):
            name, role = each.text("name", required=True), each.text("role") or ""
            each.finish(self.newer)
            if name is not None:
                signed_by.append(Signature(name, role))
        digests = {
            key: table.text(key) or ""
            for key in (
                "record_sha256",
                "session_sha256",
                "scheme_sha256",
                "program_version",
                "fingerprint",
            )
        }
        if not signed_by and not any(digests.values()):
            return None
        return SignOff(tuple(signed_by), **digests)


def _is_unknown(kind_name: object) -> bool:
    """Return whether an entry is of a kind that this version does not know."""
    known = not isinstance(kind_name, str) or same_words(kind_name, KINDS) is not None
    return not known and str(kind_name).strip() != ""


def _never(standard: Standard, kind: Kind | None) -> str | None:
    """Say why an entry of that kind can never be about a standard; None where it can."""
    if kind is Kind.AGREE:
        if standard.agreed_by_panel:
            return None
        return "is not a judgement for the panel to agree"
    if standard.discretion or (kind is Kind.DEFER and standard.agreed_by_panel):
        return None
    return "is never open to discretion"


def _check_ratings(
    table: TableReader, kind: Kind | None, start: Rating | None, end: Rating | None
) -> None:
    """Note ratings that are missing, or that do not go with the kind of the entry."""
    if kind not in (Kind.CHANGE, Kind.KEEP, Kind.AGREE):
        return
    for key in ("from", "to"):
        if not table.has(key):
            table.fault(f"`{key}` is missing", f"Add `{key}`: a rating.")
    if start is None or end is None:
        return
    if kind is Kind.KEEP and start != end:
        table.wrong("to", "differs from `from` in an entry of kind keep", "Correct one of them.")
    if kind is Kind.CHANGE and start == end:
        table.wrong("to", "equals `from` in an entry of kind change", "Use the kind keep.")


def _correction(table: TableReader) -> Correction | None:
    corrects = table.text("corrects", required=True)
    reason = table.text("reason_for_correction", required=True) or ""
    values: list[tuple[str, str | tuple[str, ...]]] = []
    for key in CORRECTABLE:
        if not table.has(key):
            continue
        if key in NAMES:
            values.append((key, table.names(key)))
        elif key == "dissent":
            values.append((key, "\n".join(table.names(key))))
        else:
            values.append((key, table.text(key) or ""))
    if not values:
        listed = ", ".join(f"`{key}`" for key in CORRECTABLE)
        table.fault("corrects nothing", f"Enter the new wording: one or more of {listed}.")
    return None if corrects is None else Correction(corrects, tuple(values), reason)


def details_from(table: TableReader, newer: Problems | None = None) -> MeetingDetails:
    """Read the details of a sitting from an entry, or from the head of an older record."""
    return MeetingDetails(
        day=table.day("date"),
        place=table.text("place") or "",
        chair=table.text("chair") or "",
        members=table.names("members"),
        attending=table.names("attending"),
        apologies=table.names("apologies"),
        note_taker=table.text("note_taker") or "",
        interests=_interests(table, newer),
    )


def _interests(table: TableReader, newer: Problems | None) -> tuple[Interest, ...]:
    """Read declared interests: tables, or, as older records have them, texts."""
    given = table.table.get("interests")
    tables = isinstance(given, list) and any(isinstance(each, dict) for each in given)
    if not tables:
        return tuple(Interest("", text) for text in table.names("interests"))
    found = []
    for each in table.children("interests", lambda t, n: f"interests number {n}"):
        name = each.text("name", required=True)
        interest = Interest(
            name or "",
            each.text("interest") or "",
            each.names("standards"),
            each.text("action") or "",
        )
        each.finish(newer)
        if name is not None:
            found.append(interest)
    return tuple(found)


def _effect(entry: TableReader, scheme: Scheme) -> Effect | None:
    before, after = entry.whole("score_before"), entry.whole("score_after")
    overall_before = rating_from(entry, "overall_before", scheme)
    overall_after = rating_from(entry, "overall_after", scheme)
    if entry.has("score_before") != entry.has("score_after"):
        here, there = "score_before", "score_after"
        if entry.has(there):
            here, there = there, here
        entry.wrong(here, f"is given without `{there}`", f"Add `{there}`, or remove both.")
    if before is None or after is None:
        return None
    return Effect(before, after, overall_before, overall_after)


def entry_table(entry: Entry) -> dict[str, Any]:
    """Return an entry as the table that the file holds, empty fields left out."""
    table: dict[str, Any] = {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).replace(microsecond=0),
        "kind": entry.kind.value,
        "standard": entry.standard,
        "from": entry.from_rating.name if entry.from_rating else None,
        "to": entry.to_rating.name if entry.to_rating else None,
        "reason": utf8_text(entry.reason),
        "published_wording": utf8_text(entry.published_wording),
        "text": utf8_text(entry.text),
        "proposed_by": _plain_names(entry.proposed_by),
        "agreed_by": _plain_names(entry.agreed_by),
        "dissent": utf8_text(entry.dissent),
        "recused": _plain_names(entry.recused),
        "decided_by": entry.decided_by.value if entry.decided_by is DecidedBy.CHAIR else None,
        "replaces": entry.replaces,
        "by": _plain_names(entry.reopened_by),
    }
    effect = entry.effect
    if effect is not None:
        table |= {
            "score_before": effect.score_before,
            "score_after": effect.score_after,
            "overall_before": effect.overall_before.name if effect.overall_before else None,
            "overall_after": effect.overall_after.name if effect.overall_after else None,
        }
    if entry.criteria is not None:
        table["criteria"] = {
            "near_boundary": entry.criteria.near_boundary.value,
            "one_judgement": entry.criteria.one_judgement.value,
            "small_sample": entry.criteria.small_sample.value,
            "words": list(entry.criteria.words),
        }
    table["evidence"] = [_figures_table(each) for each in entry.evidence]
    if entry.details is not None:
        table |= details_table(entry.details)
    if entry.sign_off is not None:
        table |= _sign_off_table(entry.sign_off)
    kept = {key: value for key, value in table.items() if value not in (None, "", [], {})}
    if entry.correction is not None:
        # A key that is given replaces, an empty one clears: these are written even when empty.
        kept |= _correction_table(entry.correction)
    return kept | ({"seal": entry.seal} if entry.seal else {})


def details_table(details: MeetingDetails) -> dict[str, Any]:
    """Return the details of a sitting as the keys of its entry, empty ones included."""
    interests = [
        {
            "name": utf8_text(each.name),
            "interest": utf8_text(each.interest),
            "standards": list(each.standards),
            "action": utf8_text(each.action),
        }
        for each in details.interests
    ]
    return {
        "date": details.day,
        "place": utf8_text(details.place),
        "chair": utf8_text(details.chair),
        "members": _plain_names(details.members),
        "attending": _plain_names(details.attending),
        "apologies": _plain_names(details.apologies),
        "note_taker": utf8_text(details.note_taker),
        "interests": [{k: v for k, v in each.items() if v not in ("", [])} for each in interests],
    }


def _sign_off_table(sign_off: SignOff) -> dict[str, Any]:
    return {
        "signed_by": [
            {"name": utf8_text(each.name), **({"role": utf8_text(each.role)} if each.role else {})}
            for each in sign_off.signed_by
        ],
        "program_version": sign_off.program_version,
        "record_sha256": sign_off.record_sha256,
        "session_sha256": sign_off.session_sha256,
        "scheme_sha256": sign_off.scheme_sha256,
        "fingerprint": sign_off.fingerprint,
    }


def _correction_table(correction: Correction) -> dict[str, Any]:
    return {
        "corrects": correction.corrects,
        **{
            name: utf8_text(value) if isinstance(value, str) else _plain_names(value)
            for name, value in correction.values
        },
        "reason_for_correction": utf8_text(correction.reason),
    }


def _figures_table(recorded: RecordedFigures) -> dict[str, Any]:
    figures = recorded.figures
    table = {
        "key_question": recorded.key_question,
        "yes": figures.yes,
        "relevant": figures.relevant,
        "percent": figures.percent,
    }
    return {key: value for key, value in table.items() if value is not None}


def _plain_names(names: tuple[str, ...]) -> list[str]:
    return [utf8_text(name) for name in names]


def utf8_text(text: str) -> str:
    """Return text that UTF-8 can hold: a lone surrogate, as a broken paste has, is marked."""
    return re.sub("[\ud800-\udfff]", MARK, text)
