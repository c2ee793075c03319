"""Fonts that show Chinese, told by the fonts themselves; files that are none do no harm."""

from pathlib import Path

import pytest
from font_makers import collection, font

from countersight.work.fonts import chinese_fonts, shows_chinese


def test_fonts_and_collections_say_whether_they_show_chinese(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "Latin.ttf").write_bytes(font(blocks=False))
    (tmp_path / "Symbols.ttf").write_bytes(font(pages=False))
    (tmp_path / "Han.OTF").write_bytes(font())
    (tmp_path / "deep" / "Many.ttc").write_bytes(collection())
    (tmp_path / "Han.txt").write_bytes(font())
    assert chinese_fonts([tmp_path, tmp_path / "not-there"]) == ["Han.OTF", "Many.ttc"]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"OTTO", b"ttcf\0\0\0\0\0\0\0\1\xff\xff\xff\xff", b"OTTO\xff\xff" + bytes(60)),
        font()[:60],
    ],
    ids=["empty", "cut", "far", "many", "short"],
)
def test_what_is_no_whole_font_shows_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(data)
    assert not shows_chinese(path)


def test_a_font_that_cannot_be_opened_shows_nothing(tmp_path: Path) -> None:
    assert not shows_chinese(tmp_path / "gone.ttf")
