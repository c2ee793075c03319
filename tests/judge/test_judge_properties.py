"""What holds of every decision, whatever the facts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
from judge_cases import CATALOGUE, RULES
from judge_small import owner

from countersight.judge import Rulebook
from countersight.judge.stating import ANSWERS
from countersight.model.decision import Decision, Outcome
from countersight.model.facts import Fact, Facts, FactSource, FactValue, Owner, Truth
from countersight.model.restriction import Duty, Restriction
from countersight.model.vocabulary import FactDefinition, FactKind

T = TypeVar("T")

RESTRICTIONS = tuple(CATALOGUE.restrictions.values())
MAKERS = ("hikvision", "dahua", "huawei", "zte", "hikvision_canada", "axis", "jv", "unknown")
PLACES = (
    "US",
    "US-TX",
    "US-NE",
    "CA",
    "CA-QC",
    "GB",
    "GB-ENG",
    "GB-SCT",
    "TW",
    "IN",
    "EU",
    "FR",
)
TEXTS = ("CN", "US", "moda", "executive_yuan", "bis", "das", "european_parliament", "other")


def boundaries(restriction: Restriction, duty: Duty) -> set[date]:
    """Return the days on which something of a duty changes."""
    spans: list[tuple[date | None, date | None]] = [
        (duty.since, duty.until),
        (duty.since_not_before, duty.deadline),
        (duty.since_not_after, restriction.verified_through),
    ]
    spans += [(each.since, each.until) for each in restriction.exemptions]
    spans += [(each.since, each.until) for each in restriction.reach.periods]
    spans += [(each.since, each.until) for other in RESTRICTIONS for each in other.listings]
    first = {since for since, _ in spans if since is not None}
    return first | {until + timedelta(days=1) for _, until in spans if until is not None}


DAYS = sorted(
    {day for each in RESTRICTIONS for duty in each.duties for day in boundaries(each, duty)}
)
days = st.one_of(
    st.sampled_from(DAYS),
    st.sampled_from(DAYS).map(lambda day: day - timedelta(days=1)),
    st.dates(date(2018, 1, 1), date(2028, 1, 1)),
)
owners: st.SearchStrategy[Owner] = st.builds(
    owner,
    st.sampled_from(MAKERS),
    st.sampled_from((None, 0, 10, 11, 25, 49, 50, 51, 100)),
    control=st.sampled_from((None, True, False)),
    successor=st.booleans(),
)


NAMED = {"place": PLACES, "maker": MAKERS, "body_country": ("US", "GB", "TW", "EU")}


def values(definition: FactDefinition) -> st.SearchStrategy[FactValue]:
    words = st.sampled_from(definition.words or NAMED.get(definition.name, TEXTS))
    several = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
    kinds: dict[FactKind, st.SearchStrategy[FactValue]] = {
        FactKind.WORD: words,
        FactKind.WORDS: several,
        FactKind.TEXT: words,
        FactKind.TRUTH: st.booleans(),
        FactKind.DATE: days,
        FactKind.NUMBER: st.sampled_from((2024, 2025, 2026)),
    }
    return kinds[definition.kind]


STRATEGIES = {
    name: values(definition)
    for name, definition in {**CATALOGUE.vocabulary.facts, **ANSWERS}.items()
    if definition.kind is not FactKind.OWNERS
}


@st.composite
def situations(draw: st.DrawFn) -> Facts:
    """A situation near some duty: most of what it asks for, and some of anything."""
    restriction = draw(st.sampled_from(RESTRICTIONS))
    duty = draw(st.sampled_from(restriction.duties))
    cover = draw(st.sampled_from(restriction.covers))
    near: dict[str, FactValue] = {
        "roles": (draw(st.sampled_from(duty.binds or CATALOGUE.vocabulary.roles)),),
        "act": draw(st.sampled_from(duty.acts or CATALOGUE.vocabulary.acts)),
        "place": restriction.jurisdiction,
    }
    for name, words in (
        ("product_form", cover.forms),
        ("product_class", cover.classes),
        ("purpose", cover.purposes),
        ("maker", cover.makers),
    ):
        if words and "*" not in words:
            near[name] = draw(st.sampled_from(words))
    tests = (*duty.requires, *chain.from_iterable(e.requires for e in restriction.exemptions))
    for test in tests:
        near.setdefault(test.fact, test.values[0])
    kept = {name: value for name, value in near.items() if draw(st.integers(0, 7))}
    more = draw(st.lists(st.sampled_from(sorted(STRATEGIES)), max_size=4))
    for name in ("date", *more):
        kept[name] = draw(STRATEGIES[name])
    held = draw(st.none() | st.lists(owners, max_size=3).map(tuple))
    known = {name: Fact(name, value, FactSource.STATED) for name, value in kept.items()}
    return Facts(known, held, FactSource.STATED)


Said = tuple[str, str, str, str, tuple[str, ...], str, tuple[str, ...]]


def said(decision: Decision) -> Said:
    return (
        decision.restriction.id,
        decision.duty.id,
        decision.outcome.value,
        decision.reason or "",
        tuple(sorted(decision.ask)),
        decision.exemption or "",
        tuple(sorted(decision.flags)),
    )


def listed_as_unknown(decision: Decision) -> set[str]:
    asks = {ask for step in decision.trace for ask in step.ask}
    return asks | {name for name in ANSWERS for step in decision.trace if name in step.note}


def assumed(decision: Decision) -> set[str]:
    shown = (fact for step in decision.trace for fact in step.facts)
    return {fact.name for fact in shown if fact.source is FactSource.ASSUMED}


@given(situations())
def test_a_decision_is_whole(facts: Facts) -> None:
    decisions = RULES.decide(facts)
    assert len(decisions) == sum(len(each.duties) for each in RESTRICTIONS)
    for decision in decisions:
        outcome = decision.outcome
        truths = {step.truth for step in decision.trace if not step.group}
        assert bool(decision.ask) == (outcome is Outcome.DEPENDS)
        assert (decision.reason is not None) == (outcome is Outcome.NOT_BOUND)
        assert (decision.exemption is not None) == (outcome is Outcome.EXEMPT)
        assert all(step.ask for step in decision.trace if step.truth is Truth.UNKNOWN)
        assert not any(step.ask for step in decision.trace if step.truth is not Truth.UNKNOWN)
        if outcome in (Outcome.BINDS, Outcome.ADVISES):
            assert truths == {Truth.TRUE}
        if outcome is Outcome.NOT_BOUND:
            last = [step for step in decision.trace if step.reason is decision.reason]
            assert Truth.FALSE in {step.truth for step in last}


@given(situations(), st.data())
def test_a_new_fact_changes_only_what_waited_for_it(facts: Facts, data: st.DataObject) -> None:
    missing = set(STRATEGIES) - set(facts.known)
    if facts.owners is None:
        missing.add("owners")
    name = data.draw(st.sampled_from(sorted(missing)))
    if name == "owners":
        more = replace(facts, owners=tuple(data.draw(st.lists(owners, max_size=3))))
    else:
        fact = Fact(name, data.draw(STRATEGIES[name]), FactSource.STATED)
        more = replace(facts, known={**facts.known, name: fact})
    for before, after in zip(RULES.decide(facts), RULES.decide(more), strict=True):
        if said(before)[:5] != said(after)[:5] and name not in assumed(before):
            assert name in listed_as_unknown(before), said(before)
            assert may_become(before, after), (said(before), said(after))


def may_become(before: Decision, after: Decision) -> bool:
    """Return whether an answer to a question can have led from one to the other."""
    match before.outcome:
        case Outcome.DEPENDS:
            return True
        case Outcome.BINDS | Outcome.ADVISES:
            return after.exemption in {way.id for way in before.perhaps}
        case Outcome.EXEMPT:  # the duty itself was not sure
            return after.outcome is Outcome.NOT_BOUND
        case Outcome.NOT_BOUND:
            return after.outcome is Outcome.NOT_BOUND


@given(situations())
def test_a_default_that_is_stated_changes_nothing_but_where_it_is_from(facts: Facts) -> None:
    before = RULES.decide(facts)
    place = facts.known.get("place")
    stated = dict(facts.known)
    if "body_country" not in stated and place is not None:
        country = str(place.value).split("-")[0]
        stated["body_country"] = Fact("body_country", country, FactSource.STATED)
    held = () if facts.owners is None else facts.owners
    for one, two in zip(
        before, RULES.decide(Facts(stated, held, FactSource.STATED)), strict=True
    ):
        assert said(one) == said(two)
        assert not assumed(two) & {"owners"}


@given(situations(), st.data())
def test_another_value_for_a_default_changes_only_what_is_marked(
    facts: Facts, data: st.DataObject
) -> None:
    bare = Facts({name: fact for name, fact in facts.known.items() if name != "body_country"})
    country = Fact("body_country", data.draw(STRATEGIES["body_country"]), FactSource.STATED)
    held = tuple(data.draw(st.lists(owners, max_size=3)))
    for name, other in (
        ("body_country", replace(bare, known={**bare.known, "body_country": country})),
        ("owners", replace(bare, owners=held, owners_source=FactSource.STATED)),
    ):
        for before, after in zip(RULES.decide(bare), RULES.decide(other), strict=True):
            if said(before) != said(after) and name not in assumed(before):
                assert name in listed_as_unknown(before)


@given(situations(), st.randoms(use_true_random=False))
def test_order_never_matters(facts: Facts, random: Random) -> None:
    def mixed(each: Restriction) -> Restriction:
        duties = [
            replace(duty, covers=shuffled(duty.covers), requires=shuffled(duty.requires))
            for duty in each.duties
        ]
        ways = [replace(way, requires=shuffled(way.requires)) for way in each.exemptions]
        return replace(
            each,
            duties=shuffled(duties),
            covers=shuffled(each.covers),
            exemptions=tuple(ways),  # their order tells which of two that free is named
        )

    def shuffled(things: Sequence[T]) -> tuple[T, ...]:
        return tuple(random.sample(list(things), len(things)))

    rules = Rulebook(shuffled([mixed(each) for each in RESTRICTIONS]))
    known = dict(shuffled(list(facts.known.items())))
    held = None if facts.owners is None else shuffled(facts.owners)
    other = rules.decide(Facts(known, held, facts.owners_source))
    assert sorted(map(said, other)) == sorted(map(said, RULES.decide(facts)))


@given(situations(), days)
def test_a_boundary_changes_the_duties_that_have_it(facts: Facts, day: date) -> None:
    known: Mapping[str, Fact] = facts.known
    before, after = (
        RULES.decide(
            replace(facts, known={**known, "date": Fact("date", when, FactSource.STATED)})
        )
        for when in (day - timedelta(days=1), day)
    )
    stated = known.get("effective_day")
    for one, two in zip(before, after, strict=True):
        if said(one) != said(two):
            crossed = boundaries(one.restriction, one.duty)
            assert day in crossed or (stated is not None and day == stated.value), said(one)


@given(situations())
def test_an_exemption_never_creates_a_duty(facts: Facts) -> None:
    bare = Rulebook([replace(each, exemptions=()) for each in RESTRICTIONS])
    for with_them, without in zip(RULES.decide(facts), bare.decide(facts), strict=True):
        if with_them.outcome is Outcome.EXEMPT:
            assert without.outcome is not Outcome.NOT_BOUND
        else:
            assert said(with_them) == said(without)


@given(st.lists(situations(), max_size=5))
def test_a_batch_is_decided_as_each_alone(several: list[Facts]) -> None:
    together = Rulebook(RESTRICTIONS)
    for facts in (*several, *reversed(several)):
        assert together.decide(facts) == Rulebook(RESTRICTIONS).decide(facts)
