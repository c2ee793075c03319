"""Chinese names are cut into place, core, trade and legal form."""

import pytest

from countersight.normalise.han_names import MOST_LETTERS, cut
from countersight.normalise.han_words import Part, han_words
from countersight.normalise.scripts import plain
from countersight.normalise.sounds import canon, phonetic, skeleton
from countersight.normalise.syllables import otherwise, syllables


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("深圳市汇川技术股份有限公司", ["深圳", "市", "汇川", "技术", "股份有限公司"]),
        ("浙江大華技術股份有限公司", ["浙江", "大华", "技术", "股份有限公司"]),
        ("阳光电源股份有限公司", ["阳光", "电源", "股份有限公司"]),
        ("格力电器", ["格力", "电器"]),
        ("上海浦东发展银行", ["上海", "浦东", "发展", "银行"]),
    ],
)
def test_a_name_is_cut_at_its_known_words(name: str, pieces: list[str]) -> None:
    assert [piece.text for piece in cut(name).pieces] == pieces


def test_a_name_of_known_words_alone_has_the_first_for_its_core() -> None:
    assert cut("阳光电源股份有限公司").core == "阳光"
    assert cut("上海浦东发展银行").core == "发展"


def test_traditional_letters_are_cut_as_simplified_ones() -> None:
    assert cut("浙江大華技術股份有限公司") == cut("浙江大华技术股份有限公司")


def test_a_name_without_han_letters_has_no_pieces() -> None:
    assert cut("Hikvision 2").pieces == ()


def test_a_text_of_any_length_is_cut_in_bounded_time() -> None:
    assert sum(len(piece.text) for piece in cut("杭州海康" * 10_000).pieces) == MOST_LETTERS


def test_every_known_word_stands_in_simplified_letters() -> None:
    assert [word for word in han_words() if plain(word) != word] == []


def test_a_place_is_a_place_in_front_of_a_core() -> None:
    assert cut("杭州海康").of(Part.PLACE) == "杭州"


def test_words_are_read_as_words_and_letters_as_letters() -> None:
    assert syllables("重庆长虹") == ["chong", "qing", "chang", "hong"]
    assert syllables("重量")[0] == "zhong"


def test_hong_kong_and_japan_read_otherwise() -> None:
    assert "wah" in otherwise("华", "hk")
    assert "yama" in otherwise("山", "jp")
    assert otherwise("山", "elsewhere") == ()


@pytest.mark.parametrize(
    ("pinyin", "spelt"),
    [("qingfeng", "chingfeng"), ("xinyi", "sinyi"), ("dingtaifeng", "tingtaifeng")],
)
def test_the_romanisations_of_chinese_meet(pinyin: str, spelt: str) -> None:
    assert canon(pinyin) == canon(spelt)


def test_a_transcription_has_the_consonants_of_what_it_renders() -> None:
    assert skeleton("", "ximenzi") == skeleton("siemens")
    assert phonetic("lockheed") == "lokhed"
