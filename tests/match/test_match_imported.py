"""Imported links: chains, joint stakes, cycles, gaps and sums, beside a plain reckoning."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_makers import tie, vendor

from countersight.ids import VendorId
from countersight.judge.cascade import cascading
from countersight.match import Imported, Links
from countersight.match.ownership.sums import too_much
from countersight.model.facts import Owner, Truth
from countersight.model.match import Match, Relation, State
from countersight.model.ownership import (
    LinkKind,
    Owners,
    OwnershipLink,
    Party,
    PartyKey,
    PartyKind,
    Share,
)
from countersight.model.record import Origin
from countersight.model.restriction import ReachKind, ReachRule
from countersight.model.values import PartialDate
from countersight.model.vendor import Vendor

TODAY = date(2026, 11, 24)
Graph = Mapping[tuple[str, str], int]
"""Shares by who owns and what is owned."""


def link(
    owner: str,
    owned: str,
    share: Share | int | None = None,
    *,
    kind: LinkKind = LinkKind.DIRECT,
    control: bool | None = None,
    since: str = "",
    until: str = "",
    ended: bool = False,
    source: str = "f",
) -> OwnershipLink:
    return OwnershipLink(
        PartyKey(owner),
        PartyKey(owned),
        kind,
        source,
        Origin(source, row=1),
        Share.exact(share) if isinstance(share, int) else share,
        control,
        PartialDate.parse(since) if since else None,
        PartialDate.parse(until) if until else None,
        ended,
        "shareholding",
    )


def links(*given: OwnershipLink, vendors: tuple[Vendor, ...] = (), **more: object) -> Links:
    untold = more.get("untold", {})
    parties = more.get("parties", {})
    assert isinstance(untold, dict)
    assert isinstance(parties, dict)
    return Links(vendors, Imported(Owners(parties, given, untold), vendors))


def of(node: str) -> Match:
    key = VendorId(node)
    return Match(key, node, node, State.MATCH, 1.0, Relation.ITSELF, (node,), ())


def walk(found: Links, node: str = "a", on: date | None = TODAY) -> dict[str, Owner]:
    owners = found.owners(of(node), on, TODAY)
    return {owner.id: owner for owner in owners}


def told(owner: Owner) -> str | None:
    if owner.between is not None:
        return owner.between.told()
    return None if owner.percent is None else f"{owner.percent:f}"


def test_shares_of_a_chain_are_multiplied_as_ranges_too() -> None:
    wide = Share(Decimal(25), Decimal(50), over=True)
    found = walk(links(link("b", "a", 60), link("c", "b", wide), link("d", "c", 100)))
    assert [told(found[each]) for each in "bcd"] == [
        "60",
        "more than 15 and up to 30 percent",
        "more than 15 and up to 30 percent",
    ]
    assert found["d"].path == ("a", "b", "c", "d")


def test_control_runs_along_links_that_all_control() -> None:
    found = walk(links(link("b", "a", control=True), link("c", "b", 51), link("d", "c", 50)))
    assert [found[each].control for each in "bcd"] == [True, True, None]


def test_a_cross_holding_is_told_and_not_looped() -> None:
    found = links(link("b", "a", 60), link("a", "b", 30), link("c", "b", 70))
    met = found.walk("a", TODAY, TODAY)
    assert met.cycles == [("a", "b", "a")]
    assert "cross-holding: a <- b <- a" in walk(found)["b"].note
    assert [step.path for step in met.steps] == [("a", "b"), ("a", "b", "c")]


def test_a_parent_whose_own_owners_are_not_told_is_a_gap() -> None:
    met = links(link("b", "a", 60)).walk("a", TODAY, TODAY)
    assert met.gaps == {"b": ""}


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        ("NON_PUBLIC", True),
        ("NO_LEI", True),
        ("NATURAL_PERSONS", False),
        ("NON_CONSOLIDATING", False),
    ],
)
def test_a_reason_says_whether_an_owner_is_hidden(code: str, *, hidden: bool) -> None:
    found = links(link("b", "a", 60), untold={"b": code})
    assert ("unknown" in walk(found)) is hidden
    assert found.walk("a", TODAY, TODAY).gaps["b"]


def test_a_person_ends_a_chain_and_an_untold_owner_is_unknown() -> None:
    parties = {
        PartyKey(key): Party(PartyKey(key), kind)
        for key, kind in (("p", PartyKind.PERSON), ("u", PartyKind.UNTOLD))
    }
    found = links(link("p", "a", 60), link("u", "a", 40), parties=parties)
    assert set(walk(found)) == {"natural_person", "unknown"}
    assert found.walk("a", TODAY, TODAY).gaps == {}


def test_an_indirect_stake_is_none_of_its_own_where_a_chain_leads_there() -> None:
    indirect = link("c", "a", 30, kind=LinkKind.INDIRECT)
    chain = links(link("b", "a", 60), link("c", "b", 50), indirect)
    owners = [each for each in chain.owners(of("a"), TODAY, TODAY) if each.id == "c"]
    assert [each.percent for each in owners] == [30]
    alone = walk(links(indirect))
    assert alone["c"].percent == 30


def test_a_stated_whole_stands_where_the_ways_are_not_known() -> None:
    indirect = link("c", "a", 55, kind=LinkKind.INDIRECT)
    found = links(link("b", "a"), link("x", "a"), link("c", "b"), link("c", "x", 20), indirect)
    owners = [each for each in found.owners(of("a"), TODAY, TODAY) if each.id == "c"]
    assert [(each.percent, "all ways" in each.note) for each in owners] == [(Decimal(55), True)]


def test_the_owners_of_an_indirect_owner_are_met_once() -> None:
    indirect = link("c", "a", kind=LinkKind.INDIRECT, control=True)
    found = links(link("b", "a", 60), link("c", "b", 50), indirect, link("d", "c", 100))
    assert [each.id for each in found.owners(of("a"), TODAY, TODAY)] == ["b", "c", "d"]


def test_sources_that_disagree_are_both_told_and_nothing_beyond_them_is_known() -> None:
    found = walk(links(link("b", "a", 40, source="f"), link("b", "a", 60, source="g")))
    assert told(found["b"]) == "40 to 60 percent"
    assert found["b"].control is None
    assert "f tells 40 percent, g tells 60 percent" in found["b"].note


def test_a_range_and_a_number_in_it_do_not_disagree() -> None:
    wide = Share(Decimal(25), Decimal(50))
    found = walk(links(link("b", "a", wide, source="f"), link("b", "a", 40, source="g")))
    assert (told(found["b"]), found["b"].note) == ("40", "")


def test_the_catalogue_and_an_import_are_put_together() -> None:
    vendors = (vendor("a", tie("parent", "b", percent=Decimal(36))), vendor("b"))
    owner = walk(links(link("b", "a", 40), vendors=vendors))["b"]
    assert told(owner) == "36 to 40 percent"
    assert owner.control is True
    assert "sources disagree" in owner.note


@pytest.mark.parametrize(
    ("since", "until", "ended", "on", "percent"),
    [
        ("2018-02-06", "2022-11", False, date(2018, 2, 5), "gone"),
        ("2018-02-06", "2022-11", False, date(2018, 2, 6), "60"),
        ("2018-02-06", "2022-11", False, date(2022, 11, 2), None),
        ("2018-02-06", "2022-11", False, date(2022, 12, 1), "gone"),
        ("2018", "", False, date(2018, 5, 5), None),
        ("2018", "", False, date(2019, 5, 5), "60"),
        ("", "", True, date(2019, 5, 5), None),
        ("", "", False, None, "60"),
        ("2018", "", False, None, None),
        ("XXXX", "", False, date(2019, 5, 5), None),
    ],
)
def test_a_link_counts_in_its_time(
    since: str, until: str, on: date | None, percent: str | None, *, ended: bool
) -> None:
    found = walk(links(link("b", "a", 60, since=since, until=until, ended=ended)), on=on)
    if percent == "gone":
        assert found == {}
        return
    assert told(found["b"]) == percent
    assert ("not sure on the day" in found["b"].note) is (percent is None)


def test_what_begins_after_our_knowledge_is_not_known() -> None:
    found = links(link("b", "a", 60, since="2027-01-01"))
    assert found.owners(of("a"), None, TODAY) == ()


def test_the_newest_share_of_one_source_counts() -> None:
    found = links(
        link("b", "a", 60, since="2018-01-01"), link("b", "a", 30, since="2020-01-01")
    )
    assert told(walk(found)["b"]) == "30"
    assert told(walk(found, on=date(2019, 1, 1))["b"]) == "60"


def test_nothing_is_concluded_from_owners_that_sum_to_140_percent() -> None:
    given = (link("b", "a", 80), link("c", "a", 60), link("d", "a", control=True))
    found = links(*given)
    owners = walk(found)
    assert [told(owners[each]) for each in "bcd"] == [None, None, None]
    assert [owners[each].control for each in "bcd"] == [None, None, True]
    assert "sum to 140 percent" in owners["b"].note
    assert found.walk("a", TODAY, TODAY).over == {"a": 140}
    assert [problem.code for problem in too_much(found, TODAY)] == ["owners-over-100"]


@pytest.mark.parametrize(
    "given",
    [
        (link("b", "a", 34), link("c", "a", 34), link("d", "a", 33)),
        (link("b", "a", 80, until="2019-01-01"), link("c", "a", 60, since="2019-01-02")),
        (link("b", "a", 80), link("b", "a", 60, source="g")),
        (link("b", "a", 80), link("c", "a", 60, kind=LinkKind.INDIRECT)),
        (link("b", "a", Share(Decimal(0), Decimal(90))), link("c", "a", 60)),
    ],
)
def test_owners_that_do_not_sum_to_too_much_count(given: tuple[OwnershipLink, ...]) -> None:
    assert too_much(links(*given), TODAY) == ()


def test_too_much_in_a_time_that_is_over_is_told_too() -> None:
    given = (link("b", "a", 80, since="2018-01-01", until="2019-01-01"), link("c", "a", 60))
    (problem,) = too_much(links(*given), TODAY)
    assert "on 2018-01-01" in problem.message


def test_a_loose_link_is_none_of_a_chain() -> None:
    loose = link("m", "b", kind=LinkKind.LOOSE)
    found = links(link("b", "a", 60), loose)
    assert set(walk(found)) == {"b"}
    assert walk(found, "b")["m"].control is None


NODES = "abcdef"


@st.composite
def graphs(draw: st.DrawFn, *, cyclic: bool) -> Graph:
    """Draw shares between a few companies, of which no company is owned by more than 100."""
    found: dict[tuple[str, str], int] = {}
    for place, owned in enumerate(NODES):
        left = 100
        others = [each for each in NODES if each != owned] if cyclic else NODES[place + 1 :]
        for owner in others:
            share = draw(st.sampled_from((0, 0, 10, 25, 50, 60)))
            if 0 < share <= left:
                left -= share
                found[owner, owned] = share
    return found


def reckoned(graph: Graph) -> dict[str, Fraction]:
    """Return what each holds of ``a`` by powers of the matrix of shares: no paths, no walk."""
    whole: dict[str, Fraction] = defaultdict(Fraction)
    layer = {"a": Fraction(1)}
    for _ in NODES:
        further: dict[str, Fraction] = defaultdict(Fraction)
        for (owner, owned), share in graph.items():
            further[owner] += layer.get(owned, Fraction(0)) * Fraction(share, 100)
        layer = further
        for node, part in layer.items():
            whole[node] += part
    return {node: part for node, part in whole.items() if part}


def is_cyclic(graph: Graph) -> bool:
    """Return whether taking away companies that nobody above owns leaves some."""
    above = {owned: {o for o, d in graph if d == owned} for owned in NODES}
    reached, rim = {"a"}, {"a"}
    while rim:
        rim = {o for d in rim for o in above[d]} - reached
        reached |= rim
    left = {node: above[node] for node in reached}
    while ends := [node for node, owners in left.items() if not owners & left.keys()]:
        for node in ends:
            del left[node]
    return bool(left)


def built(graph: Graph) -> Links:
    return links(*(link(owner, owned, share) for (owner, owned), share in graph.items()))


@settings(max_examples=150)
@given(graphs(cyclic=False))
def test_joint_stakes_are_what_the_matrix_of_shares_says(graph: Graph) -> None:
    summed: dict[str, Fraction] = defaultdict(Fraction)
    for owner in built(graph).owners(of("a"), TODAY, TODAY):
        assert owner.percent is not None
        summed[owner.id] += Fraction(owner.percent) / 100
    assert summed == reckoned(graph)


@settings(max_examples=150)
@given(graphs(cyclic=True))
def test_cycles_are_told_where_there_are_some_and_no_way_is_walked_twice(graph: Graph) -> None:
    met = built(graph).walk("a", TODAY, TODAY)
    assert bool(met.cycles) is is_cyclic(graph)
    for step in met.steps:
        assert len(set(step.path)) == len(step.path)
    paths = [step.path for step in met.steps]
    assert len(set(paths)) == len(paths)
    for cycle in met.cycles:
        assert all((owner, owned) in graph for owned, owner in pairwise(cycle))


@settings(max_examples=100)
@given(graphs(cyclic=False), st.integers(0, 20), st.data())
def test_a_range_holds_whatever_the_shares_really_are(
    graph: Graph, width: int, data: st.DataObject
) -> None:
    ranges = {
        edge: Share(Decimal(max(share - width, 0)), Decimal(min(share + width, 100)))
        for edge, share in graph.items()
    }
    real = {
        edge: data.draw(st.integers(int(each.least), int(each.most)), label=str(edge))
        for edge, each in ranges.items()
    }
    found = links(*(link(owner, owned, each) for (owner, owned), each in ranges.items()))
    least: dict[str, Fraction] = defaultdict(Fraction)
    most: dict[str, Fraction] = defaultdict(Fraction)
    met = found.walk("a", TODAY, TODAY)
    for step in met.steps:
        if step.share is not None:
            least[step.node] += Fraction(step.share.least) / 100
            most[step.node] += Fraction(step.share.most) / 100
    if met.over:
        return
    for node, part in reckoned(real).items():
        assert least[node] <= part <= most[node]


@settings(max_examples=150)
@given(graphs(cyclic=True), st.sets(st.sampled_from("bcdef"), min_size=1, max_size=3))
def test_half_of_a_half_reaches_as_a_plain_reckoning_says(
    graph: Graph, listed: set[str]
) -> None:
    reached = set(listed)
    for _ in NODES:
        for owned in NODES:
            if sum(s for (o, d), s in graph.items() if d == owned and o in reached) >= 50:
                reached.add(owned)
    rule = ReachRule(ReachKind.EQUITY, min_percent=Decimal(50), aggregate=True, cascade=True)
    owners = built(graph).owners(of("a"), TODAY, TODAY)
    expected = Truth.TRUE if "a" in reached else Truth.FALSE
    assert cascading(rule, owners, listed) is expected


@given(
    st.tuples(*[st.integers(0, 100)] * 2).map(sorted),
    st.tuples(*[st.integers(0, 100)] * 2).map(sorted),
)
def test_what_two_shares_have_in_common_lies_in_both_and_in_their_hull(
    one: list[int], other: list[int]
) -> None:
    first, second = (Share(Decimal(low), Decimal(high)) for low, high in (one, other))
    hull = first.hull(second)
    assert hull.least == min(one[0], other[0])
    assert hull.most == max(one[1], other[1])
    common = set(range(one[0], one[1] + 1)) & set(range(other[0], other[1] + 1))
    assert first.meets(second) is second.meets(first) is bool(common)
    if common:
        both = first.narrowed(second)
        assert (both.least, both.most) == (Decimal(min(common)), Decimal(max(common)))
