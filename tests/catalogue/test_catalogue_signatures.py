"""Signature files: every example runs, every pattern is safe, nothing is invented."""

import time

import pytest

from countersight.catalogue import load, load_devices
from countersight.catalogue.fields import Place
from countersight.catalogue.patterns import LONGEST, refusal
from countersight.catalogue.signatures import SIGNATURE
from countersight.errors import CatalogueError
from countersight.match.signatures import SignatureBook
from countersight.model.signature import Says, Signature, SourceKind

KNOWN = load_devices(load().vendors)
BOOK = SignatureBook(KNOWN.signatures)
EACH = pytest.mark.parametrize("signature", KNOWN.signatures, ids=lambda each: each.id)


@EACH
def test_a_signature_does_what_its_examples_say(signature: Signature) -> None:
    for kind in signature.kinds:
        for value in signature.match:
            assert signature in BOOK.of(kind, value), (kind, value)
        for value in signature.no_match:
            assert signature not in BOOK.of(kind, value), (kind, value)


@EACH
def test_a_signature_rests_on_more_than_hearsay(signature: Signature) -> None:
    kinds = {source.kind for source in signature.sources}
    assert kinds & {SourceKind.CAPTURE, SourceKind.REGISTRY, SourceKind.MAKER}


def test_a_chip_never_weighs() -> None:
    assert {each.strength for each in KNOWN.signatures if each.says is Says.CHIP_OF} == {"hint"}


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"^(a+)+$", "repeats a group"),
        (r"(?:a|aa)*b", "repeats a group"),
        (r"(?:ab){2,9}", "repeats a group"),
        (r"(a)\1+", "refers back"),
        (r"(?=a)b", "looks around"),
        (r"(?i)abc", "looks around or sets flags"),
        (r".*a.*", "2 repeats without an upper bound, and may have 1"),
        (r"^.*a.*b.*c", "3 repeats"),
        (r"^.*a.*|x", "2 repeats"),
        (r"a{2,}b+", "2 repeats"),
        (r"a{1,4000}", "repeats more than 64"),
        (r"(", "no regular expression"),
        ("a" * 401, "longer"),
    ],
)
def test_a_pattern_that_could_backtrack_without_end_is_refused(pattern: str, why: str) -> None:
    assert why in refusal(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"^Hikvision-Webs$", r"[(*+?]{2}x", r"^\w+-\d+$", r"(?P<model>DS-\d{2,8})?", r"\(a\)\+*"],
)
def test_a_pattern_of_single_repeats_is_safe(pattern: str) -> None:
    assert refusal(pattern) == ""


def raw(**changed: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "id": "x.y",
        "kinds": ["model"],
        "pattern": "^X",
        "says": "made_by",
        "about": "axis",
        "strength": "medium",
        "group": "model",
        "match": ["X1"],
        "no_match": ["Y"],
        "sources": [{"ref": "a capture", "kind": "capture", "date": "2026"}],
    }
    return {**whole, **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pattern": "(a+)+"}, "backtrack without end"),
        ({"sources": [{"ref": "a blog", "kind": "press", "date": "2026"}]}, "needs a capture"),
        ({"prefixes": ["1.3.6"]}, "a pattern or prefixes"),
        ({"says": "chip_of"}, "a chip tells no maker"),
        ({"match": []}, "empty list"),
        ({"pattern": "^(?P<serial>X)"}, "named group"),
        ({"strenght": "x"}, "strength"),
    ],
)
def test_a_wrong_signature_says_what_to_mend(changed: dict[str, object], said: str) -> None:
    with pytest.raises(CatalogueError) as wrong:
        SIGNATURE.read(raw(**changed), Place("x.toml"))
    assert said in f"{wrong.value.message} {wrong.value.hint}"


@EACH
def test_a_pattern_is_quick_on_text_that_begins_over_and_over_again(
    signature: Signature,
) -> None:
    book = SignatureBook([signature])
    texts = {
        (value[:cut] * LONGEST)[:LONGEST]
        for value in signature.match
        for cut in (1, len(value) // 2, len(value))
    }
    begun = time.process_time()
    for kind in signature.kinds:
        for text in texts:
            book.of(kind, text)
    assert time.process_time() - begun < 1
