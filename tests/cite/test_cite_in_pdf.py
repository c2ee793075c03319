"""Passages picked from a text are found in a PDF that is set from it, and none wrongly."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from countersight.cite import Readable
from countersight.cite.normalising import agree, strict
from countersight.model.passage import Anchored
from countersight.preserve.parsing.made import Limits
from countersight.preserve.parsing.pdf import parse
from countersight.work import demo_folder
from programs import RequireProgram
from typesetting import by_chromium, by_reportlab, picked

AT_LEAST = 60
PERCENT = 97
Set = Callable[[str], bytes]


@pytest.fixture(params=["reportlab", "chromium"])
def typeset(request: pytest.FixtureRequest, program: RequireProgram) -> Set:
    return by_reportlab if request.param == "reportlab" else by_chromium(program("chromium"))


def fiction() -> str:
    """Return the texts of the story that the tutorial tells, with a line for a paragraph."""
    folder = demo_folder() / "case"
    texts = (each.read_text("utf-8") for each in sorted(folder.glob("*.txt")))
    return re.sub(r"(?<!\n)\n(?!\n)", " ", "\n\n".join(texts))


def found_in(typeset: Set, text: str) -> tuple[list[str], list[str], int]:
    """Return the passages that are not found, those found wrongly, and how many are picked."""
    read = Readable(parse(typeset(text), Limits()).text)
    lost: list[str] = []
    wrong: list[str] = []
    before = 0
    places = picked(text)
    for start, end in places:
        words = text[start:end]
        sought = read.find(words)
        if not isinstance(sought, Anchored):
            lost.append(words)
            continue
        place = sought.place
        if place.start < before or not agree(strict(place.words), strict(words)):
            wrong.append(words)
        before = place.start
    return lost, wrong, len(places)


def check(typeset: Set, text: str) -> None:
    lost, wrong, many = found_in(typeset, text)
    assert many >= AT_LEAST
    assert not wrong
    assert 100 * (many - len(lost)) >= PERCENT * many, lost


def test_passages_of_the_story_are_found_in_its_pdf(typeset: Set) -> None:
    check(typeset, fiction())


@pytest.mark.realdata
def test_passages_of_the_article_are_found_in_its_pdf(typeset: Set, realdata: Path) -> None:
    path = realdata.parent / "seed" / "article.txt"
    if not path.is_file():
        pytest.skip("the article is not here")
    article = path.read_text("utf-8")
    check(typeset, article[: article.index("Related Posts")])


def test_a_passage_of_another_text_is_not_found_in_the_pdf(typeset: Set) -> None:
    read = Readable(parse(typeset(fiction()), Limits()).text)
    for words in ("runs the harbour watch for fifty years", "The board runs no control room"):
        assert not isinstance(read.find(words), Anchored)
