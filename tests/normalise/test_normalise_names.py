"""Names in comparable words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.normalise import FoldedName, Role, fold, word_of
from countersight.normalise.legal import LegalClass
from countersight.normalise.names import MOST_LETTERS
from countersight.normalise.numbers import same_word
from countersight.normalise.scripts import READ_LETTERS, plain
from countersight.normalise.splitting import split
from countersight.normalise.words import country_of, take_apart, words_of

TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            "Hik",
            "vision",
            "Ltd",
            "Co",
            ",",
            "有限公司",
            "大华",
            "技术",
            "浙江",
            "&",
            "S.p.A.",
            "ООО",
        ]
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＨＩＫＶＩＳＩＯＮ", "hikvision"),
        ("Łódź Øresund Đuro Straße Æther ırmak", "lodz oresund duro strasse aether irmak"),
        ("Хиквижн", "hikvizhn"),
        ("Ελλάδα", "ellada"),
        ("Hik\u200b\u202evision\u2066", "hikvision"),
        ("Hik\x00vi\u0301sion\t", "hikvision "),
        ("海康威視", "海康威视"),
        ("هيك فيجن", "hik fijn"),
        ("هایک", "hayk"),
        ("Αυτοκίνητο Μπάνκα", "aftokinito banka"),
        ("Київ Қазақстан Ђоковић", "kiiv kazakstan djokovic"),
        ("კამერა", "kamera"),
        ("浙江大華", "浙江大华"),
        ("カメラ", "カメラ"),
        ("한화비전", "한화비전"),
    ],
)
def test_letters_become_comparable(written: str, folded: str) -> None:
    assert plain(written) == folded


@pytest.mark.parametrize(
    ("written", "words", "forms"),
    [
        ("Hikvision Europe B.V.", "hikvision europe", ("bv",)),
        ("X S.p.A.", "x", ("spa",)),
        ("X S. p. A.", "x", ("spa",)),
        ("Kamera Sp. z o.o.", "kamera", ("spzoo",)),
        ("Kamera Sp. z o. o.", "kamera", ("spzoo",)),
        ("Kamera G.m.b.H.", "kamera", ("gmbh",)),
        ("Foo GmbH & Co. KG", "foo", ("gmbh-co-kg",)),
        ("Foo A/S", "foo", ("as",)),
        ("ООО «Техкомпания»", "tehkompaniya", ("ooo",)),
        ("ПАО Камера", "kamera", ("pao",)),
        ("PT Kamera Indonesia Tbk", "kamera indonesia", ("pt", "tbk")),
        ("株式会社日立", "日立", ("kk",)),
        ("삼성전자 주식회사", "samseongjeonja", ("kr-ltd",)),
        ("(주)한화비전", "hanhwabijeon", ("kr-ltd",)),
        ("삼성전자주식회사", "samseongjeonja", ("kr-ltd",)),
        ("トヨタ自動車株式会社", "toyota 自动车", ("kk",)),
        ("บริษัทกขคงจำกัด", "กขคง", ("th-ltd",)),
        ("شركة هيكفيجن ش.م.م", "hikfijn", ("sharika", "shm-ar")),
        ("ТОО Камера Қазақстан", "kamera kazakstan", ("too",)),
        ("Công ty TNHH Kamera", "kamera", ("tnhh",)),
        ("Kamera S. de R.L. de C.V.", "kamera", ("srl-cv",)),
        ("Kamera Pty Ltd", "kamera", ("pvt-ltd",)),
        ("S.C. Kamera S.R.L.", "kamera", ("srl", "srl-ro")),
        ('קמרה בע"מ', "kmrh", ("bm-il",)),
        ("შპს კამერა", "kamera", ("shps-ge",)),
        ("有限公司", "有限公司", ()),
        ("AB Volvo", "volvo", ("ab",)),
        ("AB Foods", "ab foods", ()),
        ("AS Roma", "as roma", ()),
        ("SE Controls", "se controls", ()),
        ("PT Systems Ltd", "pt systems", ("ltd",)),
        ("SAS Institute Inc", "sas institute", ("inc",)),
        ("浙江大华技术股份有限公司", "浙江 大华 技术", ("cn-jsc",)),
        ("浙江大華技術有限責任公司", "浙江 大华 技术", ("cn-ltd",)),
        ("大华会计师事务所（特殊普通合伙）", "大华 会计师 事务所", ("cn-partnership",)),
        ("国投智能（厦门）信息股份有限公司", "国投 智能 厦门 信息", ("cn-jsc",)),
        ("DAHUA TECHNOLOGYCO.,LTD", "dahua technology", ("co-ltd",)),
        ("Smith Ltd (Manchester)", "smith manchester", ("ltd",)),
        ("Yong'an & Son", "yongan", ("co",)),
        ("Limited", "limited", ()),
        ("", "", ()),
        ("...", "", ()),
    ],
)
def test_legal_forms_leave_the_name_and_are_kept(
    written: str, words: str, forms: tuple[str, ...]
) -> None:
    folded = fold(written)
    assert " ".join(folded.words) == words
    assert folded.forms == forms


def test_a_form_is_kept_as_its_class() -> None:
    assert fold("Foo OHG").classes == {LegalClass.PARTNERSHIP}
    assert fold("Foo e.K.").classes == {LegalClass.SOLE}
    assert fold("Foo plc").classes == {LegalClass.PUBLIC}


def test_and_is_written_in_two_ways_and_glue_parts_nothing() -> None:
    assert fold("Johnson & Sonnet").words == fold("JOHNSON AND SONNET").words
    assert fold("Hik-Vision").glued == fold("HIKVISION").glued


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("裕大华", ["裕大华"]),
        ("西大华特", ["西大华特"]),
        ("佳讯飞鸿", ["佳讯飞鸿"]),
        ("大华种子", ["大华", "种子"]),
        ("北京小米移动软件", ["北京", "小米", "移动", "软件"]),
        ("厦门市美亚柏科信息", ["厦门", "市", "美亚柏科", "信息"]),
        ("金科技", ["金科技"]),
        ("科技", ["科技"]),
    ],
)
def test_a_run_is_taken_apart_at_its_ends_only(run: str, words: list[str]) -> None:
    assert take_apart(run) == words


def test_words_are_taken_for_what_they_are() -> None:
    roles = [word.role for word in words_of(split("Hikvision Security of New Zealand"))]
    assert roles == [Role.DISTINCTIVE, Role.TRADE, Role.LINK, Role.PLACE, Role.PLACE]
    assert word_of("tech").lemma == word_of("technologies").lemma


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GB", "GB"),
        ("United States of America", "US"),
        ("中国", "CN"),
        ("Hikvision", ""),
        ("", ""),
    ],
)
def test_a_country_is_read_as_written(text: str, code: str) -> None:
    assert country_of(text) == code


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    once = fold(text)
    again = fold(" ".join(once.words))
    assert again.words == once.words
    assert again.forms == ()


@given(TEXTS)
def test_what_can_not_be_seen_changes_nothing(text: str) -> None:
    hidden = "\u200b".join(unicodedata.normalize("NFC", text))
    assert fold(hidden).glued == fold(unicodedata.normalize("NFC", text)).glued


@pytest.mark.parametrize(
    "text",
    [
        "hikvision " * 1_000_000,
        "a" + "\u0301" * 1_000_000,
        "\u0327\u0301" * 500_000,
        "!?.,-" * 100_000,
        "a." * 500_000,
        "ltd " * 100_000,
        "\ufdfa" * 100_000,
        "技术" * 100_000,
    ],
)
def test_no_text_stalls_the_folding(text: str) -> None:
    folded = fold(text)
    assert len(folded.glued) <= MOST_LETTERS
    assert len(split(text)) <= READ_LETTERS * 18
    assert isinstance(folded, FoldedName)


@pytest.mark.parametrize(
    ("written", "as_if"),
    [
        ("SiemensAG", "Siemens AG"),
        ("Brigade Forty 4", "Brigade 44"),
        ("100% Pure Ltd", "100 Percent Pure Ltd"),
        ("Limited Liability Company Romashka", "Romashka LLC"),
        ("LLC Romashka", "Romashka Limited Liability Company"),
        ("Acme T/A Brightside", "Acme ta Brightside"),
        ("Acme d/b/a Brightside", "Acme DBA Brightside"),
    ],
)
def test_one_name_written_in_two_ways_is_folded_alike(written: str, as_if: str) -> None:
    assert fold(written) == fold(as_if)


@pytest.mark.parametrize("name", ["Odessa", "Formosa Medusa", "Costco", "Texaco", "Canasag"])
def test_a_word_that_ends_as_a_legal_form_stays_whole(name: str) -> None:
    assert fold(name).glued == name.lower().replace(" ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("labour", "labor"), ("banque", "banco"), ("zavod", "plant"), ("versicherung", "seguros")],
)
def test_a_word_in_two_languages_is_compared_as_one(one: str, other: str) -> None:
    assert same_word(one) == same_word(other)
