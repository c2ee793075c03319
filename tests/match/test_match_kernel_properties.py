"""What holds of the kernels over the catalogue's own names, plain and compiled.

The tests marked `kernels` are run once more without a compiler, by the last of them.
"""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from match_makers import MATCHER, VENDORS, record

from countersight import match_names
from countersight.match import Matcher
from countersight.match.aliases import aliases
from countersight.match.asking import features
from countersight.match.kernel.running import plain
from countersight.match.listing import Listing
from countersight.match.nearest import NearNames
from countersight.match.scoring import PLACE
from countersight.match.terms import terms
from countersight.stores.kernels import compiled
from countersight.wiring.names import near_names

KNOWN = aliases(VENDORS, None)
TEXTS = [alias.text for alias in KNOWN]
NEAR = NearNames(KNOWN, lambda _: compiled())
MATCHED_STATE = ("no_match", "review", "match")
EVEN = (
    *("exact", "glued_same", "whole", "length_ratio", "legal_same", "legal_other"),
    *("country_same", "country_other"),
)
"""Features that are the same whichever of two names is asked."""
MIRRORED = (
    ("legal_dropped", "legal_added"),
    ("number_missing", "number_extra"),
)
"""Features that change places."""
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
HERE = str(Path(__file__).parent)
ASKED = [
    *("Dahau Technology", "HIKVISION DIGITAL TECHN", "Uni View", "Huawai", "Marlbridge Optics"),
    *("", "!!", "x" * 300, "海康威视", "ООО Хиквижн", "H1KV1S10N", "Hikvsion Ltd", "Green"),
]


def listed(names: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"id": [str(place) for place in range(len(names))], "name": names})


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    one = draw(st.sampled_from(TEXTS))
    other = draw(st.sampled_from([one, draw(st.sampled_from(TEXTS))]))
    place = draw(st.integers(0, len(other) - 1))
    # no letter that would stand alone: it is joined to a word on one side only
    letter = draw(st.sampled_from(["", other[place] * 2]))
    return one, other[:place] + letter + other[place + 1 :]


@pytest.mark.kernels
@settings(max_examples=60)
@given(pairs())
@example(("Da-Jiang Innovations", "a-Jiang Innovations"))
def test_what_is_even_is_the_same_whichever_name_is_asked(pair: tuple[str, str]) -> None:
    made = Listing.of(pl.Series(pair), pl.Series([0, 1]), None, run=plain())
    asked, _ = terms(pl.Series(pair), None, made.counts)
    there, back = np.array([0, 1], np.int32), np.array([1, 0], np.int32)
    one, other = features(made, asked, there, back, run=plain())
    mixed = any(letter.isdigit() for letter in "".join(pair))
    for name in () if mixed else EVEN:  # digits in words are read as letters, where asked
        assert one[PLACE[name]] == pytest.approx(other[PLACE[name]]), name
    for name, mirror in MIRRORED:
        assert one[PLACE[name]] == pytest.approx(other[PLACE[mirror]]), name


@pytest.mark.kernels
def test_near_names_are_the_same_alone_and_in_a_batch() -> None:
    batch = NEAR([*ASKED, *TEXTS[::20]])
    assert [NEAR([text])[0] for text in ASKED] == batch[: len(ASKED)]


def test_near_names_are_the_same_compiled_and_plain() -> None:
    assert NearNames(KNOWN, lambda _: plain())(ASKED) == NEAR(ASKED)


def test_answers_that_are_forgotten_are_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countersight.match.nearness.MOST_KEPT", 2)
    forgetful = Matcher(VENDORS, near=near_names)
    texts = ["Dahau Technology", "HIKVISION DIGITAL TECHN", "Uni Veiw Technologies", "Huawai"]
    batch = forgetful.glances("name", texts)
    assert [forgetful.glance("name", text) for text in reversed(texts)] == batch[::-1]
    for text in texts * 2:
        assert forgetful.answer(record(text)) == MATCHER.answer(record(text))


@pytest.mark.kernels
def test_glances_in_a_batch_are_those_of_each_alone() -> None:
    texts = [*ASKED, *TEXTS[::10], "Dahua UK", "Mr A. Example", "Redacted"]
    together = Matcher(VENDORS, near=near_names).glances("name", texts)
    assert [MATCHER.glance("name", text) for text in texts] == together


@pytest.mark.kernels
def test_each_name_of_the_catalogue_is_nearest_to_its_own_vendor() -> None:
    compared = [
        alias
        for alias in KNOWN
        if alias.own and alias.shape and not alias.product and not alias.everyday
    ]
    for alias, near in zip(compared, NEAR([each.text for each in compared]), strict=True):
        assert any(KNOWN[each.place].entity == alias.entity for each in near), alias.text


@pytest.mark.kernels
def test_the_order_of_a_list_changes_no_answer() -> None:
    names = TEXTS[:60]
    shuffled = list(enumerate(names))
    random.Random(5).shuffle(shuffled)  # noqa: S311
    other = pl.DataFrame(
        {"id": [str(at) for at, _ in shuffled], "name": [name for _, name in shuffled]}
    )
    asked = listed([*ASKED, *TEXTS[::40]])
    one, two = (pl.DataFrame(match_names(asked, each)) for each in (listed(names), other))
    best = ["query_id", "score", "state"]
    first = pl.col("rank") == 1
    assert one.filter(first).select(best).equals(two.filter(first).select(best))


@pytest.mark.kernels
@settings(max_examples=25)
@given(st.sampled_from(TEXTS), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
def test_an_alias_more_never_lowers_the_state_of_a_true_match(
    text: str, more: list[str]
) -> None:
    entries = pl.DataFrame({"id": ["1", "2"], "name": [text, "Marlbridge Optics Ltd"]})
    aliased = entries.with_columns(aliases=pl.Series([more, []], dtype=pl.List(pl.String)))
    asked = pl.DataFrame({"id": ["a"], "name": [text]})
    told = [
        {row["entry_id"]: row["state"] for row in pl.DataFrame(found).iter_rows(named=True)}
        for found in (match_names(asked, entries), match_names(asked, aliased))
    ]
    before, after = (MATCHED_STATE.index(each.get("1", "no_match")) for each in told)
    assert after >= before


@pytest.mark.parametrize(
    "text",
    [
        "hikvision " * 1_000_000,
        "Dahau" + "\u0301" * 1_000_000,
        "!?.,-" * 1_000_000,
        "\u202e" * 500_000 + "Hikvsion",
        "海康威视" * 1_000_000,
        "\x00\ud800\uffff" * 1_000,
        "Hikv|sion " * 100_000,
        "НіK" * 200_000,
    ],
    ids=["words", "marks", "signs", "bidi", "runs", "surrogates", "strokes", "mixed"],
)
@pytest.mark.kernels
def test_no_text_stalls_the_kernels(text: str) -> None:
    readable = text.encode("utf-8", "replace").decode("utf-8")
    NEAR([text.encode("utf-8", "replace").decode("utf-8")])
    match_names(listed([readable]), listed([readable, "Hikvision"]))


def test_what_holds_compiled_holds_without_a_compiler() -> None:
    told = subprocess.run(
        [sys.executable, *PYTEST, "-n", "0", "-m", "kernels", HERE],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},  # noqa: TID251
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-2_000:]
    assert "passed" in told.stdout
