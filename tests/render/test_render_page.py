"""The shell, tables and charts: what a reader, a keyboard and a policy need."""

import base64
import hashlib
import re

import pytest

from countersight.render import page as shell_module
from countersight.render.html import element, text
from countersight.render.page import Section, Shell, page, policy, script, stylesheet
from countersight.render.svg import Bar, bar_chart
from countersight.render.tables import Sorted, table
from page_reading import read_page


def whole(shell: Shell, *sections: Section) -> str:
    return "".join(page(shell, sections))


def test_a_page_has_its_landmarks_a_skip_link_and_a_language() -> None:
    seen = read_page(whole(Shell("Found", "Under it", "At the end"), Section("a", "All", [])))
    assert seen.faults == []
    assert seen.all("html")[0].attributes["lang"] == "en"
    assert [
        len(seen.all(name)) for name in ("header", "nav", "main", "footer", "h1", "title")
    ] == [1] * 6
    first = seen.all("a")[0]
    assert (first.attributes["href"], seen.all("main")[0].attributes["id"]) == ("#main", "main")
    assert seen.all("title")[0].text == "Found - Countersight"


def test_the_policy_names_the_digests_of_what_stands_in_the_page() -> None:
    html = whole(Shell("Found"))
    seen = read_page(html)
    [meta] = [each for each in seen.all("meta") if "http-equiv" in each.attributes]
    assert meta.attributes["content"] == policy()
    for name, content in (("style", stylesheet()), ("script", script())):
        [node] = seen.all(name)
        assert node.text == content
        made = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{made}'" in policy()
    assert "unsafe" not in policy()
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_the_stylesheet_and_the_script_fetch_nothing() -> None:
    for content in (stylesheet(), script()):
        assert not re.search(
            r"https?:|url\(|@import|@font-face|fetch\(|XMLHttp|innerHTML|eval", content
        )


def test_the_stylesheet_knows_dark_print_narrow_and_forced_colours() -> None:
    for wanted in (
        "prefers-color-scheme: dark",
        "@media print",
        "max-width",
        "forced-colors",
        ":focus-visible",
    ):
        assert wanted in stylesheet()


def test_a_packaged_file_that_would_end_its_element_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Folder:
        def joinpath(self, _: str) -> "Folder":
            return self

        def read_text(self, encoding: str) -> str:
            del encoding
            return "</style>"

    monkeypatch.setattr(shell_module, "files", lambda _: Folder())
    with pytest.raises(ValueError, match="would end its element"):
        shell_module._packaged("page.css")


def test_a_title_from_the_world_is_text() -> None:
    html = whole(
        Shell('</title><script>"', "<b>", "<i>"), Section("a", "<u>", [text("<s>")], "<q>")
    )
    seen = read_page(html)
    assert not [node for node in seen.nodes if node.name in {"b", "i", "u", "s", "q"}]
    assert len(seen.all("script")) == 1


def test_a_table_names_its_columns_and_rows_and_takes_the_keyboard() -> None:
    made = table(
        "Two",
        ("A", "B"),
        [("x", Sorted("1,000", 1000)), (element("b", "y"), "2")],
        numbers=frozenset({1}),
    )
    seen = read_page(str(made))
    box = seen.nodes[0]
    assert (box.attributes["tabindex"], box.attributes["aria-label"]) == ("0", "Two")
    assert [node.attributes["scope"] for node in seen.all("th")] == ["col", "col", "row", "row"]
    assert seen.values("data-by") == ["1000"]
    assert "data-sort" not in str(made)
    assert "data-sort" in str(table("One", ("A",), [], sortable=True))


def test_a_chart_says_its_numbers_in_a_table_too() -> None:
    bars = [Bar("Match", 1_200, "match"), Bar("Review", 0)]
    seen = read_page(str(bar_chart("Records", bars, counted=("State", "Records"))))
    assert [node.attributes["width"] for node in seen.all("rect")] == ["82.00%", "0.00%"]
    assert [node.text for node in seen.all("td")] == ["1,200", "0"]
    assert "Records" in (seen.all("svg")[0].attributes["aria-label"] or "")
    assert str(bar_chart("None", [], counted=("A", "B"))).count("<rect") == 0
