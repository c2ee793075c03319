"""Every example of every scheme file comes out as it says."""

import re
from collections import Counter

import pytest

from countersight.assess import Fact, Knowledge, Names, Said, judged, strength
from countersight.catalogue import SchemeExample, load_schemes, scheme_examples
from countersight.ids import EntryId
from countersight.model.argument import Bearing, Predicate, PredicateKind, Scheme
from countersight.model.casefile import Scope

SCHEMES = load_schemes()
BY_ID = {str(scheme.id): scheme for scheme in SCHEMES.schemes}
EXAMPLES = scheme_examples()
OWN = [
    Fact("opposes", (each.name, other, ""), holds=True, grade=grade)
    for grade in (EXAMPLES[0][1].grade.HELD,)
    for each in SCHEMES.predicates.values()
    for other in each.opposes
]


def knowledge_of(scheme: Scheme, example: SchemeExample) -> Knowledge:
    facts = [
        Fact(each.fact.predicate, each.fact.parts, each.holds, each.grade)
        for each in example.facts
    ]
    said = Said(
        EntryId("claim"),
        example.claim or scheme.claim,
        "speaker",
        "group",
        "letter",
        example.about,
        example.modality,
        Scope(),
        Fact("claimed", ("", "", ""), holds=True, grade=example.grade),
    )
    return Knowledge((said,), (*facts, *OWN), {}, {})


@pytest.mark.parametrize(
    ("scheme", "example"), EXAMPLES, ids=[f"{id_}: {each.title}" for id_, each in EXAMPLES]
)
def test_an_example_comes_out_as_it_says(scheme: str, example: SchemeExample) -> None:
    known = knowledge_of(BY_ID[scheme], example)
    verdict = min(judged(known, SCHEMES, Names({})), key=strength)
    assert (verdict.bearing, verdict.standard) == (
        example.expect.bearing,
        example.expect.standard,
    )
    standing = [argument for argument in verdict.against if not argument.falls]
    if example.expect.bearing is not Bearing.DOES_NOT_BEAR:
        assert {leaf.id for leaf in standing[0].open} == set(example.expect.open)


def test_every_scheme_has_examples_for_and_against() -> None:
    counted = Counter(scheme for scheme, _ in EXAMPLES)
    assert set(counted) == set(BY_ID)
    for scheme, told in BY_ID.items():
        bearings = {each.expect.bearing for id_, each in EXAMPLES if id_ == scheme}
        if told.exceptions:
            assert len(bearings) > 1, f"{scheme} has no example in which it falls"
        assert counted[scheme] > 1


@pytest.mark.parametrize(
    "fact",
    [each for each in SCHEMES.predicates.values() if each.kind is PredicateKind.FACT],
    ids=lambda each: each.name,
)
def test_a_fact_of_the_vocabulary_is_a_sentence_of_its_parts(fact: Predicate) -> None:
    parts = {key for key in ("subject", "object", "about") if getattr(fact, key)}
    assert set(re.findall(r"\{(\w+)\}", fact.says)) == parts
