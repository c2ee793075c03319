"""HTML as values: no text becomes markup, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.render.escaping import visible
from countersight.render.html import Html, element, is_address, joined, link, named, text
from page_reading import read_page

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- -->",
    "]]><svg/onload=alert(1)>",
    "&lt;script&gt;",
    "a\0b",
    "\u202egnp.exe",
    "\u2066\u2069\u2069",
    "\ud800",
    "\ufffe",
    "{{7*7}}${7*7}",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_and_does_nothing(name: str) -> None:
    seen = read_page(str(element("p", named(name), title=name, class_="x")))
    assert [node.name for node in seen.nodes] == ["p", "bdi"]
    assert seen.faults == []
    assert seen.nodes[1].text == visible(name)
    assert seen.nodes[0].attributes == {"title": visible(name), "class": "x"}


@given(st.text(), st.text())
def test_any_text_is_one_text_and_one_attribute(inside: str, attribute: str) -> None:
    seen = read_page(str(element("b", inside, title=attribute)))
    [node] = seen.nodes
    assert (node.text, node.attributes) == (visible(inside), {"title": visible(attribute)})
    assert seen.faults == []


@given(st.text())
def test_no_character_that_turns_the_direction_is_left(said: str) -> None:
    assert not set(str(text(said))) & set(
        "\0\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069"
    )


@pytest.mark.parametrize("name", ["script", "style", "iframe", "base", "a b", "a>", ""])
def test_elements_that_run_or_hold_raw_text_can_not_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="can't be made"):
        element(name, "x")


@pytest.mark.parametrize("name", ["onclick", "onload", "style", "a b"])
def test_attributes_that_run_or_style_can_not_be_made(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        element("p", "x", **{name: "x"})


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        " https://a",
        "data:text/html,x",
        "//a",
        "file:///a",
        "https://a\u202e",
    ],
)
def test_an_address_that_is_no_page_is_no_link(address: str) -> None:
    assert not is_address(address)
    assert str(link(address, "<law>")) == "&lt;law&gt;"
    with pytest.raises(ValueError, match="can't lead"):
        element("a", "x", href=address)


def test_a_link_out_tells_no_referrer_and_one_inside_needs_none() -> None:
    assert 'rel="noreferrer"' in str(link("https://example.org/a?b&c", "x"))
    assert str(link("#d1", "x")) == '<a href="#d1">x</a>'


def test_children_may_be_nested_and_nothing() -> None:
    made = element("p", ["a", [None, element("br")]], None, (each for each in ("b", "<")))
    assert str(made) == "<p>a<br>b&lt;</p>"
    assert str(joined(["a", None, "b"], ", ")) == "a, , b"
    assert str(Html("<b>")) == "<b>"


def test_names_in_han_letters_alone_are_marked_and_others_are_not() -> None:
    assert 'lang="und-Hani"' in str(named("杭州海康威视"))
    assert "lang" not in str(named("東芝カメラ"))
    assert "lang" not in str(named("Axis"))
