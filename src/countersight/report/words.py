"""How matches, duties and facts are said to a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from countersight.messages import Words, _, counted, spoken
from countersight.model.decision import Decision, Outcome, Reason
from countersight.model.facts import Fact, FactValue
from countersight.model.finding import Counts, ListVersion
from countersight.model.match import Match, Relation, State
from countersight.model.record import MASKED
from countersight.model.vendor import Checked
from countersight.model.vocabulary import Vocabulary

RELATIONS: Final[Words[Relation]] = Words(
    {
        Relation.ITSELF: "",
        Relation.SUBSIDIARY: "a subsidiary of ",
        Relation.AFFILIATE: "tied to ",
        Relation.BRAND: "a brand of ",
        Relation.FORMER: "a former name of ",
    }
)
"""What a record is to the entity, before the entity's name."""
LABELS: Final[Words[State]] = Words(
    {
        State.MATCH: "match",
        State.REVIEW: "review",
        State.NO_MATCH: "no match",
        State.NOT_CHECKED: "not checked",
    }
)
"""The same states, as a line of text begins."""
_AGES: Final[Words[str]] = Words(
    {
        "is more than 90 days old": "is more than 90 days old",
        "may be more than 90 days old": "may be more than 90 days old",
    }
)
"""What is said of the age of a registry."""
STATES: Final[Words[State]] = Words(
    {
        State.MATCH: "Match",
        State.REVIEW: "Review",
        State.NO_MATCH: "No match",
        State.NOT_CHECKED: "Not checked",
    }
)
OUTCOMES: Final[Words[Outcome]] = Words(
    {
        Outcome.BINDS: "binds",
        Outcome.DEPENDS: "depends",
        Outcome.EXEMPT: "exempt",
        Outcome.ADVISES: "advises",
    }
)
REASONS: Final[Words[str]] = Words(
    {
        "withheld": "its publisher withheld the name",
        "person": "it looks like a private person, and persons are not screened",
        "no-name": "it names no organisation, maker or model",
    }
)
"""Why a record was not checked."""
NOT_BOUND: Final[Words[str]] = Words(
    {
        Reason.PLACE: "it applies elsewhere",
        Reason.BODY: "it speaks to others",
        Reason.ACT: "it speaks of other acts",
        Reason.AFTER_END: "it has ended",
        Reason.BEFORE_EFFECTIVE: "it does not apply yet",
        Reason.PRODUCT: "it speaks of other products",
        Reason.TARGET: "it does not reach this maker",
        Reason.PURPOSE: "it speaks of other purposes",
        Reason.CONDITION: "one of its conditions does not hold",
    }
)
"""Why a restriction does not bind, by the test that failed."""
CHECKED: Final[Words[Checked]] = Words(
    {
        Checked.READ: "read",
        Checked.SECONDARY: "only a report of it was read",
        Checked.MEMORY: "not verified",
    }
)
"""How a source was checked."""
ANSWERS: Final[Words[str]] = Words(
    {
        "is_affiliate": "whether the maker counts as an affiliate",
        "is_successor_reached": "whether the company that took over counts as the maker",
        "effective_day": "the day on which the duty began to apply",
    }
)
"""Questions that no fact of the vocabulary answers."""


VERBS: Final[Words[State]] = Words(
    {
        State.MATCH: "is",
        State.REVIEW: "may be",
        State.NO_MATCH: "is not taken for",
        State.NOT_CHECKED: "was not compared with",
    }
)


BY_NAME: Final[Words[State]] = Words(
    {State.MATCH: "bears the name of", State.REVIEW: "may bear the name of"}
)
"""For a company of which nothing but its name ties it to the entity."""


OF_THINGS: Final[Words[str]] = Words({"mention": "mentions", "model": "may be made by"})
"""For a record that is not the entity, and may have to do with a thing of its."""
SIDES: Final = Words({True: "for", False: "against"})
"""Which way a piece of evidence speaks."""
UNREAD: Final[Words[str]] = Words({"tie-inferred": "by its name ", "tie-noted": "as noted "})
"""What is said before a tie of which nobody has read."""


def tie_words(match: Match) -> tuple[str, str]:
    """Return the verb, and what a record is to the entity, before the entity's name.

    A tie that nobody read is told as one that a name alone speaks for.
    """
    if match.state is State.NO_MATCH:
        return VERBS[match.state], ""
    kinds = {each.kind for each in match.evidence}
    thing = next((verb for kind, verb in OF_THINGS.items() if kind in kinds), "")
    if thing and match.state is State.REVIEW:
        return thing, RELATIONS[match.relation] if kinds & {"mention"} else ""
    if "by-name-only" in kinds:
        return BY_NAME[match.state], ""
    former = match.relation is Relation.FORMER and match.company
    relation = _("formerly tied to ") if former else RELATIONS[match.relation]
    by_name = next((said for kind, said in UNREAD.items() if relation and kind in kinds), "")
    verb = VERBS[State.MATCH if "owner-named" in kinds else match.state]
    return verb, f"{by_name}{relation}"


