"""What holds of every verdict: silence says nothing, nothing adds up, nobody is unheard."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from test_assess_oracle import by_us, cases

from countersight.assess import Fact, Knowledge, Names, Said, assess, judged
from countersight.assess.changes import acquisitions
from countersight.assess.matching import MAX_ARGUMENTS
from countersight.assess.scopes import Join, joined
from countersight.catalogue import load_schemes
from countersight.claim import load
from countersight.errors import EntryError
from countersight.ids import EntryId
from countersight.model.argument import Bearing, Scheme, Side, Standard
from countersight.model.casefile import Modality, Scope, We
from countersight.model.contract import Grade
from countersight.model.values import PartialDate

SCHEMES = load_schemes()


def said(predicate: str, *, about: str = "", scope: Scope | None = None) -> Said:
    return Said(
        EntryId("claim"),
        predicate,
        "speaker",
        "group",
        "letter",
        about,
        Modality.DENIES,
        scope or Scope(),
        Fact("claimed", ("", "", ""), holds=True, grade=Grade.HELD),
    )


def fact(predicate: str, *parts: str, grade: Grade = Grade.HELD, holds: bool = True) -> Fact:
    subject, object_, about = (*parts, "", "", "")[:3]
    return Fact(predicate, (subject, object_, about), holds, grade)


@pytest.mark.parametrize(
    "claim", sorted(each.name for each in SCHEMES.predicates.values() if each.kind == "claim")
)
def test_silence_never_contradicts(claim: str) -> None:
    assert by_us(said(claim, about="camp"), []) == {}


@given(cases())
def test_ten_of_the_same_prove_no_more_than_one(case: tuple[Said, list[Fact]]) -> None:
    told, facts = case
    assert by_us(told, facts * 10) == by_us(told, facts)


@given(cases())
def test_the_order_of_facts_makes_no_difference(case: tuple[Said, list[Fact]]) -> None:
    told, facts = case
    assert by_us(told, facts[::-1]) == by_us(told, facts)


@given(cases())
def test_no_verdict_is_better_shown_than_that_the_claim_was_made(
    case: tuple[Said, list[Fact]],
) -> None:
    told, facts = case
    only_alleged = replace(told, fact=replace(told.fact, grade=Grade.ALLEGED))
    assert set(by_us(only_alleged, facts).values()) <= {Standard.ALLEGED.rank}


def test_every_scheme_against_a_claim_can_fall_or_be_met() -> None:
    """A scheme without any way out would be no argument but a sentence."""
    met = {each.claim for each in SCHEMES.schemes if each.side is Side.FOR}
    for scheme in SCHEMES.schemes:
        assert scheme.exceptions or scheme.assumptions or scheme.claim in met, scheme.id


def test_contracts_elsewhere_do_not_bear_on_a_claim_about_one_place() -> None:
    facts = (fact("has_role", "p", "operate", "k"),)
    claims = {
        "": Standard.PRIMA_FACIE,
        "CN": Standard.PRIMA_FACIE,
        "GB": None,
    }
    for place, standard in claims.items():
        told = said("operations_not_in_remit", scope=Scope(place=place))
        known = Knowledge((told,), facts, {"k": Scope(place="CN/Xinjiang")}, {})
        verdict = next(iter(judged(known, SCHEMES, Names({}))))
        assert verdict.standard is standard, place


def test_a_contract_of_unknown_place_leaves_the_scope_open() -> None:
    told = said("operations_not_in_remit", scope=Scope(place="GB"))
    known = Knowledge((told,), (fact("has_role", "p", "operate", "k"),), {"k": Scope()}, {})
    verdict = next(iter(judged(known, SCHEMES, Names({}))))
    assert "scope" in {leaf.id for leaf in verdict.against[0].open}


def during(since: str, until: str | None = None) -> Scope:
    end = None if until is None else PartialDate.parse(until)
    return Scope(since=PartialDate.parse(since), until=end)


@pytest.mark.parametrize(
    ("claim", "evidence", "join"),
    [
        (Scope(), Scope(), Join.WITHIN),
        (Scope(place="CN/Xinjiang"), Scope(place="CN"), Join.UNKNOWN),
        (Scope(product="cameras"), Scope(), Join.UNKNOWN),
        (
            Scope(since=PartialDate.parse("2022")),
            Scope(until=PartialDate.parse("2021-06")),
            Join.APART,
        ),
        (Scope(since=PartialDate.parse("2022")), Scope(), Join.UNKNOWN),
        (during("2021", "2022"), during("2010", "2030"), Join.WITHIN),
        (during("2021"), during("2010"), Join.UNKNOWN),
        (during("2021"), during("XXXX-07-16"), Join.UNKNOWN),
        (during("2021"), during("2022"), Join.WITHIN),
        (during("2021"), Scope(until=PartialDate.parse("2022")), Join.WITHIN),
        (during("2021-06"), during("2010", "2021"), Join.UNKNOWN),
    ],
)
def test_scopes_are_joined_by_place_time_and_product(
    claim: Scope, evidence: Scope, join: Join
) -> None:
    assert joined(claim, evidence) is join


@pytest.mark.parametrize(
    ("place", "standard", "open_"),
    [
        ("CN", None, []),
        ("GB/London", Standard.ESTABLISHED, []),
        ("", Standard.PRIMA_FACIE, ["scope"]),
    ],
)
def test_a_fact_of_another_place_does_not_bear_on_a_claim_about_one(
    place: str, standard: Standard | None, open_: list[str]
) -> None:
    told = said("no_data_held", scope=Scope(place="GB"))
    stores = replace(fact("stores_data", "group", "customers"), scope=Scope(place=place))
    (verdict,) = judged(Knowledge((told,), (stores,), {}, {}), SCHEMES, Names({}))
    assert verdict.standard is standard
    assert [leaf.id for each in verdict.against for leaf in each.open] == open_


def test_a_claim_that_only_asks_is_not_contradicted() -> None:
    told = replace(said("operations_not_in_remit"), modality=Modality.ASKS)
    known = Knowledge((told,), (fact("has_role", "p", "operate", "k"),), {}, {})
    (verdict,) = judged(known, SCHEMES, Names({}))
    assert verdict.bearing is Bearing.DOES_NOT_BEAR


def test_a_case_that_would_make_too_many_arguments_is_refused() -> None:
    facts = tuple(
        fact("has_role", "p", "operate", f"k-{number}") for number in range(MAX_ARGUMENTS + 1)
    )
    with pytest.raises(EntryError, match="makes more than"):
        list(
            judged(
                Knowledge((said("operations_not_in_remit"),), facts, {}, {}), SCHEMES, Names({})
            )
        )


WITH_DATES = """
[case]
id = "c"
title = "A contract with its dates"

