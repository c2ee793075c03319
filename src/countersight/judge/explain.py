"""A decision as a tree of plain text that a lawyer can read.

The first line says which duty and how it came out; below it stand the tests in the order in
which they were made, each with the facts it rests on and where those come from, then the
covers, the exemptions, and the sources.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from countersight.messages import Words, _, counted, spoken
from countersight.model.decision import Decision, Outcome, Step
from countersight.model.facts import Fact, FactSource, FactValue, Truth
from countersight.model.restriction import Exemption
from countersight.model.vendor import Checked

_TITLES: Final = Words(
    {
        Outcome.BINDS: "binds",
        Outcome.DEPENDS: "depends",
        Outcome.EXEMPT: "exempt",
        Outcome.ADVISES: "advises, and binds nobody here",
        Outcome.NOT_BOUND: "does not bind",
    }
)
_TRUTHS: Final = Words({Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"})
_SOURCES: Final = Words(
    {
        FactSource.STATED: "stated",
        FactSource.CATALOGUE: "catalogue",
        FactSource.ASSUMED: "assumed",
    }
)


_CHECKED: Final = Words(
    {Checked.READ: "read", Checked.SECONDARY: "secondary", Checked.MEMORY: "memory"}
)


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, and what hangs from it."""

    text: str
    below: tuple["Branch", ...] = ()


def explain(
    decision: Decision, meanings: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    r"""Return the lines of the tree of one decision.

    Args:
        decision: one duty, decided.
        meanings: of facts, to be told where one has to be asked for.

    >>> from countersight.catalogue import load
    >>> from countersight.judge.rulebook import Rulebook
    >>> from countersight.model.facts import Facts
    >>> law = load().restrictions["ca-ica-hikvision-2025"]
    >>> first, *_ = Rulebook([law]).decide(Facts({}))
    >>> print(explain(first)[0])
    ca-ica-hikvision-2025 / wind-up: depends on place, roles, act, date, maker
    """
    return (_plain(_headline(decision)), *_draw(_branches(decision, meanings), ""))


def _headline(decision: Decision) -> str:
    where = f"{decision.restriction.id} / {decision.duty.id}"
    if_words = ", ".join(_named(fact) for fact in decision.assumed)
    lead = f"{where}: {_TITLES[decision.outcome]}"
    match decision.outcome:
        case Outcome.NOT_BOUND if decision.reason is not None:
            lead = f"{lead} ({decision.reason.value})"
        case Outcome.DEPENDS:
            lead = _("{lead} on {ask}").format(lead=lead, ask=", ".join(decision.ask))
        case Outcome.EXEMPT:
            lead = _("{lead} by {exemption}").format(lead=lead, exemption=decision.exemption)
        case _:
            pass
    if not if_words:
        return lead
    return _("{lead}, if {condition}").format(lead=lead, condition=if_words)


def _branches(decision: Decision, meanings: Mapping[str, str]) -> tuple[Branch, ...]:
    duty, freeing = decision.duty, decision.freeing
    found = [Branch(_("duty: {text}").format(text=duty.obligation))]
    if freeing is not None:
        found.append(Branch(_("exemption: {text}").format(text=_ground(freeing))))
    if decision.deadline is not None:
        found.append(Branch(_deadline(decision.deadline, decision.overdue_days or 0)))
    found.append(Branch(_("tests"), tuple(_tests(decision.trace, meanings))))
    if decision.perhaps:
        found.append(Branch(_("may be exempt"), tuple(_ways(decision, meanings))))
    found.append(Branch(_("sources"), tuple(_sources(decision))))
    found.extend(Branch(_("flag: {flag}").format(flag=flag)) for flag in decision.flags)
    return tuple(found)


def _deadline(day: date, late: int) -> str:
    told = _("deadline: {day}").format(day=day)
    overdue = counted(", {number} day overdue", ", {number} days overdue", late)
    return f"{told}{overdue.format(number=late)}" if late else told


def _ways(decision: Decision, meanings: Mapping[str, str]) -> Iterator[Branch]:
    grounds = {each.id: _ground(each) for each in decision.restriction.exemptions}
    for way in decision.perhaps:
        asks = _("{id}: ask {ask}").format(id=way.id, ask=_asked(way.ask, meanings))
        yield Branch(asks, (Branch(grounds[way.id]),) if way.id in grounds else ())


def _ground(exemption: Exemption) -> str:
    needs = exemption.needs_decision_by
    if not needs:
        return exemption.text
    return _("{text} (needs a decision by: {needs})").format(text=exemption.text, needs=needs)


def _tests(trace: Iterable[Step], meanings: Mapping[str, str]) -> Iterator[Branch]:
    for group, steps in groupby(trace, key=lambda step: step.group):
        branches = tuple(_test(step, meanings) for step in steps)
        if group:
            yield Branch(spoken(group), branches)
        else:
            yield from branches


def _test(step: Step, meanings: Mapping[str, str]) -> Branch:
    below = [Branch(_told(fact)) for fact in step.facts]
    if step.ask:
        below.append(Branch(_("ask: {ask}").format(ask=_asked(step.ask, meanings))))
    if step.note:
        below.append(Branch(_("note: {note}").format(note=spoken(step.note))))
    asked = f"{step.reason.value}: {spoken(step.asked)}? {_TRUTHS[step.truth]}"
    return Branch(asked, tuple(below))


def _asked(ask: Iterable[str], meanings: Mapping[str, str]) -> str:
    return ", ".join(
        f"{name} ({spoken(meanings[name])})" if name in meanings else name for name in ask
    )


def _sources(decision: Decision) -> Iterator[Branch]:
    cites = {cite.id: cite for cite in decision.restriction.cites}
    for name in decision.cites:
        cite = cites.get(name)
        if cite is not None:
            pinpoint = f", {cite.pinpoint}" if cite.pinpoint else ""
            yield Branch(
                f"{cite.name}{pinpoint} ({_CHECKED[cite.checked]}) {cite.url}".rstrip()
            )
    day = decision.restriction.verified_through
    yield Branch(_("the sources speak through {day}").format(day=day))


def _told(fact: Fact) -> str:
    because = f": {spoken(fact.because)}" if fact.because else ""
    return f"{_named(fact)} ({_SOURCES[fact.source]}{because})"


def _named(fact: Fact) -> str:
    return f"{fact.name} = {_say(fact.value)}"


def _say(value: FactValue) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "; ".join(map(spoken, value)) or _("none")
    return str(value)


def _draw(branches: tuple[Branch, ...], before: str) -> Iterator[str]:
    for place, branch in enumerate(branches, start=1):
        last = place == len(branches)
        yield f"{before}{'└─ ' if last else '├─ '}{_plain(branch.text)}"
        yield from _draw(branch.below, before + ("   " if last else "│  "))


def _plain(text: str) -> str:
    """Return one line without anything that a terminal would act on."""
    line = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
