"""Folding as a whole: every script, every legal form, one truth by row and by column."""

import subprocess
import sys
import time
import tracemalloc

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.catalogue import load
from countersight.normalise import fold, word_of
from countersight.normalise.columns import fold_column
from countersight.normalise.legal import class_of
from countersight.normalise.legal_forms import legal_forms
from countersight.normalise.names import MOST_LETTERS
from countersight.normalise.numbers import same_word
from countersight.normalise.rendering import renderings
from countersight.normalise.romanising import reading, romanised
from countersight.normalise.scripts import plain
from countersight.normalise.tables import rows, spellings

SPELLINGS = [each for row in rows("legal_forms.tsv") for each in spellings(row[4])]
PIECES = st.sampled_from(
    [
        *SPELLINGS,
        *["I", "V", "X", "xi", "iii", "iv", "fund", "phase", "twenty", "thirty", "five"],
        *["first", "and", "y", "et", "und", "&", "AB", "AS", "SAS"],
        *["PT", "Foods", "Roma", "hik", "technologyco", "systemsltd", "浙江", "大华", "技術"],
        *[
            "ハイク",
            "ビジョン",
            "한화",
            "비전",
            "هيك",
            "κάμερα",
            "Дахуа",
            "שלום",
            "კამერა",
            "कैमरा",
        ],
    ]
)
SCRIPTS = st.text(
    st.sampled_from(
        "abcéİß.&-' 大華会社カメラー한화비전ㄱهيكوىάβγςџїңשლაՀայกำा\u200d\u0301\u202e"
    )
    | st.characters(),
    max_size=40,
)
NAMES = (
    st.lists(PIECES, max_size=7).map(" ".join)
    | st.lists(PIECES, max_size=4).map("".join)
    | SCRIPTS
)


def by_column(texts: list[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    column = fold_column(pl.Series(texts, dtype=pl.String))
    return [
        (
            tuple(
                column.lexicon[word]
                for word in column.words[column.starts[row] : column.starts[row + 1]]
            ),
            column.forms[column.pattern[row]],
        )
        for row in range(len(column))
    ]


@given(NAMES)
def test_a_folded_name_of_any_script_folds_to_itself(text: str) -> None:
    once = fold(text)
    again = fold(" ".join(once.words))
    assert (again.words, again.forms) == (once.words, ())
    assert plain(plain(text)) == plain(text)


@given(st.lists(NAMES.filter(lambda text: text.isprintable()), min_size=1, max_size=6))
def test_a_column_is_folded_as_its_names_are_one_by_one(texts: list[str]) -> None:
    told = [(folded.words, folded.forms) for folded in map(fold, texts)]
    assert by_column(texts) == told
    assert [by_column([text])[0] for text in texts] == told


def test_every_name_of_the_catalogue_folds_to_words() -> None:
    vendors = load().vendors.values()
    names = [name.text for vendor in vendors for name in vendor.names]
    names += [tie.name for vendor in vendors for tie in vendor.ties if tie.name]
    assert len(names) > 300
    assert [text for text in names if not any(fold(text).words)] == []


def test_legal_forms_of_the_world_have_a_class_and_a_country() -> None:
    countries = {country for form in legal_forms().values() for country in form.countries}
    assert len(countries) >= 60
    assert {len(country) for country in countries} == {2}
    assert all(form.countries for form in legal_forms().values())


@pytest.mark.parametrize("form", sorted(legal_forms()))
def test_each_line_of_the_table_is_met_where_it_says(form: str) -> None:
    lines = [row for row in rows("legal_forms.tsv") if row[0] == form]
    for _, kind, _, where, cell in lines:
        written = spellings(cell)[0]
        front = written + " Zorblax" + (" Srl" if form == "srl-ro" else "")
        name = front if where.split()[0].startswith("front") else f"Zorblax {written}"
        folded = fold(name)
        assert folded.words == ("zorblax",), name
        assert kind in {class_of(each).value for each in folded.forms} or len(written) < 6, name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kamera Fund III", "Kamera Fund 3"),
        ("Kamera Fund V LP", "Kamera Fund 5 LP"),
        ("Kamera Phase II Ltd", "Kamera Phase 2 Ltd"),
        ("Twenty-Five Kamera", "25 Kamera"),
        ("Treinta y Cinco Kamera", "35 Kamera"),
        ("Huber und Zorblax", "Huber & Zorblax"),
        ("Perez y Zorblax", "Perez and Zorblax"),
        ("Zorblax L.T.D", "Zorblax Ltd."),
    ],
)
def test_the_same_is_written_in_two_ways(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "text", ["X Zorblax", "V Bank", "Xi Jing", "Lu Xi Trading", "Zorblax Y"]
)
def test_letters_and_names_are_no_numbers(text: str) -> None:
    assert fold(text).words == tuple(text.lower().split())


