"""Check digits hold what the standards say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.catalogue.identifiers import check
from countersight.normalise.identifiers import SOUND as CHECKS

GOOD = {
    "isin": ("CNE100000PM8", "US0378331005"),
    "lei": ("2549002EMC1TLFMJPY38", "655600VGIWBKH148HT90"),
    "uscc": ("91330000733796106P", "914403001922038216"),
}
# Codes that a public table gives for companies of this catalogue; each fails its own check.
INVENTED = ("91330100733796106P", "91330000734288727H", "91440101MA59ERA95B")


@pytest.mark.parametrize(("scheme", "value"), [(s, v) for s in GOOD for v in GOOD[s]])
def test_a_printed_identifier_passes(scheme: str, value: str) -> None:
    assert CHECKS[scheme](value)
    check(scheme, value)


@pytest.mark.parametrize("value", INVENTED)
def test_an_invented_code_fails(value: str) -> None:
    with pytest.raises(ValueError, match="fails its check digit"):
        check("uscc", value)


@given(st.sampled_from([(s, v) for s in GOOD for v in GOOD[s]]), st.data())
def test_one_wrong_digit_is_noticed(known: tuple[str, str], data: st.DataObject) -> None:
    scheme, value = known
    # Luhn (ISIN) sees every wrong digit, but a letter stands for two digits and may slip by.
    places = [i for i, letter in enumerate(value) if scheme != "isin" or letter.isdigit()]
    place = data.draw(st.sampled_from(places))
    digits = "0123456789" if value[place].isdigit() else "ABCDEFGHJKLMNPQRTUWXY"
    other = data.draw(st.sampled_from(digits).filter(lambda letter: letter != value[place]))
    assert not CHECKS[scheme](value[:place] + other + value[place + 1 :])


@given(st.sampled_from(sorted(CHECKS)), st.text(max_size=30))
def test_any_text_is_answered(scheme: str, value: str) -> None:
    assert CHECKS[scheme](value) in (True, False)


def test_a_scheme_without_a_check_digit_passes() -> None:
    check("stock", "SZSE:002236")
