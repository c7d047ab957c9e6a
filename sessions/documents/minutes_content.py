"""What the minutes say, before any layout.

Everything is worked out by the functions that the screen uses, and names appear as the caller wants
them. `fields` makes every text visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from core.comparison import comparison_of
from core.dates import day_words
from core.discretion import Answer
from core.history import HistoryLine, history_of
from core.history_words import became_words, effect_words, entry_words
from core.interval import whole_ends
from core.meeting_details import Interest
from core.minutes_words import (
    criteria_of,
    decision_words,
    openness_words,
    quorum_words,
    reopened_words,
    score_and_overall_words,
    short_decision_words,
    signed_words,
    standards_words,
    time_words,
)
from core.record import DecidedBy, Entry, Kind
from core.record_words import interest_words
from core.report_words import (
    assumption_words,
    basis_words,
    evidence_rating_words,
    range_words,
    rating_words,
)
from core.scheme import RatedBy, Scheme
from core.scorecard import UNAPPLIED, StandardScore
from core.standard_result import KeyQuestionResult
from core.weighing_words import comparison_words
from core.wording import (
    criteria_words,
    evidence_rating_label,
    figures_words,
    number_words,
    percent_words,
    sentence,
)
from sessions.documents.about import Signatory, about
from sessions.documents.minutes_parts import (
    DecisionPart,
    FigureRow,
    InterestPart,
    Minutes,
    NotePart,
    ResultRow,
    SittingPart,
    StandardPart,
)
from sessions.documents.names import NameStyle, Naming, surnames_in
from sessions.documents.palette import rating_colour
from sessions.documents.pictures import NARROW_SCALE, question_ruler, score_scale
from sessions.documents.source import Source
from sessions.text.visible import visible_lines

NAMING = {
    NameStyle.FULL: "People are named throughout.",
    NameStyle.ATTENDANCE: "People are named only in the attendance, interests, dissent and "
    "signatures. Decisions are recorded as the panel's.",
    NameStyle.INITIALS: "People are named by their initials.",
    NameStyle.NONE: "Nobody is named.",
}


def minutes_content(source: Source, names: NameStyle = NameStyle.ATTENDANCE) -> Minutes:
    """Return everything that the minutes say, with people named as *names* says."""
    naming = Naming(names, source.names)
    return _Minuting(source, naming).minutes()


def surnames_left(source: Source, names: NameStyle) -> tuple[str, ...]:
    """Return the surnames that free text still holds although nobody is to be named."""
    if names in (NameStyle.FULL, NameStyle.ATTENDANCE):
        return ()
    naming = Naming(names, source.names)
    texts = []
    for entry in source.meeting.entries:
        worded = source.meeting.as_corrected(entry)
        texts += [worded.reason, worded.dissent, worded.text, worded.published_wording]
    return surnames_in(" ".join(naming.in_text(text) for text in texts), source.names)


class _Minuting:
    """Makes the parts of the minutes of one meeting."""

    def __init__(self, source: Source, naming: Naming) -> None:
        self.source = source
        self.naming = naming
        self.meeting = source.meeting
        self.scheme: Scheme = source.meeting.evidence.scheme
        self.scorecard = source.scorecard
        self.history = history_of(self.meeting)
        self.tables = count(1)

    def minutes(self) -> Minutes:
        """Return the whole of the minutes."""
        results_table = next(self.tables)
        judged, considered, others = self._parted()
        awaited = len(self.scorecard.awaited)
        comparison = comparison_of(self.scorecard)
        total = self.scorecard.agreed
        interests = tuple(self._interests())
        return Minutes(
            about=about(self.source, self.naming),
            files=tuple(self._files()),
            sittings=tuple(self._sittings()),
            interests=interests,
            no_interests="" if interests else "No interests are recorded.",
            naming=NAMING[self.naming.names],
            judged=tuple(self._standard(score) for score in judged),
            considered=tuple(self._standard(score) for score in considered),
            others=tuple(self._standard(score) for score in others),
            remarks=tuple(self._notes(None)),
            results_table=results_table,
            results=tuple(self._result(score) for score in self._shown()),
            by_evidence=score_and_overall_words(self.scorecard.by_evidence, awaited),
            agreed=score_and_overall_words(total, awaited),
            comparison=sentence(comparison_words(comparison)),
            scale=score_scale(self.scheme, total, awaited),
            narrow_scale=score_scale(self.scheme, total, awaited, NARROW_SCALE),
            deferred=tuple(self._named(Kind.DEFER)),
            undecided=tuple(
                _title(score)
                for score in self.scorecard.standards
                if score.to_decide and score.decision is None
            ),
            not_applied=tuple(self._not_applied()),
            signatures=tuple(self._signatures()),
            record_events=tuple(self._record_events()),
            assumptions=assumption_words(self.scheme),
        )

    def _shown(self) -> list[StandardScore]:
        return [
            score
            for score in self.scorecard.standards
            if score.standard.counted or score.result.evidence is not None
        ]

    def _parted(
        self,
    ) -> tuple[list[StandardScore], list[StandardScore], list[StandardScore]]:
        """Part the standards: judgements; those open or decided; others that have notes."""
        judged, considered, others = [], [], []
        noted = {note.standard for note in self.meeting.notes}
        about = {entry.standard for entry in self.meeting.entries if entry.kind in DECIDED}
        for score in self._shown():
            if score.standard.rated_by is RatedBy.JUDGEMENT:
                judged.append(score)
            elif score.open in (Answer.MET, Answer.POSSIBLE) or score.id in about:
                considered.append(score)
            elif score.id in noted:
                others.append(score)
        return judged, considered, others

    # ---- the meeting ---------------------------------------------------------------------------

    def _files(self) -> Iterator[str]:
        session = self.source.session
        if session.file:
            name = session.file.replace("\\", "/").rpartition("/")[2]
            yield f"Session file: {name}, SHA-256 of the file {session.sha256}"
            yield f"Scheme: {self.scheme.id}, SHA-256 of the file {session.scheme_sha256}"

    def _sittings(self) -> Iterator[SittingPart]:
        naming = self.naming
        for sitting in self.meeting.sittings:
            details = sitting.details
            yield SittingPart(
                number=sitting.number,
                date="" if details.day is None else day_words(details.day),
                place=naming.in_text(details.place),
                chair=naming.attending([details.chair]),
                present=naming.attending(details.members),
                attending=naming.attending(details.attending),
                apologies=naming.attending(details.apologies),
                note_taker=naming.attending([details.note_taker]),
                quorum=quorum_words(self.scheme, details),
            )

    def _interests(self) -> Iterator[InterestPart]:
        naming = self.naming
        for sitting in self.meeting.sittings:
            for each in sitting.details.interests:
                yield InterestPart(
                    name=naming.attending([each.name]),
                    interest=naming.in_text(each.interest),
                    standards=standards_words(each.standards),
                    action=naming.in_text(each.action),
                    sitting=sitting.number,
                )

    # ---- standards -----------------------------------------------------------------------------

    def _standard(self, score: StandardScore) -> StandardPart:
        result, evidence = score.result, score.result.evidence
        words = criteria_words(result)
        judged = score.standard.rated_by is RatedBy.JUDGEMENT
        weighed = bool(result.asked) and score.standard.discretion
        why = (words.near_boundary, "; ".join(words.one_judgement), words.small_sample)
        figures = tuple(self._figures(each) for each in result.key_questions)
        decision = score.decision
        proposed_by = () if evidence is None else evidence.proposed_by
        rationale = "" if evidence is None else evidence.rationale
        return StandardPart(
            id=score.id,
            title=score.standard.title,
            domain=self.scheme.domain(score.standard.domain).title,
            by_evidence_label=evidence_rating_label(score),
            by_evidence=evidence_rating_words(score),
            by_evidence_colour=rating_colour(self.scheme, result.rating),
            rating=rating_words(score),
            colour=rating_colour(self.scheme, score.rating),
            open="" if judged else openness_words(score),
            basis=basis_words(score),
            proposed_by=self._proposers(proposed_by),
            rationale=self._lines(rationale),
            figures=figures,
            criteria=criteria_of(result, _sentences(why)) if weighed else (),
            others=sentence(words.other_questions) if weighed and words.other_questions else "",
            rounding=sentence(words.rounding),
            taken=tuple(sentence(each) for each in words.taken_as_whole),
            settled=decision_words(score) if _says_decision(score) else "",
            decision=() if decision is None else (self._decision(score, decision),),
            earlier=tuple(self._earlier(score)),
            interests=tuple(self._interests_in(score)),
            notes=tuple(self._notes(score.id)),
            table=next(self.tables) if figures else 0,
        )

    def _proposers(self, names: Sequence[str]) -> str:
        """Who proposed a judgement; nobody where people are not named."""
        return "" if self.naming.names is NameStyle.NONE else self.naming.attending(names)

    def _figures(self, result: KeyQuestionResult) -> FigureRow:
        interval = ""
        if result.interval is not None:
            low, high = whole_ends(result.interval)
            interval = f"{range_words(low, high)}%"
        standard = next(
            score for score in self.scorecard.standards if result in score.result.key_questions
        )
        return FigureRow(
            id=result.id,
            label=result.label,
            figures=figures_words(result.evidence.figures),
            percent=percent_words(result.percent),
            interval=interval or "–",
            rating=result.band.rating.name if result.band else "–",
            colour=rating_colour(self.scheme, result.band.rating if result.band else None),
            drives=result.id in standard.result.driven_by,
            ruler=question_ruler(self.scheme, result),
        )

    def _decision(self, score: StandardScore, entry: Entry) -> DecisionPart:
        naming = self.naming
        sitting = self.meeting.sitting_of(entry.id)
        several = len(self.meeting.sittings) > 1
        corrections = self.scorecard.standing.corrections.get(entry.id, ())
        corrected = ""
        if corrections:
            times = "once" if len(corrections) == 1 else f"{number_words(len(corrections))} times"
            corrected = f"The wording was corrected {times}; the latest is printed."
        line = next(each for each in self.history if each.entry.id == entry.id)
        applied = score.considered not in UNAPPLIED
        return DecisionPart(
            words=decision_words(score),
            time=time_words(entry.at, self.source.zone),
            sitting=str(sitting.number) if sitting is not None and several else "",
            chair_alone=entry.decided_by is DecidedBy.CHAIR,
            reason=self._lines(entry.reason),
            dissent=self._lines(entry.dissent),
            proposed_by=naming.deciding(entry.proposed_by),
            agreed_by=naming.deciding(entry.agreed_by),
            recused=naming.recused(entry.recused),
            effect=sentence(effect_words(line.effect)) if applied else "",
            published_wording=" ".join(self._lines(entry.published_wording)),
            corrected=corrected,
        )

    def _earlier(self, score: StandardScore) -> Iterator[str]:
        """Yield what was decided on a standard earlier, and what became of each decision."""
        for line in self.history:
            entry = line.entry
            if entry.standard != score.id or entry.kind not in DECIDED:
                continue
            if score.decision is not None and entry.id == score.decision.id:
                continue
            became = became_words(line)
            words = f"{entry_words(line)}{f' ({became})' if became else ''}"
            yield f"Entry {line.number}, {time_words(entry.at, self.source.zone)}: {words}."
            reason = " ".join(self._lines(self.meeting.as_corrected(entry).reason))
            if reason:
                yield f"Reason for entry {line.number}: {reason}"
            yield from self._withdrawal(line)

    def _withdrawal(self, line: HistoryLine) -> Iterator[str]:
        """Yield why a decision was withdrawn, where it was."""
        if line.withdrawn_by is None:
            return
        entry = self.history[line.withdrawn_by - 1].entry
        reason = " ".join(self._lines(self.meeting.as_corrected(entry).reason))
        if reason:
            yield f"Reason for withdrawing entry {line.number}: {reason}"

    def _interests_in(self, score: StandardScore) -> Iterator[str]:
        for sitting in self.meeting.sittings:
            for each in sitting.details.interests_in(score.id):
                named = Interest(
                    self.naming.attending([each.name]),
                    self.naming.in_text(each.interest),
                    action=self.naming.in_text(each.action),
                )
                yield interest_words(named, standards=False)

    def _notes(self, standard: str | None) -> Iterator[NotePart]:
        for note in self.meeting.notes:
            if note.standard == standard:
                yield NotePart(time_words(note.at, self.source.zone), self._lines(note.text))

    def _lines(self, text: str) -> tuple[str, ...]:
        """Return free text as lines without blank ones, with the names that it may hold."""
        if not text.strip():
            return ()
        lines = visible_lines(self.naming.in_text(text.strip()))
        return tuple(line for line in lines if line.strip())

    # ---- result and record ---------------------------------------------------------------------

    def _result(self, score: StandardScore) -> ResultRow:
        return ResultRow(
            id=score.id,
            title=score.standard.title,
            by_evidence=evidence_rating_words(score),
            by_evidence_colour=rating_colour(self.scheme, score.result.rating),
            agreed=rating_words(score),
            colour=rating_colour(self.scheme, score.rating),
            outcome=short_decision_words(score),
            differs=score.rating != score.result.rating,
        )

    def _named(self, kind: Kind) -> Iterator[str]:
        for score in self.scorecard.standards:
            if score.decision is not None and score.decision.kind is kind:
                yield _title(score)

    def _not_applied(self) -> Iterator[str]:
        """Decisions that do not count, and entries that came after the sign-off."""
        for score in self.scorecard.standards:
            if score.considered in UNAPPLIED:
                yield f"{_title(score)}: {decision_words(score)}"
        for line in self.history:
            if line.late:
                yield (
                    f"Entry {line.number}, {time_words(line.entry.at, self.source.zone)}: "
                    f"{entry_words(line)}; {became_words(line)}."
                )

    def _signatures(self) -> Iterator[Signatory]:
        signed = self.meeting.signed
        for each in signed.sign_off.signed_by if signed and signed.sign_off else ():
            yield Signatory(self.naming.attending([each.name]), each.role)

    def _record_events(self) -> Iterator[str]:
        """When the record was signed and opened again."""
        for line in self.history:
            entry = line.entry
            if line.late:
                continue
            if entry.kind is Kind.SIGN_OFF:
                yield _signed(line, self.source)
            elif entry.kind is Kind.REOPEN:
                by = self.naming.attending(entry.reopened_by)
                words = reopened_words(entry, by, self.source.zone)
                yield " ".join(self._lines(words))


DECIDED = frozenset({Kind.CHANGE, Kind.KEEP, Kind.AGREE, Kind.DEFER})


def _signed(line: HistoryLine, source: Source) -> str:
    sign_off = line.entry.sign_off
    words = signed_words(line.entry, source.zone)
    if sign_off is None or not sign_off.fingerprint:
        return f"{words}."
    by = f" by ratings-panel {sign_off.program_version}" if sign_off.program_version else ""
    return f"{words}, recorded{by}; fingerprint {sign_off.fingerprint}."


def _says_decision(score: StandardScore) -> bool:
    """Return whether the minutes mention that a decision is still to be made."""
    return score.decision is None and score.to_decide


def _title(score: StandardScore) -> str:
    return f"{score.id} {score.standard.title}"


def _sentences(words: Sequence[str]) -> tuple[str, str, str]:
    near, one, small = (sentence(each) for each in words)
    return near, one, small
