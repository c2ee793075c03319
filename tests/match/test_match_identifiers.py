"""Registered numbers as evidence: the same number, another one, and a slip of the pen."""

import pytest
from match_makers import PAGE, answer, kinds, record, the_match, tie, vendor

from countersight.match import Matcher
from countersight.model.match import Answer, Relation, State
from countersight.model.vendor import Checked, Identifier

OWN = {
    "siren": "404833048",
    "tw-ubn": "04595257",
    "gb-coh": "08765432",
    "vat": "DE136695976",
    "uei": "Z1ABCDEFGH23",
    "cage": "1ABC5",
    "lei": "2549002EMC1TLFMJPY38",
}
OTHER = {
    "FR-SIRENE": "732829320",
    "FR-SIRET": "73282932000074",
    "TW-UBN": "10458575",
    "GB-COH": "SC123456",
    "LEI": "655600VGIWBKH148HT90",
    "VAT": "FR17732829320",
}


def held(scheme: str, value: str, holder: str = "") -> Identifier:
    return Identifier(scheme, value, PAGE, Checked.READ, holder)


MAKER = vendor("zyxcam", identifiers=tuple(held(*pair) for pair in OWN.items()))
MATCHER = Matcher([MAKER])


def ask(name: str, identifier: str) -> Answer:
    return MATCHER.answer(record(name, identifier=identifier))


@pytest.mark.parametrize(
    "identifier",
    [
        *("FR-SIRENE:404 833 048", "FR-SIRET:404 833 048 00022", "VAT:FR83404833048"),
        *("TW-UBN:04595257", "GB-COH:8765432", "VAT:DE 136695976", "UEI:z1abcdefgh23"),
        *("CAGE:1ABC5", "2549002EMC1TLFMJPY38"),
    ],
)
def test_the_same_number_is_enough_in_whatever_writing(identifier: str) -> None:
    found = the_match(ask("Some Holding", identifier))
    assert (found.entity, found.state, found.score) == ("zyxcam", State.MATCH, 1.0)
    assert "identifier" in kinds(found)


@pytest.mark.parametrize(("scheme", "value"), OTHER.items())
def test_another_number_of_the_same_register_speaks_against(scheme: str, value: str) -> None:
    found = the_match(ask("Zyxcam", f"{scheme}:{value}"))
    assert "other-identifier" in kinds(found, speaks_for=False)


@pytest.mark.parametrize(
    "identifier",
    [
        "FR-SIRENE:732829321",  # fails its check digit
        "TW-UBN:04595253",
        "LEI:655600VGIWBKH148HT91",
        "VAT:NL001234567B01",  # a company has one in each country
        "CAGE:1ABC6",  # and a code for each place
        "UEI:Z1ABCDEFGH24",
        "US-DE:1234567",  # of a register that the catalogue has no number of
        "404833049",
    ],
)
def test_what_is_a_slip_or_of_another_register_speaks_against_nothing(identifier: str) -> None:
    found = the_match(ask("Zyxcam", identifier))
    assert "other-identifier" not in kinds(found, speaks_for=False)
    assert "identifier" not in kinds(found)


def test_the_number_of_a_tied_company_is_not_that_of_the_maker() -> None:
    subsidiary = tie("subsidiary", "", called="Zyxcam France SAS")
    maker = vendor(
        "zyxcam", subsidiary, identifiers=(held("siren", "732829320", "Zyxcam France SAS"),)
    )
    found = the_match(Matcher([maker]).answer(record("X", identifier="SIREN:732829320")))
    assert (found.relation, found.company) == (Relation.SUBSIDIARY, "Zyxcam France SAS")
    other = the_match(Matcher([maker]).answer(record("Zyxcam", identifier="SIREN:404833048")))
    assert "other-identifier" not in kinds(other, speaks_for=False)


def test_a_number_that_fails_its_check_is_told_by_nobody() -> None:
    found = the_match(answer("Hytera", identifier="CN-USCC:91330000733796106Q"))
    assert "other-identifier" not in kinds(found, speaks_for=False)