@pytest.mark.parametrize(
    ("word", "number"),
    [("third", "3"), ("25th", "25"), ("einundzwanzig", "21"), ("veinticinco", "25")],
)
def test_a_number_in_words_is_compared_as_digits(word: str, number: str) -> None:
    assert same_word(word) == number


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("신라", "silla"),
        ("독립", "dongnip"),
        ("현대", "hyeondae"),
        ("とうきょう", "tokyo"),
        ("マッチ", "matchi"),
        ("ロッキード", "rokkido"),
        ("ファーウェイ", "fawei"),
    ],
)
def test_hangul_and_kana_are_read_in_latin_letters(written: str, latin: str) -> None:
    assert romanised(written) == latin
    assert fold(written).words == (latin,)


def test_a_chinese_word_stays_and_its_reading_stands_beside_it() -> None:
    folded = fold("海康威視")
    assert folded.words == ("海康威视",)
    assert folded.readings == ("haikangweishi",)
    assert folded != fold("haikangweishi")
    assert (reading("重庆"), reading("银行"), reading("Axis")) == ("chongqing", "yinhang", "")


def test_an_abbreviation_is_compared_as_its_word_and_written_as_it_stands() -> None:
    assert word_of("intl").lemma == word_of("international").lemma
    assert word_of("assoc").lemma == "associates"
    assert fold("Zorblax Intl Mfg").words == ("zorblax", "intl", "mfg")


def test_what_becomes_of_each_word_is_told() -> None:
    told = {each.written: each for each in renderings("浙江大華 Łódź한화 Ltd ハイク")}
    assert told["浙江大華"].simplified == "浙江大华"
    assert told["ハイク"].latin == "haiku"
    assert "Ltd" not in told


@pytest.mark.parametrize(
    "text",
    [
        "Zorblax " * 1_300_000,
        "!?…—·" * 100_000,
        "e" + "\u0301" * 100_000,
        "\ud800\udfff\U0010ffff\u0378" * 10_000,
        "\u202e\u2066\u200d\u200c\ufeff" * 20_000,
        "한" * 100_000,
        "ー" * 100_000,
        "ش.م.م " * 100_000,
        "主式会社" * 50_000,
        "twenty " * 100_000,
        "บริษัท" * 50_000,
        "AB " * 100_000,
    ],
)
def test_a_hostile_name_is_folded_soon_and_in_little_memory(text: str) -> None:
    fold("warm 海 ハ 한 ا α")
    tracemalloc.start()
    begun = time.process_time()
    folded = fold(text)
    spent = time.process_time() - begun
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(folded.glued) <= MOST_LETTERS
    assert spent < 2
    assert most < 20_000_000


def test_a_start_reads_no_table_and_latin_names_no_reading() -> None:
    code = (
        "from countersight.normalise import fold, romanising, scripts\n"
        "from countersight.cli import app\n"
        "print(scripts._simplified.cache_info().misses)\n"
        "fold('Łódź Kamera Sp. z o.o.'), fold('Хиквижн'), fold('Zorblax Ltd')\n"
        "print(romanising._readings.cache_info().misses)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["0", "0"]