[[document]]
id = "letter"
kind = "letter"
title = "Letter"
by = ["supplier"]
to = ["council"]
date = {date}
file = "letter.txt"

[[document]]
id = "contract"
kind = "contract"
title = "Contract"
file = "contract.txt"

[[party]]
id = "supplier"
name = "Supplier"
kind = "company"

[[party]]
id = "council"
name = "Council"
kind = "public_body"

[[passage]]
id = "p.said"
document = "letter"
words = "operation is not our business"

[[passage]]
id = "p.roles"
document = "contract"
words = "The supplier shall operate the system"

[[contract]]
id = "k"
title = "the contract"
stage = "signed"
source = "contract"
roles = [{{ party = "supplier", roles = ["operate"] }}]
starts = 2020-01-01
ends = 2024-12-31
passages = ["p.roles"]

[[claim]]
id = "c.remit"
speaker = "supplier"
predicate = "operations_not_in_remit"
passages = ["p.said"]
source = "letter"
"""


@pytest.mark.parametrize(
    ("date", "open_"),
    [
        ("2022-05-01", {"operates"}),
        ('"2022"', {"operates"}),
        ('"2024"', {"operates"}),
        ("2019-05-01", {"operates", "in-force"}),
        ('"XXXX-05-01"', {"operates", "in-force"}),
    ],
)
def test_a_contract_says_itself_what_its_dates_and_stage_show(
    date: str, open_: set[str]
) -> None:
    texts = {
        "letter.txt": "For us operation is not our business.",
        "contract.txt": "The supplier shall operate the system. Signed.",
    }
    case = load(WITH_DATES.format(date=date), texts, SCHEMES.predicates)
    (verdict,) = assess(case, SCHEMES).verdicts
    assert verdict.standard is Standard.PRIMA_FACIE
    assert {leaf.id for leaf in verdict.against[0].open} == open_


def test_a_document_that_would_move_a_verdict_alone_is_asked_for_first() -> None:
    texts = {
        "letter.txt": "For us operation is not our business.",
        "contract.txt": "The supplier shall operate the system. Signed.",
    }
    case = load(WITH_DATES.format(date="2022-05-01"), texts, SCHEMES.predicates)
    (wanted,) = assess(case, SCHEMES).acquisitions
    assert wanted.moves == ("c.remit",)
    assert "who in fact operates" in wanted.what


def test_two_parties_for_whom_one_speaks_are_both_looked_at() -> None:
    told = said("operations_not_in_remit")
    other = replace(told, on_behalf_of="p")
    facts = (fact("has_role", "p", "operate", "k"),)
    (verdict,) = judged(Knowledge((told, other), facts, {}, {}), SCHEMES, Names({}))
    assert [len(argument.open) for argument in verdict.against] == [4, 3]


def schemes_of(claim: str) -> list[Scheme]:
    return [each for each in SCHEMES.schemes if each.claim == claim]


def test_at_least_the_seven_named_kinds_of_argument_are_there() -> None:
    assert len(SCHEMES.schemes) >= 16
    for claim in (
        "operations_not_in_remit",
        "no_control_after_handover",
        "no_knowledge_of_use",
        "independent_review",
        "never_supplied",
        "holds_certificate",
    ):
        assert schemes_of(claim), claim


def test_where_it_is_not_clear_for_whom_a_speaker_speaks_that_stays_open() -> None:
    told = replace(said("operations_not_in_remit"), we=We.UNCLEAR)
    links = (
        fact("has_role", "p", "operate", "k"),
        fact("same_group", "p", "group"),
        fact("in_force", "k", "letter"),
        fact("signed", "k"),
        fact("operates", "p", "k"),
    )
    (verdict,) = judged(Knowledge((told,), links, {}, {}), SCHEMES, Names({}))
    assert verdict.standard is Standard.PRIMA_FACIE
    assert [leaf.id for leaf in verdict.against[0].open] == ["we"]
    clear = replace(told, we=We.STATED)
    (verdict,) = judged(Knowledge((clear,), links, {}, {}), SCHEMES, Names({}))
    assert verdict.standard is Standard.ESTABLISHED


def test_a_case_of_thousands_of_contracts_is_assessed_in_seconds() -> None:
    facts = tuple(
        each
        for number in range(2_000)
        for each in (
            fact("has_role", "p", "operate", f"k-{number}"),
            fact("outlasts_construction", f"k-{number}"),
            fact("operates", "authority" if number % 2 else "p", f"k-{number}"),
        )
    )
    told = tuple(
        replace(said(claim), id=EntryId(f"{claim}-{number}"))
        for number in range(3)
        for claim in ("operations_not_in_remit", "no_control_after_handover")
    )
    begun = time.process_time()
    found = list(judged(Knowledge(told, facts, {}, {}), SCHEMES, Names({})))
    acquisitions(found, str)
    assert time.process_time() - begun < 30
    assert {len(verdict.against) for verdict in found} == {2_000}


def test_two_claims_of_a_case_are_set_side_by_side() -> None:
    text = (
        WITH_DATES.format(date="2022-05-01")
        + """
