"""The kernels: the same bits plain and compiled, alone and in a batch, whatever is asked."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countersight.match.asking import Found, ask
from countersight.match.kernel.compiling import compiled
from countersight.match.kernel.running import Runner, plain
from countersight.match.listing import Listing
from countersight.match.scoring import scale
from countersight.match.terms import terms

pytestmark = pytest.mark.kernels

LISTED = (
    *(
        "Marlbridge Optics Ltd",
        "Marlbridge Optics GmbH",
        "Hangzhou Hikvision Digital Technology",
    ),
    *(
        "Zhejiang Dahua Technology Co., Ltd.",
        "Dahua Technology UK Limited",
        "First Fund III LP",
    ),
    *(
        "杭州海康威视数字技术股份有限公司",
        "ООО Хиквижн",
        "Wisdom Digital Technology",
        "A",
        "!!",
    ),
    *("International Business Machines", "Hangzhou Wisdom Digital Technology", "Fund IV LP"),
)
ASKED = (
    *("HIKVISON DIGITAL TECHNOLGY HANGZHOU", "dahuatechnology", "Marlbridge Optcs", "IBM"),
    *("海康威视", "", "....", "Fund 3", "Payment to DAHUA TECHNOLOGY UK ref 42", "wisdom"),
)


def listing(names: Sequence[str], run: Runner) -> Listing:
    return Listing.of(pl.Series(names), pl.Series(range(len(names))), None, run=run)


def answers(made: Listing, names: Sequence[str], run: Runner) -> Found:
    asked, _ = terms(pl.Series(names, dtype=pl.String), None, made.counts)
    return ask(made, asked, scale().weights, limit=5, run=run)


def same(one: Found, two: Found) -> bool:
    return all(
        getattr(one, name).tobytes() == getattr(two, name).tobytes() for name in Found.__slots__
    )


def test_compiled_and_plain_give_the_same_bytes() -> None:
    one, two = listing(LISTED, plain()), listing(LISTED, compiled())
    for name, array in one.buffers().items():
        assert array.tobytes() == two.buffers()[name].tobytes(), name
    assert same(answers(one, ASKED, plain()), answers(two, ASKED, compiled()))


def test_without_a_compiler_the_source_itself_runs() -> None:
    code = (
        "from countersight.match.kernel.compiling import compiled;"
        "from countersight.match.kernel import source;"
        "assert compiled()['fnv'](b'abc', 0, 3) == source.fnv(b'abc', 0, 3);"
        "assert not compiled().compiled"
    )
    subprocess.run(
        ["/usr/bin/env", "NUMBA_DISABLE_JIT=1", sys.executable, "-c", code], check=True
    )


@pytest.mark.parametrize("name", ASKED)
def test_a_name_alone_is_answered_as_in_a_batch(name: str) -> None:
    made = listing(LISTED, plain())
    batch = answers(made, ASKED, plain())
    alone = answers(made, [name], plain())
    at = ASKED.index(name)
    assert alone.owners[0].tolist() == batch.owners[at].tolist()
    assert alone.logits[0].tolist() == batch.logits[at].tolist()


def test_each_listed_name_with_letters_is_its_own_best_match() -> None:
    names = [name for name in LISTED if len(name) > 2]
    found = answers(listing(names, plain()), names, plain())
    assert found.owners[:, 0].tolist() == list(range(len(names)))
    assert (found.logits[:, 0] >= scale().review).all()


def test_the_order_of_the_list_changes_no_score() -> None:
    ahead, back = listing(LISTED, plain()), listing(LISTED[::-1], plain())
    one, two = answers(ahead, ASKED, plain()), answers(back, ASKED, plain())
    assert np.array_equal(one.logits[:, 0], two.logits[:, 0])


def test_an_index_is_made_again_from_its_buffers() -> None:
    made = listing(LISTED, plain())
    again = Listing.from_buffers(made.buffers())
    assert same(answers(made, ASKED, plain()), answers(again, ASKED, plain()))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_is_too_much(text: str) -> None:
    answers(listing([*LISTED, text], plain()), [text], plain())


@pytest.mark.parametrize("text", ["a" * 10_000_000, "e\u0301\u0301" * 200_000, "-" * 1_000_000])
def test_a_huge_name_is_cut_and_not_waited_for(text: str) -> None:
    answers(listing([*LISTED, text], plain()), [text], plain())
