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

from countersight.messages import Words, _, counted, marked, spoken
from countersight.model.decision import Decision, Outcome
from countersight.model.facts import Fact
from countersight.model.finding import (
    Counts,
    Finding,
    Grounds,
    ListVersion,
    Screened,
    ScreenedBatch,
)
from countersight.model.match import Match, Relation, State
from countersight.model.record import Problem, Record
from countersight.model.vocabulary import Vocabulary
from countersight.render.escaping import shortened, visible
from countersight.render.styles import Paint, Style, plain
from countersight.report.assumed import BODY, follows, told_once
from countersight.report.background import background_rows, listings_line
from countersight.report.duty_lines import detail_lines
from countersight.report.faces import NOTICE
from countersight.report.judgements import footer_line, review_line, verdict_mark
from countersight.report.merging import merged, substance
from countersight.report.words import (
    LABELS,
    OUTCOMES,
    REASONS,
    SIDES,
    if_words,
    match_words,
    name_words,
    not_checked_words,
    registry_line,
    stale_lines,
)

_STYLES: Final = {
    State.MATCH: Style.MATCH,
    State.REVIEW: Style.REVIEW,
    State.NO_MATCH: Style.QUIET,
    State.NOT_CHECKED: Style.QUIET,
}
_CHECKED: Final = marked("Checked against: {name} {version}, facts up to {vintage}, {licence}.")
_CHECKED_WITH: Final = marked("Checked with: {name} {version}.")
"""Of a file whose day and licence nobody told."""
_IF: Final = Words(
    {
        Relation.ITSELF: "if it is {entity}:",
        Relation.BRAND: "if it is {entity}:",
        Relation.SUBSIDIARY: "if it belongs to {entity}:",
        Relation.AFFILIATE: "if it counts as {entity}:",
        Relation.FORMER: "if it counts as {entity}:",
    }
)
"""What has to hold of a record in review for the duties to speak to it."""
_IF_THINGS: Final = Words(
    {"mention": "if it brings things of {entity}:", "model": "if it is made by {entity}:"}
)
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

    _asked: dict[ListVersion, None] = field(default_factory=dict, init=False)
    """Registries that hardware addresses were asked of."""

    def begin(self) -> Iterator[str]:
        """Yield nothing: the first hit comes first."""
        return iter(())

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield a paragraph for each record that is told, and a line for each Problem."""
        self._asked.update(dict.fromkeys(batch.lists))
        for screened in batch.records:
            told = (*self._body(screened), *self.record(screened))
            yield "".join(f"{row}\n" for row in told)
        for problem in batch.problems:
            yield "".join(f"{row}\n" for row in self._problem(problem))

    def record(self, screened: Screened) -> Iterator[str]:
        """Yield what is told of one record, line by line, without line breaks."""
        record, state = screened.record, screened.state
        called = self.paint(LABELS[state], _STYLES[state])
        name = _named(record)
        head = f"{_safe(str(record.origin))}: {called}: {name}"
        if not screened.matches:
            reason = REASONS.get(screened.reason, screened.reason) or self._stale(state)
            yield f"{head}: {reason}" if reason else head
            return
        for match in screened.matches[:_MATCHES]:
            mark = verdict_mark(match)
            yield f"{head} {_safe(match_words(match, record.name))}{mark}"
            if match.review is not None:
                yield _("    reviewed: {review_line}").format(
                    review_line=_safe(review_line(match.review))
                )
            yield from self._evidence(match)
            yield from self._background(screened, match)
            mine = [each for each in screened.findings if each.match == match]
            yield from self._findings(str(record.origin), match, mine)
            head = _("  or")
        if self.full and screened.not_bound:
            told = ", ".join(f"{name} ({reason})" for name, reason in screened.not_bound)
            yield _("    does not bind: {told}").format(told=told)
        more = len(screened.matches) - _MATCHES
        if more > 0:
            yield _("  and {more} more that it may be").format(more=more)

    def _stale(self, state: State) -> str:
        """Return on which stale lists a record is no match."""
        old = [spoken(each.name) for each in self.grounds.lists if each.stale]
        if state is not State.NO_MATCH or not old:
            return ""
        return _("on lists of which some are stale: {names}").format(names=", ".join(old))

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield what was not checked, and what every answer rests on."""
        if counts.not_checked:
            yield f"{self.paint(not_checked_words(counts), Style.QUIET)}\n"
        for each in (*self.grounds.lists, *self._asked):
            if each.age is not None:
                style = Style.PROBLEM if each.age else Style.QUIET
                yield f"{self.paint(registry_line(each), style)}\n"
                continue
            if reviewed := footer_line(each, counts):
                yield f"{self.paint(f'{_safe(reviewed)}.', Style.QUIET)}\n"
                continue
            form = _CHECKED if each.vintage else _CHECKED_WITH
            said = _(form).format(
                name=spoken(each.name),
                version=each.version,
                vintage=each.vintage,
                licence=each.licence,
            )
            yield f"{self.paint(said, Style.QUIET)}\n"
        for line in stale_lines(self.grounds.lists):
            yield f"{self.paint(_safe(line), Style.PROBLEM)}\n"
        who = _("no profile: who asks is not known")
        if self.grounds.profile is not None:
            facts = _(", facts only: no duty was decided") if self._facts_only else ""
            who = _("profile {name}{facts}").format(name=self.grounds.profile.name, facts=facts)
        said = _("As of {as_of}; {who}. {notice}").format(
            as_of=self.grounds.as_of, who=who, notice=_(NOTICE)
        )
        yield f"{self.paint(said, Style.QUIET)}\n"

    def _evidence(self, match: Match) -> Iterator[str]:
        if len(match.path) > 1:
            yield _("    path: {path}").format(path=_safe(" > ".join(match.path)))
        for speaks_for, sign in SIDES.items():
            told = [each for each in match.evidence if each.speaks_for is speaks_for]
            if told:
                sources = dict.fromkeys(each.source for each in told if each.source)
                said = " ".join(spoken(each.text) for each in told)
                under = f" [{', '.join(sources)}]" if sources else ""
                yield f"    {sign}: {_safe(said)}{under}"

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
        facts = (fact for each in screened.findings for fact in each.decision.assumed)
        said = None if BODY in self._told else told_once(facts, self.grounds.profile)
        if said is not None:
            self._told[BODY] = said
            yield self.paint(_safe(said), Style.QUIET)

    def _conditions(self, decision: Decision) -> list[Fact]:
        """Return the assumed facts that were not told for all duties."""
        told, profile = BODY in self._told, self.grounds.profile
        return [each for each in decision.assumed if not (told and follows(each, profile))]

    @property
    def _facts_only(self) -> bool:
        profile = self.grounds.profile
        return profile is not None and not profile.decides

    def _findings(self, at: str, match: Match, findings: Sequence[Finding]) -> Iterator[str]:
        if match.judged is State.NO_MATCH or self._facts_only:
            return
        if not findings:
            yield _("    no duty of the catalogue speaks to it, as far as the facts go")
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
                yield from detail_lines(decision, self.vocabulary)
            else:
                yield _("        dates, questions and sources as at {before}").format(
                    before=_safe(before)
                )

    def _folded(self, findings: Sequence[Finding]) -> str:
        duties = {(each.decision.restriction.id, each.decision.duty.id) for each in findings}
        laws = len({restriction for restriction, _ in duties})
        word = self.paint(OUTCOMES[Outcome.DEPENDS], Style.DEPENDS)
        of = counted("{laws} restriction", "{laws} restrictions", laws).format(laws=laws)
        said = counted(
            "on who asks, and where: {number} duty of {laws} may speak to it; name a --profile",
            "on who asks, and where: {number} duties of {laws} may speak to it; name "
            "a --profile",
            len(duties),
        )
        return f"    {word} {said.format(number=len(duties), laws=of)}"

    def _perhaps(self, match: Match, findings: Sequence[Finding]) -> Iterator[str]:
        kinds = {each.kind for each in match.evidence}
        told = next((verb for kind, verb in _IF_THINGS.items() if kind in kinds), None)
        yield f"    {(told or _IF[match.relation]).format(entity=match.entity)}"
        for outcome, style in _OUTCOME_STYLES.items():
            mine = [d for _, d in merged(findings) if d.outcome is outcome]
            duties = dict.fromkeys(f"{d.restriction.id}/{d.duty.id}" for d in mine)
            if duties:
                yield f"      {self.paint(OUTCOMES[outcome], style)}: {', '.join(duties)}"

    def _headline(self, acts: Sequence[str], decision: Decision) -> str:
        style = _OUTCOME_STYLES[decision.outcome]
        where = f"{decision.restriction.id}/{decision.duty.id}"
        doing = _(" (to {acts})").format(acts=", ".join(acts)) if acts else ""
        condition = _safe(if_words(self._conditions(decision)))
        word = self.paint(OUTCOMES[decision.outcome], style)
        lead = f"{condition}: {word}" if condition else word
        return f"    {lead}: {where}{doing}: {_safe(decision.duty.obligation)}"

    def _problem(self, problem: Problem) -> Iterator[str]:
        word, said = self.paint(_("problem"), Style.PROBLEM), spoken(problem.message)
        yield f"{_safe(str(problem.origin))}: {word}: {_safe(said)} [{problem.code}]"
        if problem.hint:
            yield f"    {_safe(spoken(problem.hint))}"


_OUTCOME_STYLES: Final = {
    Outcome.BINDS: Style.BINDS,
    Outcome.DEPENDS: Style.DEPENDS,
    Outcome.EXEMPT: Style.EXEMPT,
    Outcome.ADVISES: Style.ADVISES,
}


def _named(record: Record) -> str:
    """Return the name of a record, or what else it shows of itself."""
    if record.name:
        return f'"{_safe(name_words(record.name))}"'
    model = record.get("model")
    under = _(' of model "{model}"').format(model=_safe(model)) if model else ""
    return _("a {kind}{under}").format(kind=record.kind.value, under=under)


def _safe(text: str) -> str:
    return shortened(visible(text), 600)
