"""Session files: the evidence. Layout: docs/formats.md. The program never writes one over."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.counts import Figures, contradictions
from core.evidence import (
    Evidence,
    Inspection,
    KeyQuestionEvidence,
    Prompt,
    Published,
    Sample,
    StandardEvidence,
)
from core.scheme import RatedBy, Rating, Scheme, Standard
from core.scorecard import scorecard_of
from sessions.problems import Problem, Unusable
from sessions.scheme_file import read_scheme, shipped_scheme, shipped_scheme_bytes, shipped_schemes
from sessions.tables import Problems, TableReader, by_id, nearest
from sessions.toml_text import read_toml

FORMAT = "ratings-panel/session/1"
DECISIONS_FORMAT = "ratings-panel/decisions/1"


@dataclass(frozen=True)
class Session:
    """A session file as read: its evidence, what it warns of, and what its bytes were."""

    path: Path
    evidence: Evidence
    sha256: str
    scheme_sha256: str
    warnings: tuple[Problem, ...] = ()


def read_session(path: Path) -> Session:
    """Read and check a session file; Unusable with every problem of it."""
    table, data = read_toml(path)
    problems = Problems(str(path))
    top = TableReader(table, "", problems)
    if not _right_format(top):
        raise Unusable(problems.found)
    scheme, scheme_bytes = _scheme(top, path)
    if scheme is None:
        raise Unusable(problems.found)
    evidence = _evidence(top, scheme)
    if problems.found:
        raise Unusable(problems.found)
    return Session(
        path=path,
        evidence=evidence,
        sha256=hashlib.sha256(data).hexdigest(),
        scheme_sha256=hashlib.sha256(scheme_bytes).hexdigest(),
        warnings=_warnings(str(path), evidence),
    )


def _right_format(top: TableReader) -> bool:
    given = top.text("format", required=True)
    if given == FORMAT:
        return True
    if given == DECISIONS_FORMAT:
        top.wrong(
            "format",
            "is a decisions file: the panel's record, not the evidence",
            "Name the session file beside it, without `.decisions`.",
        )
    elif given is not None and given.startswith("ratings-panel/session/"):
        top.wrong("format", "is a newer format of session file", "Update ratings-panel.")
    elif given is not None:
        top.wrong("format", "is not a session file", f'A session file says format = "{FORMAT}".')
    return False


def _scheme(top: TableReader, path: Path) -> tuple[Scheme | None, bytes]:
    """Find the scheme: a shipped one by id, else a file beside the session file."""
    name = top.text("scheme", required=True)
    if name is None:
        return None, b""
    if name in shipped_schemes():
        return shipped_scheme(name), shipped_scheme_bytes(name)
    if "." not in name and "/" not in name and "\\" not in name:
        known = shipped_schemes()
        listed = ", ".join(f'"{each}"' for each in known)
        top.wrong(
            "scheme",
            f"is no shipped scheme{nearest(name, known)}",
            f"Give {listed}, or the path of a scheme file (.toml).",
        )
        return None, b""
    try:
        return read_scheme(path.parent / name)
    except Unusable as unusable:
        top.problems.found += unusable.problems
        return None, b""


def _evidence(top: TableReader, scheme: Scheme) -> Evidence:
    inspection = _inspection(top)
    samples = _samples(top, scheme)
    standards = _Standards(scheme, samples).read(top)
    published = _published(top, scheme)
    top.finish()
    order = [standard.id for standard in scheme.standards]
    standards.sort(key=lambda standard: order.index(standard.id))
    return Evidence(inspection, scheme, samples, tuple(standards), published)


def _inspection(top: TableReader) -> Inspection:
    table = top.child("inspection", required=True)
    if table is None:
        return Inspection("", "")
    inspection_id = table.text("id", required=True) or ""
    if not all(
        letter.isascii() and (letter.isalnum() or letter in "-_") for letter in inspection_id
    ):
        table.wrong("id", "holds more than letters, digits, - and _", "Use only these.")
    inspection = Inspection(
        id=inspection_id,
        service=table.text("service", required=True) or "",
        fieldwork_start=table.day("fieldwork_start"),
        fieldwork_end=table.day("fieldwork_end"),
        published=table.day("published"),
        lead_inspector=table.text("lead_inspector"),
        source=table.text("source"),
    )
    start, end = inspection.fieldwork_start, inspection.fieldwork_end
    if start is not None and end is not None and end < start:
        table.wrong("fieldwork_end", f"is before the start, {start}", "Correct one of the dates.")
    table.finish()
    return inspection


def _samples(top: TableReader, scheme: Scheme) -> dict[str, Sample]:
    table = top.child("samples")
    samples: dict[str, Sample] = {}
    if table is None:
        return samples
    known = [domain.id for domain in scheme.domains]
    for domain_id in table.table:
        table.knows(domain_id)
        if domain_id not in known:
            listed = ", ".join(known)
            table.problems.add(
                table.at(domain_id),
                "is no domain of the scheme",
                f"The scheme's domains are {listed}.",
            )
            continue
        sample = table.child(domain_id)
        if sample is None:
            continue
        cases = sample.whole("cases", required=True)
        eligible = sample.whole("eligible")
        if cases is not None and cases < 0:
            sample.wrong("cases", "is negative", "Give the number of cases inspected.")
        elif cases is not None and eligible is not None and eligible < cases:
            sample.wrong(
                "eligible", f"is less than the {cases} cases inspected", "Correct one of them."
            )
        sample.finish()
        if cases is not None and cases >= 0:
            samples[domain_id] = Sample(cases, eligible)
    return samples


class _Standards:
    """Reads [[standards]] against the scheme."""

    def __init__(self, scheme: Scheme, samples: dict[str, Sample]) -> None:
        self.scheme = scheme
        self.samples = samples
        self.seen: set[str] = set()
        self.questions_seen: set[str] = set()

    def read(self, top: TableReader) -> list[StandardEvidence]:
        found = []
        for each in top.children("standards", by_id("standards")):
            evidence = self._standard(each)
            if evidence is not None:
                found.append(evidence)
        return found

    def _standard(self, table: TableReader) -> StandardEvidence | None:
        standard_id = table.text("id", required=True)
        if standard_id is None:
            return None
        known = [standard.id for standard in self.scheme.standards]
        if standard_id not in known:
            listed = ", ".join(known)
            table.wrong("id", f"is no standard of {self.scheme.id}", f"Its standards are {listed}.")
            return None
        if standard_id in self.seen:
            table.wrong("id", "stands twice in the file", "Remove one of the two.")
            return None
        self.seen.add(standard_id)
        standard = self.scheme.standard(standard_id)
        judgement = rating_from(table, "rating", self.scheme)
        not_rated = table.text("not_rated")
        note = table.text("note")
        questions = self._questions(table, standard)
        self._one_way(table, standard)
        table.finish()
        return StandardEvidence(standard_id, questions, judgement, not_rated, note)

    def _one_way(self, table: TableReader, standard: Standard) -> None:
        """A standard is rated in one way: by key questions, by a judgement, or not at all."""
        given = [key for key in ("rating", "key_questions", "not_rated") if table.has(key)]
        if "key_questions" in given and standard.rated_by is RatedBy.JUDGEMENT:
            table.problems.add(
                table.at("key_questions"),
                f"{standard.id} {standard.title} is a single judgement and has no key questions",
                "Give `rating` alone.",
            )
        elif "key_questions" in given and "rating" in given:
            table.wrong(
                "rating",
                "stands beside key questions, which give the rating themselves",
                "Remove `rating` or the key questions.",
            )
        if "not_rated" in given and len(given) > 1:
            table.wrong("not_rated", f"stands beside `{given[0]}`", "Remove one of them.")
        if not given:
            ways = (
                "`rating`"
                if standard.rated_by is RatedBy.JUDGEMENT
                else "[[standards.key_questions]]"
            )
            table.problems.add(
                table.place, "has neither figures nor a rating", f"Add {ways}, or `not_rated`."
            )

    def _questions(self, table: TableReader, standard: Standard) -> tuple[KeyQuestionEvidence, ...]:
        order = [question.id for question in standard.key_questions]
        found = []
        for each in table.children("key_questions", by_id("key question")):
            question = self._question(each, standard, order)
            if question is not None:
                found.append(question)
        if table.has("key_questions") and standard.rated_by is RatedBy.KEY_QUESTIONS:
            missing = [each for each in order if each not in self.questions_seen]
            for question_id in missing:
                table.problems.add(
                    table.place,
                    f'the key question "{question_id}" is missing',
                    "Add it; `yes = 0` and `relevant = 0` where it applied to no case.",
                )
        return tuple(sorted(found, key=lambda question: order.index(question.id)))

    def _question(
        self, table: TableReader, standard: Standard, order: list[str]
    ) -> KeyQuestionEvidence | None:
        question_id = table.text("id", required=True)
        figures = self._figures(table, standard.domain)
        label, wording, note = table.text("label"), table.text("wording"), table.text("note")
        prompts = []
        for each in table.children("prompts", lambda t, n: f"prompt number {n}"):
            prompt_label = each.text("label", required=True)
            prompt_figures = self._figures(each, standard.domain)
            each.finish()
            if prompt_label is not None and prompt_figures is not None:
                prompts.append(Prompt(prompt_label, prompt_figures))
        table.finish()
        if question_id is None:
            return None
        if question_id not in order:
            listed = ", ".join(order) or "none"
            table.wrong(
                "id", f"is no key question of {standard.id}", f"Its key questions are {listed}."
            )
            return None
        if question_id in self.questions_seen:
            table.wrong("id", "stands twice in the file", "Remove one of the two.")
            return None
        self.questions_seen.add(question_id)
        return KeyQuestionEvidence(
            question_id, figures or Figures(0, 0), label, wording, note, tuple(prompts)
        )

    def _figures(self, table: TableReader, domain_id: str) -> Figures | None:
        before = len(table.problems.found)
        yes, relevant, percent = table.whole("yes"), table.whole("relevant"), table.whole("percent")
        if len(table.problems.found) > before:
            return None
        sample = self.samples.get(domain_id)
        if sample is None:
            table.problems.add(
                table.place,
                f"has figures, but [samples] does not say how many cases of domain {domain_id} "
                "were inspected",
                f'Add "{domain_id}" = {{ cases = … }} to [samples].',
            )
            return None
        figures = Figures(yes, relevant, percent)
        found = contradictions(figures, sample.cases)
        for each in found:
            place = table.place if each.value is None else table.at(each.field)
            fault = each.fault if each.value is not None else f"`{each.field}` {each.fault}"
            table.problems.add(place, fault, each.remedy, each.value)
        return None if found else figures


def rating_from(table: TableReader, key: str, scheme: Scheme) -> Rating | None:
    """Read a rating by its name, without regard to case."""
    name = table.text(key)
    if name is None:
        return None
    rating = scheme.rating_named(name)
    if rating is None:
        names = [each.name for each in scheme.ratings]
        listed = ", ".join(f'"{each}"' for each in names)
        table.wrong(key, f"is no rating{nearest(name, names)}", f"Give one of {listed}.")
    return rating


def _published(top: TableReader, scheme: Scheme) -> Published:
    table = top.child("published")
    if table is None:
        return Published()
    score = table.whole("score")
    overall = rating_from(table, "overall", scheme)
    ratings: list[tuple[str, Rating]] = []
    given = table.child("ratings")
    if given is not None:
        known = [standard.id for standard in scheme.standards]
        for standard_id in given.table:
            given.knows(standard_id)
            rating = rating_from(given, standard_id, scheme)
            if standard_id not in known:
                given.problems.add(
                    given.at(standard_id), f"is no standard of {scheme.id}", "Correct or remove it."
                )
            elif rating is not None:
                ratings.append((standard_id, rating))
    table.finish()
    return Published(score, overall, tuple(ratings))


def _warnings(name: str, evidence: Evidence) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            name,
            f'standards "{score.id}"',
            f"{score.standard.title} is not in the file: the score is the sum so far",
            "Add it, or say `not_rated`.",
        )
        for score in scorecard_of(evidence).awaited
    )
