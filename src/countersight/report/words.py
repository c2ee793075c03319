"""How matches, duties and facts are said to a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from countersight.model.decision import Decision, Outcome
from countersight.model.facts import Fact, FactValue
from countersight.model.finding import Counts
from countersight.model.match import Match, Relation, State
from countersight.model.vocabulary import Vocabulary

RELATIONS: Final[Mapping[Relation, str]] = MappingProxyType(
    {
        Relation.ITSELF: "itself",
        Relation.SUBSIDIARY: "a subsidiary of it",
        Relation.AFFILIATE: "an affiliate of it",
        Relation.BRAND: "a brand of it",
        Relation.FORMER: "a name or tie that it had formerly",
    }
)
OUTCOMES: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.BINDS: "binds",
        Outcome.DEPENDS: "depends",
        Outcome.EXEMPT: "exempt",
        Outcome.ADVISES: "advises",
    }
)
REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "withheld": "its publisher withheld the name",
        "person": "it looks like a private person, and persons are not screened",
        "no-name": "it names no organisation, maker or model",
    }
)
"""Why a record was not checked."""
ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "is_affiliate": "whether the maker counts as an affiliate",
        "is_successor_reached": "whether the company that took over counts as the maker",
        "effective_day": "the day on which the duty began to apply",
    }
)
"""Questions that no fact of the vocabulary answers."""


def match_words(match: Match) -> str:
    """Return which entity it is, and how the record is related to it."""
    who = f"{match.name} [{match.entity}]"
    verb = "is" if match.state is State.MATCH else "may be"
    if match.relation is Relation.ITSELF and not match.company:
        return f"{verb} {who}"
    named = f'"{match.company or match.alias}", ' if match.company or match.alias else ""
    return f"{verb} {named}{RELATIONS[match.relation]}: {who}"


def not_checked_words(counts: Counts) -> str:
    """Return how many records were not checked, and why.

    >>> not_checked_words(Counts(records=9, withheld=3, person=1))
    'Not checked: 4 (3 withheld by their publisher, 1 that look like private persons).'
    """
    parts = (
        (counts.withheld, "withheld by their publisher"),
        (counts.person, "that look like private persons"),
        (counts.no_name, "that name no organisation, maker or model"),
    )
    told = ", ".join(f"{number:,} {why}" for number, why in parts if number)
    return f"Not checked: {counts.not_checked:,} ({told})."


def value_words(value: FactValue) -> str:
    """Return a fact's value as one reads it aloud.

    >>> value_words(True), value_words(("public.local", "ci_operator"))
    ('yes', 'public.local, ci_operator')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def if_words(assumed: Sequence[Fact]) -> str:
    """Return ``if ...``, with every assumed fact, and who assumed it; empty without any.

    >>> from countersight.model.facts import FactSource
    >>> if_words([Fact("purpose", "other", FactSource.ASSUMED, "profile shop")])
    'if purpose is other (profile shop)'
    """
    if not assumed:
        return ""
    grouped: dict[str, list[str]] = {}
    for fact in assumed:
        said = f"{fact.name} is {value_words(fact.value) or 'nobody'}"
        grouped.setdefault(fact.because, []).append(said)
    parts = [
        f"{', '.join(said)} ({because})" if because else ", ".join(said)
        for because, said in grouped.items()
    ]
    return f"if {'; '.join(parts)}"


def ask_words(ask: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what has to be asked, each fact with its meaning."""
    for name in ask:
        known = vocabulary.facts.get(name)
        meaning = ANSWERS.get(name) or (known.meaning if known is not None else "")
        yield f"{name} ({meaning})" if meaning else name


def day_words(decision: Decision) -> str:
    """Return since when and by when, as far as the instrument says."""
    duty = decision.duty
    said = []
    if duty.since is not None:
        said.append(f"since {duty.since}")
    elif duty.since_not_before is not None:
        said.append(f"since a day from {duty.since_not_before} to {duty.since_not_after}")
    if duty.until is not None:
        said.append(f"until {duty.until}")
    if duty.deadline is not None:
        late = decision.overdue_days
        past = f", {late} {'day' if late == 1 else 'days'} overdue" if late else ""
        said.append(f"by {duty.deadline}{past}")
    return "; ".join(said)


def cite_words(decision: Decision) -> Iterator[str]:
    """Yield the citations of a duty, each with how it was checked."""
    cites = {cite.id: cite for cite in decision.restriction.cites}
    for name in decision.duty.cites:
        cite = cites.get(name)
        if cite is not None:
            pinpoint = f", {cite.pinpoint}" if cite.pinpoint else ""
            yield f"({cite.checked.value}) {cite.name}{pinpoint}"
