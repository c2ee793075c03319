"""Text for people, as a linter writes it: ``file:row: state: what it is``, then why.

Below a hit stand the evidence for and against, and the duties, strongest first: from when, by
when, on which citation, what may free from them, and what has to be asked. What rests on an
assumed fact begins with "if"; that a public body is one of the country of its place is told in
one line before the first record whose duties rest on it. The dates, questions and sources of a
duty are told at length once; where they are the same again, the text says where they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from countersight.model.decision import Decision, Outcome
from countersight.model.facts import Fact
from countersight.model.finding import Counts, Finding, Grounds, Screened, ScreenedBatch
from countersight.model.match import Match, Relation, State
from countersight.model.record import Problem, Record
from countersight.model.vocabulary import Vocabulary
from countersight.render.escaping import shortened, visible
from countersight.render.styles import Paint, Style, plain
from countersight.report.background import background_rows, listings_line
from countersight.report.faces import NOTICE
from countersight.report.judgements import footer_line, review_line, verdict_mark
from countersight.report.merging import merged, substance
from countersight.report.words import (
    OUTCOMES,
    REASONS,
    ask_words,
    cite_words,
    day_words,
    if_words,
    match_words,
    not_checked_words,
)

_STYLES: Final = {
    State.MATCH: Style.MATCH,
    State.REVIEW: Style.REVIEW,
    State.NO_MATCH: Style.QUIET,
    State.NOT_CHECKED: Style.QUIET,
}
_IF: Final = {
    Relation.ITSELF: "is",
    Relation.BRAND: "is",
    Relation.SUBSIDIARY: "belongs to",
    Relation.AFFILIATE: "counts as",
    Relation.FORMER: "counts as",
}
"""What has to hold of a record in review for the duties to speak to it."""
_IF_THINGS: Final = {"mention": "brings things of", "model": "is made by"}
BODY: Final = "body_country"
"""The fact that the place of a profile settles unless a record says otherwise."""
_CITE: Final = 200
"""Letters of a citation; the whole of it stands in the other formats."""
_MATCHES: Final = 3
"""Matches of one record that are told."""


@dataclass(frozen=True, slots=True)
class Text:
    """Writes what was found for a person to read."""

    grounds: Grounds
    vocabulary: Vocabulary
    paint: Paint = field(default=plain)
    full: bool = False
    """Tell also which restrictions do not bind, and by which test."""
    _told: dict[object, str] = field(default_factory=dict, init=False)
    """Duties that were told at length, and where; they are told so once. So is ``BODY``."""

    def begin(self) -> Iterator[str]:
        """Yield nothing: the first hit comes first."""
        return iter(())

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield a paragraph for each record that is told, and a line for each Problem."""
        for screened in batch.records:
            yield "".join(f"{row}\n" for row in self.record(screened))
        for problem in batch.problems:
            yield "".join(f"{row}\n" for row in self._problem(problem))

    def record(self, screened: Screened) -> Iterator[str]:
        """Yield what is told of one record, line by line, without line breaks."""
        yield from self._body(screened)
        record, state = screened.record, screened.state
        called = self.paint(state.value.replace("_", " "), _STYLES[state])
        name = _named(record)
        head = f"{_safe(str(record.origin))}: {called}: {name}"
        if not screened.matches:
            reason = REASONS.get(screened.reason, screened.reason)
            yield f"{head}: {reason}" if reason else head
            return
        for match in screened.matches[:_MATCHES]:
            mark = verdict_mark(match)
            yield f"{head} {_safe(match_words(match, record.name))}{mark}"
            if match.review is not None:
                yield f"    reviewed: {_safe(review_line(match.review))}"
            yield from self._evidence(match)
            yield from self._background(screened, match)
            mine = [each for each in screened.findings if each.match == match]
            yield from self._findings(str(record.origin), match, mine)
            head = "  or"
        if self.full and screened.not_bound:
            told = ", ".join(f"{name} ({reason})" for name, reason in screened.not_bound)
            yield f"    does not bind: {told}"
        more = len(screened.matches) - _MATCHES
        if more > 0:
            yield f"  and {more} more that it may be"

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield what was not checked, and what every answer rests on."""
        if counts.not_checked:
            yield f"{self.paint(not_checked_words(counts), Style.QUIET)}\n"
        for each in self.grounds.lists:
            if reviewed := footer_line(each, counts):
                yield f"{self.paint(f'{_safe(reviewed)}.', Style.QUIET)}\n"
                continue
            said = f"{each.name} {each.version}, facts up to {each.vintage}, {each.licence}"
            yield f"{self.paint(f'Checked against: {said}.', Style.QUIET)}\n"
        who = "no profile: who asks is not known"
        if self.grounds.profile is not None:
            facts = ", facts only: no duty was decided" if self._facts_only else ""
            who = f"profile {self.grounds.profile.name}{facts}"
        yield f"{self.paint(f'As of {self.grounds.as_of}; {who}. {NOTICE}', Style.QUIET)}\n"

    def _evidence(self, match: Match) -> Iterator[str]:
        if len(match.path) > 1:
            yield f"    path: {_safe(' > '.join(match.path))}"
        for sign, speaks_for in (("for", True), ("against", False)):
            told = [each for each in match.evidence if each.speaks_for is speaks_for]
            if told:
                sources = dict.fromkeys(each.source for each in told if each.source)
                under = f" [{', '.join(sources)}]" if sources else ""
                yield f"    {sign}: {_safe(' '.join(each.text for each in told))}{under}"

    def _background(self, screened: Screened, match: Match) -> Iterator[str]:
        """Tell the lists in a line, or all that is known where no duty is asked for."""
        for each in screened.backgrounds:
            if each.entity != match.entity:
                continue
            if self._facts_only:
                yield from (f"    {_safe(row)}" for row in background_rows(each))
                continue
            lead, line = listings_line(each, match)
            if line:
                yield f"    {_safe(f'{lead}: {line}')}"

    def _body(self, screened: Screened) -> Iterator[str]:
        """Tell once, before the first duty that rests on it, whose public body asks."""
        told = (fact for each in screened.findings for fact in each.decision.assumed)
        fact = next((each for each in told if self._is_own(each)), None)
        profile = self.grounds.profile
        if fact is None or profile is None or BODY in self._told:
            return
        self._told[BODY] = profile.name
        who = f"a public body of {fact.value}, the country of its place {profile.place}"
        yield self.paint(
            _safe(f"The duties below speak to {profile.name} if it is {who}."), Style.QUIET
        )

    def _is_own(self, fact: Fact) -> bool:
        """Return whether a fact follows from the place that the profile itself states."""
        profile = self.grounds.profile
        if profile is None or fact.name != BODY:
            return False
        return fact.value == profile.place.partition("-")[0]

    @property
    def _facts_only(self) -> bool:
        profile = self.grounds.profile
        return profile is not None and not profile.decides

    def _findings(self, at: str, match: Match, findings: Sequence[Finding]) -> Iterator[str]:
        if match.judged is State.NO_MATCH or self._facts_only:
            return
        if not findings:
            yield "    no duty of the catalogue speaks to it, as far as the facts go"
            return
        if self.grounds.profile is None:
            yield self._folded(findings)
            return
        if match.judged is State.REVIEW:
            yield from self._perhaps(match, findings)
            return
        for acts, decision in merged(findings):
            yield self._headline(acts, decision)
            key = substance(decision)
            before = self._told.setdefault(key, at)
            if before == at:
                yield from self._details(decision)
            else:
                yield f"        dates, questions and sources as at {_safe(before)}"

    def _folded(self, findings: Sequence[Finding]) -> str:
        duties = {(each.decision.restriction.id, each.decision.duty.id) for each in findings}
        laws = len({restriction for restriction, _ in duties})
        word = self.paint("depends", Style.DEPENDS)
        said = f"on who asks, and where: {_count(len(duties), 'duty', 'duties')}"
        return (
            f"    {word} {said} of {_count(laws, 'restriction', 'restrictions')} "
            "may speak to it; name a --profile"
        )

    def _perhaps(self, match: Match, findings: Sequence[Finding]) -> Iterator[str]:
        kinds = {each.kind for each in match.evidence}
        told = next((verb for kind, verb in _IF_THINGS.items() if kind in kinds), None)
        yield f"    if it {told or _IF[match.relation]} {match.entity}:"
        for outcome, style in _OUTCOME_STYLES.items():
            mine = [d for _, d in merged(findings) if d.outcome is outcome]
            duties = dict.fromkeys(f"{d.restriction.id}/{d.duty.id}" for d in mine)
            if duties:
                yield f"      {self.paint(OUTCOMES[outcome], style)}: {', '.join(duties)}"

    def _headline(self, acts: Sequence[str], decision: Decision) -> str:
        style = _OUTCOME_STYLES[decision.outcome]
        where = f"{decision.restriction.id}/{decision.duty.id}"
        doing = f" (to {', '.join(acts)})" if acts else ""
        condition = _safe(if_words([f for f in decision.assumed if not self._is_own(f)]))
        word = self.paint(OUTCOMES[decision.outcome], style)
        lead = f"{condition}: {word}" if condition else word
        return f"    {lead}: {where}{doing}: {_safe(decision.duty.obligation)}"

    def _details(self, decision: Decision) -> Iterator[str]:
        days = day_words(decision)
        if days:
            yield f"        {days}"
        yield from self._ways(decision)
        for question in ask_words(decision.ask, self.vocabulary):
            yield f"        ask: {_safe(question)}"
        for cite in cite_words(decision):
            yield f"        source: {shortened(visible(cite), _CITE)}"
        yield from self._warnings(decision)

    def _ways(self, decision: Decision) -> Iterator[str]:
        texts = {each.id: each.text for each in decision.restriction.exemptions}
        if decision.exemption is not None:
            yield f"        by {decision.exemption}: {_safe(texts[decision.exemption])}"
        for way in decision.perhaps:
            yield f"        may be exempt by {way.id}: {_safe(texts[way.id])}"
            for question in ask_words(way.ask, self.vocabulary):
                yield f"          ask: {_safe(question)}"

    def _warnings(self, decision: Decision) -> Iterator[str]:
        for flag in decision.flags:
            if flag.startswith("unverified_after"):
                day = decision.restriction.verified_through
                yield f"        note: its sources speak through {day}; look for changes since"
            elif flag.startswith("scheduled_change"):
                yield "        note: rests on a change that is scheduled and may yet be moved"

    def _problem(self, problem: Problem) -> Iterator[str]:
        word = self.paint("problem", Style.PROBLEM)
        yield f"{_safe(str(problem.origin))}: {word}: {_safe(problem.message)} [{problem.code}]"
        if problem.hint:
            yield f"    {_safe(problem.hint)}"


_OUTCOME_STYLES: Final = {
    Outcome.BINDS: Style.BINDS,
    Outcome.DEPENDS: Style.DEPENDS,
    Outcome.EXEMPT: Style.EXEMPT,
    Outcome.ADVISES: Style.ADVISES,
}


def _named(record: Record) -> str:
    """Return the name of a record, or what else it shows of itself."""
    if record.name:
        return f'"{_safe(record.name)}"'
    model = record.get("model")
    under = f' of model "{_safe(model)}"' if model else ""
    return f"a {record.kind.value}{under}"


def _safe(text: str) -> str:
    return shortened(visible(text), 600)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
