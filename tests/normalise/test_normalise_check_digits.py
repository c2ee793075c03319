"""Numbers that companies print pass their check; a wrong digit is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.model.facts import Truth
from countersight.normalise import canonical_identifier, is_sound, readings
from countersight.normalise.identifiers import SCHEMES, SOUND
from countersight.normalise.vat import CHECKS, FORMS

PRINTED = {
    "siren": ("732829320", "404833048"),
    "siret": ("73282932000074", "40483304800022"),
    "tw-ubn": ("04595257", "10458575"),
    "gb-coh": ("08765432", "SC123456", "OC300001", "IP12345R", "R0000052"),
    "uei": ("Z1ABCDEFGH23",),
    "cage": ("1ABC5", "SAB12", "0ABC1"),
    "vat": (
        *("ATU13585627", "BE0403019261", "CHE116281710", "DE136695976", "DK13585628"),
        *("EL094259216", "FI20774740", "FR83404833048", "GB220430231", "IT00743110157"),
        *("LU26375245", "NO923609016", "PL8567346215", "PT501964843", "SE556188840401"),
        *("XI220430231", "GBGD001", "NL004495445B01", "ESA28015865", "IE6388047V"),
        *("CY10259033P", "EE100931558", "HR33392005961", "HU12892312", "LT119511515"),
        *("MT11679112", "RO18547290", "SI50223054", "SK2022749619"),
    ),
}
"""Numbers that registers and large companies publish, examples, or forms without a digit."""
CHECKED = [
    *(("siren", value) for value in PRINTED["siren"]),
    *(("siret", value) for value in PRINTED["siret"]),
    *(("vat", value) for value in PRINTED["vat"][:15] if value[:2] not in {"EL", "GB", "PT"}),
]
"""Those whose rule sees every wrong digit. EL and PT write ten as zero, GB has two rules."""


@pytest.mark.parametrize(("scheme", "value"), [(s, v) for s in PRINTED for v in PRINTED[s]])
def test_a_printed_number_is_sound(scheme: str, value: str) -> None:
    assert is_sound(f"{scheme}:{value}") is Truth.TRUE
    assert canonical_identifier(f"{scheme}:{value}") == f"{scheme}:{value}"


@given(st.sampled_from(CHECKED), st.data())
def test_one_wrong_digit_is_seen(known: tuple[str, str], data: st.DataObject) -> None:
    scheme, value = known
    lead = 3 if value.startswith("CHE") else 2 if scheme == "vat" else 0
    place = data.draw(
        st.sampled_from([i for i in range(lead, len(value)) if value[i].isdigit()])
    )
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != value[place]))
    changed = value[:place] + other + value[place + 1 :]
    assert is_sound(f"{scheme}:{changed}") is Truth.FALSE


def test_every_checked_country_has_a_printed_number() -> None:
    told = {value[:3] if value.startswith("CHE") else value[:2] for value in PRINTED["vat"]}
    assert set(CHECKS) <= told
    assert set(CHECKS) <= set(FORMS)


@pytest.mark.parametrize(
    "wrong",
    [
        *("vat:136695976", "vat:ZZ123456789", "vat:DE13669597", "vat:FRIO404833048", "vat:"),
        *(
            "siren:73282932",
            "siren:73282932A",
            "siren:７３２８２９３２０",
            "siret:73282932100074",
        ),
        *("siret:35600000000000", "tw-ubn:1234567", "tw-ubn:12345678", "uei:0123456789AB"),
        *("uei:Z1ABCDEFGHO3", "cage:12345I", "gb-coh:8765432", "vat:GB220430232"),
    ],
)
def test_a_number_that_breaks_its_rule_is_not_sound(wrong: str) -> None:
    assert is_sound(wrong) is Truth.FALSE


def test_a_business_number_with_a_seven_may_count_one_more() -> None:
    assert is_sound("tw-ubn:10458574") is Truth.TRUE
    assert is_sound("tw-ubn:10458573") is Truth.FALSE


def test_of_a_scheme_without_a_rule_nothing_is_known() -> None:
    assert is_sound("duns:123456789") is Truth.UNKNOWN
    assert set(SOUND) <= set(SCHEMES.values())


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("FR-SIRENE:732 829 320", "siren:732829320"),
        ("FR-SIRENE:732 829 320 00074", "siret:73282932000074"),
        ("siret:732.829.320.00074", "siret:73282932000074"),
        ("GB-COH:SC12345", "gb-coh:SC012345"),
        ("GB-COH:sc 123456", "gb-coh:SC123456"),
        ("VAT:DE 136 695 976", "vat:DE136695976"),
        ("vat:GR094259216", "vat:EL094259216"),
        ("EU-VAT:CHE-116.281.710 MWST", "vat:CHE116281710"),
        ("VAT:NO 923 609 016 MVA", "vat:NO923609016"),
        ("TW-GUI:04595257", "tw-ubn:04595257"),
        ("US-UEI:z1abcdefgh23", "uei:Z1ABCDEFGH23"),
        ("US-CAGE:1abc5", "cage:1ABC5"),
        ("US-DE:123-4567", "us-de:1234567"),
        ("DE-CR:Amtsgericht Charlottenburg HRB 12345 B", "de-hr:CHARLOTTENBURG HRB 12345B"),
        ("DE-HR:HRB 12345 B (AG Charlottenburg)", "de-hr:CHARLOTTENBURG HRB 12345B"),
        ("de-hr:hra 007, Köln", "de-hr:KOLN HRA 7"),
        ("DE-HR:HRB 12345", None),
        ("DE-HR:12345", None),
    ],
)
def test_a_number_has_one_writing(written: str, canonical: str | None) -> None:
    assert canonical_identifier(written) == canonical
    if canonical is not None:
        assert canonical_identifier(canonical) == canonical


def test_the_number_of_a_company_is_read_out_of_a_longer_one() -> None:
    assert readings("FR-SIRET:73282932000074")[1:] == ("siren:732829320",)
    assert readings("VAT:FR83404833048")[1:] == ("siren:404833048",)
    assert readings("FR-SIRET:73282932000075") == ("siret:73282932000075",)
    assert readings("VAT:DE136695976") == ("vat:DE136695976",)
    assert readings("12345") == ()


@given(st.sampled_from(sorted(SCHEMES)), st.text(max_size=24))
def test_any_number_of_any_scheme_is_answered_and_written_once(scheme: str, text: str) -> None:
    found = canonical_identifier(f"{scheme}:{text}")
    if found is not None:
        assert canonical_identifier(found) == found
        assert is_sound(found) in Truth
        assert readings(f"{scheme}:{text}")[0] == found
