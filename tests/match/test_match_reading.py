"""Names that kernels read are the bytes that Python reads, whatever came before."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countersight.match.kernel.running import Runner, plain
from countersight.match.lexicon import Lexicon
from countersight.match.reading import NameReader
from countersight.match.terms import Counts, Terms, terms
from countersight.normalise.legal_forms import forms_table
from countersight.stores.kernels import compiled

pytestmark = pytest.mark.kernels

LISTED = pl.Series(["Marlbridge Optics Ltd", "Hangzhou Hikvision", "Hong Kong Fund III LP"])
COUNTS = terms(LISTED, None)[1]
FORMS = tuple(sorted(" ".join(each) for each in forms_table().ending))
FRONTS = tuple(sorted(" ".join(each) for each in forms_table().leading))
WORDS = (
    *("Hikvision", "Dahua", "Technology", "technologyco.,ltd", "siemensag", "servicesltd"),
    *("Fund", "III", "XI", "xii", "twenty", "twenty-five", "vingt", "et", "un", "und", "y"),
    *("the", "of", "and", "&", "+", "%", "50%", "O'Neil", "'", "_", "a_b", "-", "/", "."),
    *("A/S", "s/a", "t/a", "d/b/a", "f/k/a", "a/k/a", "x/s", "S.p.A.", "a.b.c", "L.L.C", "u.s"),
    *(
        "ref",
        "no",
        "12345",
        "2024",
        "h1kvis10n",
        "h0ng",
        "k0ng",
        "hong",
        "kong",
        "3com",
        "L1mited",
    ),
    *("formerly", "limi", "gesellschft", "incorporat", "AB", "SA", "AS", "PT", "ooo", "ООО"),
    *(
        "Łódź",
        "Société",
        "海康威视",
        "浙江大华技术股份有限公司",
        "и",
        "Ｈｉｋ",
        "\t",
        "\x07",
        "x" * 200,
    ),
)
NAMES = st.lists(
    st.one_of(
        st.text(max_size=25),
        st.text(st.characters(max_codepoint=127), max_size=25),
        st.lists(
            st.one_of(st.sampled_from(WORDS), st.sampled_from(FORMS), st.sampled_from(FRONTS)),
            max_size=7,
        ).map(" ".join),
    ),
    max_size=12,
)
READERS = {name: NameReader(COUNTS) for name in ("plain", "compiled")}
"""Read all that the tests read, one after the other."""


def runner(name: str) -> Runner:
    return plain() if name == "plain" else compiled()


def same(one: Terms, two: Terms) -> bool:
    return all(
        getattr(one, name).dtype == getattr(two, name).dtype
        and getattr(one, name).tobytes() == getattr(two, name).tobytes()
        for name in Terms.__slots__
    )


def column(names: list[str]) -> pl.Series:
    return pl.Series(names, dtype=pl.String)


@pytest.mark.parametrize("run", READERS)
@given(names=NAMES)
@settings(deadline=None)
def test_kernels_read_names_as_python_reads_them(run: str, names: list[str]) -> None:
    python, _ = terms(column(names), None, COUNTS)
    assert same(READERS[run].read(column(names), None, run=runner(run)), python)


@pytest.mark.parametrize("run", READERS)
def test_every_form_is_known_to_the_kernels(run: str) -> None:
    ways = ("Marlbridge {}", "{} Marlbridge", "Marlbridge {} Optics", "{}", "{0} A {0}")
    names = column([way.format(form) for form in sorted({*FORMS, *FRONTS}) for way in ways])
    python, _ = terms(names, None, COUNTS)
    assert same(READERS[run].read(names, None, run=runner(run)), python)


def test_a_null_is_an_empty_name_to_the_kernels() -> None:
    names = pl.Series([None, "Dahua"], dtype=pl.String)
    countries = pl.Series(["CN", None], dtype=pl.String)
    python, _ = terms(names, countries, COUNTS)
    assert same(NameReader(COUNTS).read(names, countries, run=plain()), python)


def test_a_long_name_and_one_of_many_words_are_read_as_python_reads_them() -> None:
    names = column(
        ["x" * 5_000, "a " * 450, "b&" * 480, "&" * 990, "%" * 999, "Dahua" * 80, "a." * 490]
    )
    python, _ = terms(names, None, COUNTS)
    for run in READERS:
        assert same(NameReader(COUNTS).read(names, None, run=runner(run)), python)


def test_words_that_crowd_the_table_are_read_by_python(monkeypatch: pytest.MonkeyPatch) -> None:
    names = column([f"word{number}" for number in range(300)])
    python, _ = terms(names, None, COUNTS)
    reader = NameReader(COUNTS)
    reader.read(column(["Dahua"]), None, run=plain())
    kernels = {**plain().kernels, "known": lambda *_: -1}
    monkeypatch.setattr("countersight.match.kernel.reading.known", lambda *_: -1)
    assert same(reader.read(names, None, run=Runner(kernels, compiled=False)), python)


def test_a_lexicon_grows_and_keeps_its_words() -> None:
    lexicon = Lexicon(Counts(np.zeros(0, np.uint32), np.zeros(0, np.int32), 0))
    texts = [f"w{number:x}" for number in range(40_000)]
    before = [lexicon.number_of(text) for text in texts]
    lexicon.learn()
    assert before == list(range(40_000)) == [lexicon.number_of(text) for text in texts]


def test_what_a_scanner_misread_in_one_name_says_nothing_of_another() -> None:
    alone, _ = terms(column(["Hong Kong Optics"]), None, COUNTS)
    beside, _ = terms(column(["Hong Kong Optics", "h0ng l1mited", "k0ng"]), None, COUNTS)
    assert alone.role.tolist() == beside.role[: len(alone.role)].tolist()