def match_words(match: Match, name: str) -> str:
    """Return what a record of that name is: the entity, or what it is to the entity.

    A name that the catalogue writes otherwise than the record is told too.
    """
    verb, relation = tie_words(match)
    called = match.company or match.alias
    known = {name.casefold(), match.name.casefold()}
    other = relation and called and called.casefold() not in known
    return f"{verb} {f'{called}, ' if other else ''}{relation}{match.name} [{match.entity}]"


def name_words(name: str) -> str:
    """Return the name of a record, or that it is withheld."""
    return _(name) if name == MASKED else name


def not_checked_words(counts: Counts) -> str:
    """Return how many records were not checked, and why.

    >>> not_checked_words(Counts(records=9, withheld=3, person=1))
    'Not checked: 4 (3 withheld by their publisher, 1 that look like private persons).'
    """
    parts = (
        (counts.withheld, _("withheld by their publisher")),
        (counts.person, _("that look like private persons")),
        (counts.no_name, _("that name no organisation, maker or model")),
    )
    told = ", ".join(f"{number:,} {why}" for number, why in parts if number)
    return _("Not checked: {not_checked:,} ({told}).").format(
        not_checked=counts.not_checked, told=told
    )


def value_words(value: FactValue) -> str:
    """Return a fact's value as one reads it aloud.

    >>> value_words(True), value_words(("public.local", "ci_operator"))
    ('yes', 'public.local, ci_operator')
    """
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(spoken, value)) if isinstance(value, tuple) else str(value)


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
        said = _("{name} is {value}").format(
            name=fact.name, value=value_words(fact.value) or _("nobody")
        )
        grouped.setdefault(fact.because, []).append(said)
    parts = [
        f"{', '.join(said)} ({spoken(because)})" if because else ", ".join(said)
        for because, said in grouped.items()
    ]
    return _("if {parts}").format(parts="; ".join(parts))


def meanings(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return what each name that can be asked for means."""
    facts = {name: known.meaning for name, known in vocabulary.facts.items() if known.meaning}
    return {**facts, **ANSWERS}


def ask_words(ask: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what has to be asked, each fact with its meaning."""
    known = meanings(vocabulary)
    for name in ask:
        yield f"{name} ({spoken(known[name])})" if name in known else name


def day_words(decision: Decision) -> str:
    """Return since when and by when, as far as the instrument says."""
    duty = decision.duty
    said = []
    if duty.since is not None:
        said.append(_("since {since}").format(since=duty.since))
    elif duty.since_not_before is not None:
        said.append(
            _("since a day from {since_not_before} to {since_not_after}").format(
                since_not_before=duty.since_not_before, since_not_after=duty.since_not_after
            )
        )
    if duty.until is not None:
        said.append(_("until {until}").format(until=duty.until))
    if duty.deadline is not None:
        late = decision.overdue_days
        past = overdue_words(late) if late else ""
        said.append(_("by {deadline}{past}").format(deadline=duty.deadline, past=past))
    return "; ".join(said)


def overdue_words(days: int) -> str:
    """Return how long a duty is overdue, after a comma."""
    late = counted("{days} day overdue", "{days} days overdue", days).format(days=days)
    return f", {late}"


def cite_words(decision: Decision) -> Iterator[str]:
    """Yield the citations of a decision, each with how it was checked."""
    cites = {cite.id: cite for cite in decision.restriction.cites}
    for name in decision.cites:
        cite = cites.get(name)
        if cite is not None:
            pinpoint = f", {cite.pinpoint}" if cite.pinpoint else ""
            yield f"({cite.checked.value}) {cite.name}{pinpoint}"


def version_words(each: ListVersion) -> str:
    """Return the version of a list; of a registry its day, and that it is old.

    >>> version_words(ListVersion("r", "2026-08", "2026-08", "", age=""))
    '2026-08'
    """
    old = each.age or each.stale
    if not old:
        return each.version
    return f"{each.version}, {_AGES.get(old, spoken(old))}"


def stale_lines(lists: Iterable[ListVersion]) -> Iterator[str]:
    """Yield of each outside list that is stale why it is, and what that means.

    >>> old = "is 30 days old, and comes out daily"
    >>> [line] = stale_lines([ListVersion("CSL", "1", "2022-04-07", "", stale=old)])
    >>> print(line)
    CSL is 30 days old, and comes out daily: who was listed since is not known, so no match \
on it is stale. `countersight lists update` reads a newer one.
    """
    for each in lists:
        if each.stale:
            yield _(
                "{name} {old}: who was listed since is not known, so no match on it is stale. "
                "`countersight lists update` reads a newer one."
            ).format(name=spoken(each.name), old=spoken(each.stale))


def registry_line(each: ListVersion) -> str:
    """Return that hardware addresses were asked of a registry, and what to do if it is old."""
    said = _("Hardware addresses asked of: {name}, {version}.").format(
        name=each.name, version=version_words(each)
    )
    if not each.age:
        return said
    more = _("Prefixes given since are not known; see `countersight registries update`.")
    return f"{said} {more}"