[[party]]
id = "sales"
name = "Sales desk"
kind = "other"

[[passage]]
id = "p.serve"
document = "letter"
words = "we serve every camera from afar"

[[passage]]
id = "p.hands"
document = "letter"
words = "no hand in it afterwards"

[[claim]]
id = "c.serve"
speaker = "sales"
for = ["supplier"]
predicate = "offers_remote_service"
passages = ["p.serve"]
source = "letter"

[[claim]]
id = "c.hands"
speaker = "supplier"
predicate = "no_control_after_handover"
passages = ["p.hands"]
source = "letter"
"""
    )
    texts = {
        "letter.txt": "For us operation is not our business. We have no hand in it afterwards, "
        "and yet we serve every camera from afar.",
        "contract.txt": "The supplier shall operate the system. Signed.",
    }
    found = assess(load(text, texts, SCHEMES.predicates), SCHEMES).verdicts
    tension = {
        each.claim: each.standard for each in found if each.bearing is Bearing.IN_TENSION
    }
    assert tension == {
        "c.serve": Standard.ESTABLISHED,
        "c.hands": Standard.ESTABLISHED,
    }


@pytest.mark.parametrize(
    ("denied", "standard"), [(True, Standard.PRIMA_FACIE), (False, Standard.ESTABLISHED)]
)
def test_nothing_is_established_against_an_exception_that_is_shown_and_denied_alike(
    denied: bool,  # noqa: FBT001 - a parameter of a test
    standard: Standard,
) -> None:
    told = said("operations_not_in_remit")
    facts = [
        fact("has_role", "p", "operate", "k"),
        fact("same_group", "p", "group"),
        fact("in_force", "k", "letter"),
        fact("signed", "k"),
        fact("operates", "p", "k"),
        fact("operates", "another", "k", holds=False),
    ]
    facts += [fact("operates", "another", "k")] if denied else []
    assert by_us(told, facts)["contradicts"] == standard.rank
