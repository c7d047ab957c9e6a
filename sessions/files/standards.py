"""The [samples] and [[standards]] of a session file: figures, judgements, what is not rated."""

from __future__ import annotations

from collections.abc import Sequence

from core.counts import Figures, contradictions, stands_for_the_whole_sample
from core.evidence import KeyQuestionEvidence, Prompt, Sample, StandardEvidence
from core.scheme import AskedOf, RatedBy, Rating, Scheme, Standard
from sessions.files.other_schemes import other_scheme_hint
from sessions.text.suggestions import suggestion
from sessions.toml.table_reader import TableReader, by_id

LARGEST_POPULATION = 10_000_000
# A percentage alone stands for a few thousand counts here; four times as many for twice the cases.
LARGEST_SAMPLE_OF_PERCENTAGES = 500


class Samples:
    """The samples as given, and which domains a problem was noted for already."""

    def __init__(self, top: TableReader, scheme: Scheme) -> None:
        self.given: dict[str, Sample] = {}
        known = [domain.id for domain in scheme.domains]
        table = top.child("samples")
        self._noted = set(known) if table is None and top.has("samples") else set()
        if table is None:
            return
        for domain_id in table.table:
            table.knows(domain_id)
            if domain_id not in known:
                table.wrong_key(
                    domain_id,
                    "is not a domain of the scheme",
                    f"The scheme's domains are {', '.join(known)}.",
                )
                continue
            self._noted.add(domain_id)
            sample = table.child(domain_id)
            given = None if sample is None else _sample(sample)
            if given is not None:
                self.given[domain_id] = given

    def of(self, domain_id: str, table: TableReader) -> Sample | None:
        """Return a domain's sample; note once, at the first figures of it, that it is missing."""
        if domain_id not in self._noted:
            self._noted.add(domain_id)
            table.fault(
                f"has figures, but [samples] does not say how many cases of domain {domain_id} "
                "were inspected",
                f'Add "{domain_id}" = {{ cases = … }} to [samples].',
            )
        return self.given.get(domain_id)


def _sample(table: TableReader) -> Sample | None:
    cases = table.whole("cases", required=True)
    eligible = table.whole("eligible", most=LARGEST_POPULATION)
    table.finish()
    if cases is not None and cases < 0:
        table.wrong("cases", "is negative", "Enter the number of cases inspected.")
        return None
    if cases is not None and eligible is not None and eligible < cases:
        table.wrong("eligible", f"is less than the {cases} cases inspected", "Correct one of them.")
    return None if cases is None else Sample(cases, eligible)


class Standards:
    """Reads [[standards]] against the scheme."""

    def __init__(self, scheme: Scheme, samples: Samples) -> None:
        self.scheme = scheme
        self.samples = samples
        self.seen: set[str] = set()
        self.questions_seen: set[str] = set()

    def read(self, top: TableReader) -> list[StandardEvidence]:
        """Return every standard that the file holds and the scheme knows."""
        found = []
        for each in top.children("standards", by_id("standards")):
            evidence = self._standard(each)
            if evidence is not None:
                found.append(evidence)
        return found

    def _standard(self, table: TableReader) -> StandardEvidence | None:
        standard = self._known(table)
        judgement = rating_from(table, "rating", self.scheme)
        not_rated = table.text("not_rated")
        if not_rated is not None and not not_rated.strip():
            table.wrong("not_rated", "is blank", 'Say why, such as "no cases".')
        note = table.text("note")
        proposed_by, rationale = table.names("proposed_by"), table.text("rationale") or ""
        questions: tuple[KeyQuestionEvidence, ...] = ()
        if table.has("key_questions") and not _is_judged(standard):
            questions = self._questions(table, standard)
        if standard is not None:
            _check_one_way(table, self.scheme, standard)
        table.finish()
        if standard is None:
            return None
        return StandardEvidence(
            standard.id, questions, judgement, not_rated, note, proposed_by, rationale
        )

    def _known(self, table: TableReader) -> Standard | None:
        standard_id = table.text("id", required=True)
        if standard_id is None:
            return None
        known = [standard.id for standard in self.scheme.standards]
        if standard_id not in known:
            listed = ", ".join(known)
            table.wrong(
                "id",
                f"is not a standard of {self.scheme.id}",
                f"{other_scheme_hint(standard_id, self.scheme)}Its standards are {listed}.",
            )
            return None
        if standard_id in self.seen:
            table.wrong("id", "appears twice in the file", "Remove one of the two.")
            return None
        self.seen.add(standard_id)
        return self.scheme.standard(standard_id)

    def _questions(
        self, table: TableReader, standard: Standard | None
    ) -> tuple[KeyQuestionEvidence, ...]:
        order = [question.id for question in standard.key_questions] if standard else []
        found = []
        given = 0
        for each in table.children("key_questions", by_id("key question")):
            given += 1
            question = self._question(each, standard, order)
            if question is not None:
                found.append(question)
        missing = [each for each in order if each not in self.questions_seen]
        # A misspelt id is one problem, not two.
        if len(missing) > given - len(found):
            for question_id in missing:
                table.fault(
                    f'the key question "{question_id}" is missing',
                    "Add it, with `yes = 0` and `relevant = 0` if it applied to no case.",
                )
        return tuple(sorted(found, key=lambda question: order.index(question.id)))

    def _question(
        self, table: TableReader, standard: Standard | None, order: Sequence[str]
    ) -> KeyQuestionEvidence | None:
        question_id = table.text("id", required=True)
        every_case = (
            question_id is not None
            and question_id in order
            and self.scheme.key_question(question_id).asked_of is AskedOf.EVERY_CASE
        )
        figures = self._figures(table, standard, every_case=every_case)
        label, wording, note = table.text("label"), table.text("wording"), table.text("note")
        prompts = []
        for each in table.children("prompts", lambda t, n: f"prompt number {n}"):
            prompt_label = each.text("label", required=True)
            prompt_figures = self._figures(each, standard)
            each.finish()
            if prompt_label is not None and prompt_figures is not None:
                prompts.append(Prompt(prompt_label, prompt_figures))
        table.finish()
        if question_id is None or standard is None:
            return None
        if question_id not in order:
            listed = ", ".join(order)
            hint = other_scheme_hint(question_id, self.scheme)
            table.wrong(
                "id",
                f"is not a key question of {standard.id}",
                f"{hint}Its key questions are {listed}.",
            )
            return None
        if question_id in self.questions_seen:
            table.wrong("id", "appears twice in the file", "Remove one of the two.")
            return None
        self.questions_seen.add(question_id)
        return KeyQuestionEvidence(
            question_id, figures or Figures(0, 0), label, wording, note, tuple(prompts)
        )

    def _figures(
        self, table: TableReader, standard: Standard | None, *, every_case: bool = False
    ) -> Figures | None:
        """Read figures that a sample allows; None where they are wrong, which is noted.

        A percentage alone of a question asked of *every_case* stands for the whole sample where
        some count of it gives the percentage, so that no sample is too large for it.
        """
        figures = figures_from(table)
        if figures is None:
            return None
        sample = self.samples.of(standard.domain, table) if standard else None
        cases = sample.cases if sample else None
        alone = figures.relevant is None and figures.yes is None
        whole = every_case and stands_for_the_whole_sample(figures, cases)
        if alone and not whole and cases is not None and cases > LARGEST_SAMPLE_OF_PERCENTAGES:
            table.wrong(
                "percent",
                f"could stand for too many different counts in a sample of {cases:,} cases",
                "Add `relevant`, the number of relevant cases.",
            )
            return None
        return figures if figures_hold(table, figures, cases, every_case=every_case) else None


