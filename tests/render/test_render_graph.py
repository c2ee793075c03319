"""Graphs as pictures: any graph is laid out, alike each time, and nothing lies on another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from countersight.render.graph import MOST, Graph, Link, Node, graph_chart
from countersight.render.layers import laid_out
from page_reading import read_page

NUMBERS = st.integers(0, 11)
LINKS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30)
FAMILY = Graph(
    (
        Node("state", "The State", "CN"),
        Node("group", "China Electronics Technology Group Corporation", address="/catalogue/a"),
        Node("maker", "杭州海康威视数字技术股份有限公司", look="focus"),
    ),
    (
        Link("state", "group", "100 %"),
        Link("group", "maker", "36.35 %"),
        Link("state", "maker", "1 %", is_ended=True),
        Link("maker", "nobody"),
        Link("maker", "maker"),
    ),
)


@given(LINKS)
def test_nothing_lies_on_another_and_the_same_graph_is_laid_out_alike(
    links: list[tuple[int, int]],
) -> None:
    layout = laid_out(12, links)
    layers: dict[int, list[float]] = {}
    for layer, row in layout.nodes:
        layers.setdefault(layer, []).append(row)
    for rows in layers.values():
        assert all(after - before > 0.999 for before, after in pairwise(sorted(rows)))
    assert laid_out(12, reversed(links)) == layout
    assert min(row for _, row in layout.nodes) > -0.001


@given(LINKS)
def test_a_link_leads_to_a_later_layer_unless_it_closes_a_circle(
    links: list[tuple[int, int]],
) -> None:
    onward = [(min(each), max(each)) for each in links if each[0] != each[1]]
    layout = laid_out(12, onward)
    for source, target in onward:
        first, last = layout.nodes[source][0], layout.nodes[target][0]
        assert first < last
        passed = [layer for layer, _ in layout.bends[source, target]]
        assert passed == list(range(first + 1, last))


def test_a_circle_of_owners_is_laid_out() -> None:
    layout = laid_out(3, [(0, 1), (1, 2), (2, 0)])
    assert sorted(layer for layer, _ in layout.nodes) == [0, 1, 2]
    assert laid_out(0, []).nodes == ()


def test_a_long_row_of_owners_is_laid_out() -> None:
    many = 3_000
    layout = laid_out(many, [(each, each + 1) for each in range(many - 1)])
    assert layout.layers == many


def test_a_graph_shows_each_node_and_each_link_between_nodes_that_are_there() -> None:
    seen = read_page(str(graph_chart(FAMILY, "Owners of the maker")))
    assert seen.faults == []
    [frame] = seen.all("div")
    assert frame.attributes["aria-label"] == "Owners of the maker"
    assert frame.attributes["tabindex"] == "0"
    assert [each.attributes["href"] for each in seen.all("a")] == ["/catalogue/a"]
    assert len(seen.all("rect")) == len(FAMILY.nodes)
    edges = [each for each in seen.all("path") if each.attributes["class"] != "tip"]
    assert sorted(str(each.attributes["class"]) for each in edges) == [
        "edge",
        "edge",
        "edge ended",
    ]
    assert [each.text for each in seen.all("title")] == [
        "The State, CN",
        "China Electronics Technology Group Corporation",
        "杭州海康威视数字技术股份有限公司",
    ]


def test_names_are_text_and_no_markup() -> None:
    made = str(graph_chart(Graph((Node("a", "<script>\u202ex</script>"),)), "<b>"))
    assert "<script" not in made
    assert "<b>" not in made
    assert "\u202e" not in made


def test_of_a_large_graph_the_first_nodes_are_drawn() -> None:
    nodes = tuple(Node(str(each), str(each)) for each in range(MOST + 5))
    links = tuple(Link("0", str(each)) for each in range(1, MOST + 5))
    assert str(graph_chart(Graph(nodes, links), "x")).count("<rect") == MOST


def test_long_names_of_any_script_are_cut_where_the_box_ends() -> None:
    made = str(graph_chart(Graph((Node("a", "海" * 60, "note"),)), "x"))
    assert "海" * 11 + "\u2026" in made
    assert "海" * 13 + "<" not in made
