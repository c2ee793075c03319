"""The kernels: the same bits plain and compiled, alone and in a batch, whatever is asked."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FunctionType

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba.core import config
from rapidfuzz.distance import OSA

from countersight.match.asking import Found, ask
from countersight.match.kernel.running import ORDER, WRITTEN, Job, Runner, plain
from countersight.match.listing import Listing
from countersight.match.scoring import scale
from countersight.match.terms import terms
from countersight.stores import compiling
from countersight.stores import kernels as kept
from countersight.stores.kernels import compiled
from countersight.wiring.names import kernels

pytestmark = pytest.mark.kernels
compiles = pytest.mark.skipif(
    bool(getattr(config, "DISABLE_JIT", 0)), reason="the compiler is switched off"
)

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
        "from countersight.stores.kernels import compiled;"
        "from countersight.match.kernel import source;"
        "assert compiled()['number_like'](b'123', 0, 3) == 2;"
        "assert source.number_like(b'123', 0, 3) == 2;"
        "assert not compiled().compiled"
    )
    subprocess.run(
        ["/usr/bin/env", "NUMBA_DISABLE_JIT=1", sys.executable, "-c", code], check=True
    )


FIRST_RUN = """
import numpy as np
from countersight.stores.kernels import compiled, is_ready
assert not is_ready("match")
assert compiled()["number_like"](np.frombuffer(b"123", np.uint8), 0, 3) == 2
"""


@compiles
def test_two_processes_may_compile_at_once(tmp_path: Path) -> None:
    where = f"NUMBA_CACHE_DIR={tmp_path}"
    call = ["/usr/bin/env", where, sys.executable, "-c", FIRST_RUN]
    both = [subprocess.Popen(call) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    subprocess.run(call, check=True)


@compiles
@pytest.mark.parametrize("said", [RuntimeError("no locator"), None])
def test_kernels_that_cannot_be_kept_are_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch, said: Exception | None
) -> None:
    made = compiling._made

    def maker(**options: object) -> Callable[[FunctionType], object]:
        if said and options["cache"]:
            raise said
        return made(**options)

    monkeypatch.setattr(compiling, "_made", maker)
    monkeypatch.setattr(compiling, "_is_kept", lambda *_: False)
    monkeypatch.setattr(compiling, "_has_room", lambda _: False)
    run = compiling.compiled(WRITTEN)
    assert compiling._folder(run.kernels) is None
    assert run["number_like"](np.frombuffer(b"123", np.uint8), 0, 3) == 2


def test_a_folder_without_room_is_told(tmp_path: Path) -> None:
    assert compiling._has_room(tmp_path)
    assert not compiling._has_room(tmp_path / "gone")


@pytest.mark.parametrize(
    ("job", "ready", "expected"),
    [
        (Job(asked=10, of=50_000), ORDER, False),
        (Job(asked=1_000, of=50_000), ORDER, True),
        (Job(asked=1_000, of=50_000), (), False),
        (Job(asked=10_000, of=50_000), (), True),
        (Job(listed=10_000), (), False),
        (Job(listed=10_000), ORDER, True),
        (Job(asked=400, of=500), ("match",), True),
        (Job(asked=400, of=500), ("explain",), False),
        (Job(asked=400, of=500, explained=True), ("match",), False),
    ],
)
def test_nothing_is_compiled_for_a_job_that_is_sooner_done(
    monkeypatch: pytest.MonkeyPatch, job: Job, *, ready: tuple[str, ...], expected: bool
) -> None:
    monkeypatch.setattr(kept, "is_ready", lambda name: name in ready)
    assert (kernels(job) is not plain()) is expected


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


@given(st.text("abcde", min_size=1, max_size=12), st.text("abcdf", min_size=1, max_size=12))
def test_no_two_words_are_ruled_out_that_are_alike(one: str, two: str) -> None:
    kernels, work = plain(), (plain().work(np.zeros(256, np.int64)),)
    texts = one.encode(), two.encode()
    masks = [0, 0]
    for place, text in enumerate(texts):
        for letter in text:
            masks[place] |= 1 << (letter & 31)
    lengths = len(one), len(two)
    told = kernels["alike"](*work, texts[0], 0, lengths[0], texts[1], 0, lengths[1], *masks)
    longer = max(lengths)
    truth = 1 - OSA.distance(one, two) / longer
    assert told == (truth if told else 0)
    gap = abs(lengths[0] - lengths[1])
    assert told or truth < 0.6 or gap * 3 > longer


@pytest.mark.parametrize("size", [1, 3, 40])
def test_a_short_list_finds_its_names_too(size: int) -> None:
    names = [f"Quarrylane{place} Bakery" for place in range(size - 1)] + ["Marlbridge Optics"]
    found = answers(listing(names, plain()), ["Marlbridge", "Marlbrigde Optcs Ltd"], plain())
    assert found.owners[:, 0].tolist() == [size - 1, size - 1]


@pytest.mark.parametrize("names", [(), ("",), ("!!",), ("海",), ("A",)])
def test_a_list_of_nothing_or_of_one_letter_is_asked_all_the_same(names: Sequence[str]) -> None:
    found = answers(listing(names, plain()), ASKED, plain())
    assert found.owners.shape == (len(ASKED), 5)


def test_a_hundred_thousand_entries_of_one_name_are_answered_in_the_order_of_the_list() -> None:
    made = listing(["Marlbridge Optics Ltd"] * 100_000, compiled())
    found = answers(made, ["Marlbridge Optics", "Marlbridge Optcs"], compiled())
    assert found.owners.tolist() == [[0, 1, 2, 3, 4]] * 2


@pytest.mark.parametrize("run", [plain(), compiled()])
def test_a_list_of_a_dozen_is_compared_whole_though_nothing_is_shared(run: Runner) -> None:
    made = listing(["People's Liberation Army", "Marlbridge Optics Ltd"], run)
    assert sorted(answers(made, ["PLA"], run).owners[0].tolist()) == [-1, -1, -1, 0, 1]