def figures_from(table: TableReader) -> Figures | None:
    """Read `yes`, `relevant` and `percent`; None where one of them is not a number of cases."""
    yes, relevant, percent = table.whole("yes"), table.whole("relevant"), table.whole("percent")
    if (
        (yes is None and table.has("yes"))
        or (relevant is None and table.has("relevant"))
        or (percent is None and table.has("percent"))
    ):
        return None
    return Figures(yes, relevant, percent)


def figures_hold(
    table: TableReader, figures: Figures, cases: int | None, *, every_case: bool = False
) -> bool:
    """Note what makes figures impossible within a sample of *cases* (None: not known)."""
    faults = contradictions(figures, cases, every_case=every_case)
    for contradiction in faults:
        if table.has(contradiction.field):
            table.wrong(contradiction.field, contradiction.fault, contradiction.remedy)
        else:
            table.fault(f"`{contradiction.field}` {contradiction.fault}", contradiction.remedy)
    return not faults


def _is_judged(standard: Standard | None) -> bool:
    return standard is not None and standard.rated_by is RatedBy.JUDGEMENT


def _check_one_way(table: TableReader, scheme: Scheme, standard: Standard) -> None:
    """Note a standard that is not given in exactly one way: key questions, rating or not rated."""
    given = [key for key in ("rating", "key_questions", "not_rated") if table.has(key)]
    if "key_questions" in given and _is_judged(standard):
        table.wrong(
            "key_questions",
            f"do not belong here: {standard.id} {standard.title} is a single judgement",
            f"{_hint_of_key_questions(table, scheme)}Use `rating` alone.",
        )
    elif "key_questions" in given and "rating" in given:
        table.wrong(
            "rating",
            "is given together with key questions, which already give the rating",
            "Remove `rating` or the key questions.",
        )
    if "not_rated" in given and len(given) > 1:
        beside = "a rating" if given[0] == "rating" else "key questions"
        table.wrong("not_rated", f"is given together with {beside}", "Remove one of them.")
    if not given:
        ways = "`rating`" if _is_judged(standard) else "[[standards.key_questions]]"
        table.fault("has neither figures nor a rating", f"Add {ways}, or `not_rated`.")


def _hint_of_key_questions(table: TableReader, scheme: Scheme) -> str:
    """Name the scheme that has the first key question given of a standard that is judged."""
    given = table.table.get("key_questions")
    questions = given if isinstance(given, list) else []
    for question in questions:
        number = question.get("id") if isinstance(question, dict) else None
        hint = other_scheme_hint(number, scheme) if isinstance(number, str) else ""
        if hint:
            return hint
    return ""


def rating_from(table: TableReader, key: str, scheme: Scheme) -> Rating | None:
    """Read a rating by its name, without regard to case."""
    name = table.text(key)
    if name is None:
        return None
    rating = scheme.rating_named(name)
    if rating is None:
        names = [each.name for each in scheme.ratings]
        listed = ", ".join(f'"{each}"' for each in names)
        table.wrong(key, "is not a rating", f"{suggestion(name, names)}Use one of {listed}.")
    return rating
