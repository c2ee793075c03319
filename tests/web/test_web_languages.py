"""The pages in the user's language: every word is marked, and each language is chosen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from starlette.testclient import TestClient

import countersight.web
from countersight.messages import speaking
from countersight.web.speech import (
    BEGUN,
    LANGUAGES,
    asked_for,
    day,
    moment,
    number,
    translations,
)
from countersight.web.wording import word

TEMPLATES = Path(countersight.web.__file__).parent / "templates"
TOLD = re.compile(r'\b(?:aria-label|alt|title|placeholder|label)="([^"]*)"')
MARKUP = re.compile(r'<[^>]*>| [a-z-]+="[^"]*"')
A_WORD = re.compile(r"[^\W\d_]{2,}")
TWO_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
FORMS = {"Countersight", "csv", "json", "xlsx", "KB"}
"""Names, which are the same in every language."""
MARKS = {"_", "counted"}


def unmarked(text: str) -> Iterator[str]:
    """Yield the texts of a template that no mark stands around."""
    tree = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).parse(text)
    markup = "".join(pieces(tree))
    markup = re.sub(r"<(?:svg|kbd)\b.*?</(?:svg|kbd)>", "", markup, flags=re.DOTALL)
    for told in (*TOLD.findall(markup), MARKUP.sub(" ", markup)):
        yield from (each for each in A_WORD.findall(told) if each not in FORMS)
    yield from (each for each in constants(tree) if TWO_WORDS.search(each))


def pieces(node: nodes.Node) -> Iterator[str]:
    """Yield the markup of a template in its order, a space for each value in it."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield " "
        else:
            yield from pieces(child)


def constants(node: nodes.Node) -> Iterator[str]:
    """Yield the texts in expressions that are not marked."""
    for child in node.iter_child_nodes():
        match child:
            case nodes.Call(node=nodes.Name(name=name)) if name in MARKS:
                continue
            case nodes.Const(value=str(value)):
                yield value
            case _:
                yield from constants(child)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_every_word_of_a_template_is_marked(path: Path) -> None:
    assert list(unmarked(path.read_text("utf-8"))) == []


def test_a_word_that_is_not_marked_is_found() -> None:
    planted = (
        '{% block main %}<p class="soft">{{ _("marked") }}, {{ a }}</p>{% if a %}'
        '<p title="hint">Look {{ b }}</p>{% else %}{{ tag("not marked") }}{% endif %}'
        "{% endblock %}"
    )
    assert sorted(unmarked(planted)) == ["Look", "hint", "not marked"]


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]


def test_the_language_is_what_the_browser_asks_for(client: TestClient) -> None:
    page = client.get("/settings", headers={"accept-language": "de-AT, en;q=0.5"}).text
    assert '<html lang="de">' in page
    assert heading(page) == "Einstellungen"
    assert '<html lang="en">' in client.get("/settings").text
    begun = client.get("/settings", headers={"accept-language": "zh-CN"}).text
    assert '<html lang="en">' in begun


def test_the_setting_counts_more_and_a_choice_in_the_browser_most(client: TestClient) -> None:
    client.post("/settings", data={"language": "de"})
    assert '<html lang="de">' in client.get("/").text
    form = {"language": "zh-Hant", "back": "/catalogue?q=hik"}
    answer = client.post("/language", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/catalogue?q=hik")
    page = client.get("/catalogue").text
    assert '<html lang="zh-Hant">' in page
    assert heading(page) == "目錄"
    assert "此語言的翻譯剛剛開始" in page
    client.post("/language", data={"language": "../../etc", "back": "//evil.example"})
    assert '<html lang="de">' in client.get("/").text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_room_opens_in_every_language(client: TestClient, code: str) -> None:
    client.cookies.set("language", code)
    for room in (
        *("/", "/screen", "/runs", "/review", "/catalogue", "/catalogue/hikvision"),
        *("/restrictions?who=public.local,GB-EAW", "/restrictions/us-1260h-list"),
        *("/decide", "/settings", "/settings/audit", "/accessibility", "/search?q=hik"),
    ):
        page = client.get(room)
        assert page.status_code == 200
        assert f'<html lang="{code}">' in page.text


def test_what_stays_in_english_is_marked_as_english(client: TestClient) -> None:
    client.cookies.set("language", "de")
    page = client.get("/restrictions/us-1260h-list").text
    assert '<p class="lead"><span lang="en">' in page
    assert 'lang="en"' not in client.get("/settings").text.replace('value="en" lang="en"', "")


def test_days_and_numbers_are_written_as_the_language_does() -> None:
    told = {"en": ("12,345", "5 Nov 2026"), "de": ("12.345", "05.11.2026")}
    for code, (many, on) in told.items():
        with speaking(translations(code)):
            assert (number(12_345), day("2026-11-05")) == (many, on)
    assert [day("2026-11"), day("soon"), moment("soon")] == ["2026-11", "soon", "soon"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("de", "de"),
        ("fr;q=1, de;q=0.5", "de"),
        ("de;q=0, en", "en"),
        ("de;q=x, *", "en"),
        (",".join(["xx"] * 500), "en"),
    ],
)
def test_what_a_browser_asks_for_is_understood(header: str, code: str) -> None:
    assert asked_for(header) == code


def test_a_begun_language_has_the_words_of_every_page() -> None:
    for code in BEGUN:
        told = translations(code)
        for each in ("Home", "Screen", "Runs", "Review", "Catalogue", "Restrictions"):
            assert told.gettext(each) != each


def test_a_code_without_words_is_told_as_it_stands() -> None:
    assert word("hik_vision", "maker") == "hik_vision"
    assert word("former_parent", "role") == "former parent"
    assert word("name_only", "basis") == "name only"
