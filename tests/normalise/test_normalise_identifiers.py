"""Identifiers and models in one writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.normalise import canonical_identifier, fold_model, same_identifier


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("LEI:2549002EMC1TLFMJPY38", "lei:2549002EMC1TLFMJPY38"),
        ("XI-LEI:2549 002e mc1t lfmj py38", "lei:2549002EMC1TLFMJPY38"),
        ("2549002EMC1TLFMJPY38", "lei:2549002EMC1TLFMJPY38"),
        ("CN-USCC:91330000733796106P", "uscc:91330000733796106P"),
        ("uscc:91330000733796106P", "uscc:91330000733796106P"),
        ("91330000733796106P", "uscc:91330000733796106P"),
        ("CNE100000PM8", "isin:CNE100000PM8"),
        ("stock:SZSE:002415", "stock:szse:002415"),
        ("SZSE:002415", "stock:szse:002415"),
        ("TICKER:002415.SZ", "stock:szse:002415"),
        ("TICKER:002415 CN", "stock:szse:002415"),
        ("TICKER:688475 CN Equity", "stock:sse:688475"),
        ("TICKER:20 HK", "stock:hkex:0020"),
        ("HKEX:0020", "stock:hkex:0020"),
        ("GB-COH:123456", "gb-coh:00123456"),
        ("GB-COH:SC123456", "gb-coh:SC123456"),
        ("hk-cr:2162198", "hk-cr:2162198"),
        ("DUNS:12-345-6789", "duns:123456789"),
        ("TICKER:002415", None),
        ("TICKER:100000 CN", None),
        ("TICKER:a b c d", None),
        ("12345", None),
        ("LEI:", None),
        (":12345", None),
        ("", None),
    ],
)
def test_an_identifier_has_one_writing(written: str, canonical: str | None) -> None:
    assert canonical_identifier(written) == canonical


def test_numbers_without_a_scheme_are_not_the_same() -> None:
    assert not same_identifier("12345", "12345")
    assert same_identifier("ticker:2415 SZ", "stock:szse:2415")


@given(st.text(max_size=40))
def test_one_writing_is_its_own_writing(text: str) -> None:
    canonical = canonical_identifier(text)
    if canonical is not None:
        assert canonical_identifier(canonical) == canonical


@given(st.text(max_size=40))
def test_a_model_is_folded_once(text: str) -> None:
    assert fold_model(fold_model(text)) == fold_model(text)
