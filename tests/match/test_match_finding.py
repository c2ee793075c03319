"""The patterns of signatures find the same, one by one and all in one pass."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight import wiring
from countersight.catalogue import load, load_devices
from countersight.match.signatures import SignatureBook
from countersight.match.signatures.finding import one_by_one
from countersight.match.signatures.folding import LONGEST
from countersight.match.signatures.linear import in_one_pass
from countersight.model.signature import Signature
from countersight.wiring.devices import identifying

KNOWN = load_devices(load().vendors).signatures
PLAIN = SignatureBook(KNOWN)
LINEAR = SignatureBook(KNOWN, finder=in_one_pass)
KINDS = sorted({kind for each in KNOWN for kind in each.kinds})
EXAMPLES = sorted({value for each in KNOWN for value in (*each.match, *each.no_match)})
PATTERNS = [
    re.compile(each.pattern, re.IGNORECASE if each.ignore_case else 0)
    for each in KNOWN
    if each.pattern
]
ODD = ["", "ſ", "K", "İ", "ı", "é", "٣", "\n", "\x1c", "\x0b", "\t", "\ud800", "海康威视", "😀"]


@pytest.mark.parametrize("signature", KNOWN, ids=lambda each: each.id)
def test_examples_have_the_same_signatures_in_one_pass(signature: Signature) -> None:
    for kind in KINDS:
        for value in (*signature.match, *signature.no_match):
            assert LINEAR.of(kind, value) == PLAIN.of(kind, value), (kind, value)


@given(
    st.sampled_from(EXAMPLES), st.text(max_size=9) | st.sampled_from(ODD), st.integers(0, 99)
)
def test_whatever_stands_in_a_value_both_find_the_same(value: str, odd: str, at: int) -> None:
    said = value[:at] + odd + value[at:]
    linear, plain = in_one_pass(PATTERNS), one_by_one(PATTERNS)
    assert list(linear(said)) == list(plain(said))
    assert list(linear(said.upper())) == list(plain(said.upper()))
    assert list(linear(odd)) == list(plain(odd))


@pytest.mark.parametrize(
    "pattern",
    [r"a{,2}$", "[a[:alpha:]]", r"x\Z", r"(?=a)b", r"(a)\1", "é", r"\bDS-\d+$", r"a++b"],
)
def test_a_pattern_that_is_read_otherwise_is_left_to_python(pattern: str) -> None:
    patterns = [re.compile("^never$"), re.compile(pattern), re.compile("DS")]
    for text in ("aa", "a]", "x", "b", "DS-7", "aab", ":", "é", "a{,2}"):
        assert list(in_one_pass(patterns)(text)) == list(one_by_one(patterns)(text)), text


def test_ignored_case_is_the_same_case() -> None:
    patterns = [re.compile("hikvision", re.IGNORECASE), re.compile("hikvision")]
    for text in ("HIKVISION", "hikvision", "HİKVISION", "hi\u212avision", "hikviſion"):
        assert list(in_one_pass(patterns)(text)) == list(one_by_one(patterns)(text)), text


def test_what_would_backtrack_takes_one_pass() -> None:
    find = in_one_pass([re.compile("(a|aa)+$"), re.compile("(a+)+b")])
    begun = time.process_time()
    assert list(find("a" * LONGEST + "c")) == []
    assert time.process_time() - begun < 1


def test_where_the_extra_is_installed_it_is_used() -> None:
    made = identifying(wiring.CLOCK.today())
    finders = made._book._finders.values()
    assert {find.__qualname__ for find, _ in finders} == {"in_one_pass.<locals>.find"}
