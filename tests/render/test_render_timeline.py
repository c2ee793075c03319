"""Spans of time as bars: what is sure is full, what may be is dashed."""

from datetime import date

from countersight.render.timeline import Between, Span, timeline
from page_reading import read_page

TODAY = date(2026, 7, 2)
YEAR: Between = (date(2020, 1, 1), date(2020, 12, 31))
DAY: Between = (date(2024, 3, 1), date(2024, 3, 1))


def bars(*spans: Span) -> list[tuple[str, float, float]]:
    drawn = timeline(spans, TODAY, "Over the years")
    assert drawn is not None
    seen = read_page(str(drawn))
    assert seen.faults == []
    return [
        (
            str(each.attributes["class"]),
            float(str(each.attributes["x"]).rstrip("%")),
            float(str(each.attributes["width"]).rstrip("%")),
        )
        for each in seen.all("rect")
    ]


def test_a_span_of_two_days_is_one_bar() -> None:
    [(look, left, wide)] = bars(Span("a", (date(2020, 1, 1),) * 2, DAY, is_over=True))
    assert look == "bar quiet"
    assert (left, 60 < wide < 65) == (1.0, True)


def test_what_goes_on_reaches_today() -> None:
    [(_, left, wide)] = bars(Span("a", DAY, None))
    assert abs(left + wide - 99) < 0.1


def test_a_beginning_of_which_the_year_alone_is_known_is_dashed_for_that_year() -> None:
    found = bars(Span("a", YEAR, None))
    assert [look for look, _, _ in found] == ["bar quiet", "perhaps"]
    assert 14 < found[1][2] < 16


def test_an_unknown_beginning_and_an_unknown_end_are_dashed() -> None:
    begun = bars(Span("a", None, DAY, is_over=True))
    assert ("perhaps", 1.0) in [(look, left) for look, left, _ in begun]
    ended = bars(Span("a", DAY, None, is_over=True))
    assert [look for look, _, _ in ended][-1] == "perhaps"


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    assert timeline([Span("a", None, None)], TODAY, "x") is None
    assert timeline([], TODAY, "x") is None


def test_labels_are_text_and_lead_where_they_should() -> None:
    drawn = str(
        timeline([Span("<b>" + "x" * 90, DAY, None, address="/catalogue/a")], TODAY, "y")
    )
    assert "<b>" not in drawn
    assert 'href="/catalogue/a"' in drawn
    assert "x\u2026" in drawn
