"""What pages draw: a family of companies as a graph, relations over time as bars."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from countersight.ids import VendorId
from countersight.messages import _
from countersight.model.values import PartialDate
from countersight.model.vendor import Vendor
from countersight.render.graph import Graph, Link, Node, graph_chart
from countersight.render.html import Html
from countersight.render.timeline import Between, Span, timeline
from countersight.web.wording import word
from countersight.work.office.family import Bond, Family
from countersight.work.office.history import Of, Relation, is_placed

MOST_SPANS: Final = 60
LOOKS: Final[Mapping[Of, str]] = {Of.COMPANY: "match", Of.LIST: "review", Of.NAME: "exempt"}
FAMILIES: Final[Mapping[Of, str]] = {Of.COMPANY: "role", Of.LIST: "how", Of.NAME: "name"}
"""Which words tell what a relation is."""


def family_chart(family: Family) -> Html | None:
    """Return a family as a graph; None where the company stands alone."""
    if not family.bonds:
        return None
    nodes = tuple(
        Node(
            each.id,
            each.name,
            each.country,
            f"/catalogue/{each.id}" if each.has_page and each != family.focus else "",
            "focus" if each == family.focus else "",
        )
        for each in family.members
    )
    links = tuple(
        Link(each.owner.id, each.owned.id, bond_label(each), each.is_ended)
        for each in _one_each(family.bonds)
    )
    said = _("Owners and subsidiaries of {name}; the table below says the same.")
    return graph_chart(Graph(nodes, links), said.format(name=family.focus.name))


def bond_label(bond: Bond) -> str:
    """Return what stands at a link: the share, else that it is control."""
    return bond.label or (_("control") if bond.controls else "")


def _one_each(bonds: Sequence[Bond]) -> list[Bond]:
    """Return one bond between two companies: one that stands, and one with a share, first."""
    found: dict[tuple[VendorId, VendorId], Bond] = {}
    for each in sorted(bonds, key=lambda bond: (bond.is_ended, not bond.label)):
        found.setdefault((each.owner.id, each.owned.id), each)
    return list(found.values())


def history_chart(
    relations: Sequence[Relation], vendors: Mapping[VendorId, Vendor], today: date
) -> Html | None:
    """Return relations as bars over the years; None where no end of any is known."""
    spans = [
        Span(
            f"{other_name(each, vendors)}: {word(each.what, FAMILIES[each.of])}",
            _between(each.since),
            _between(each.until),
            each.is_over,
            LOOKS[each.of],
            f"/catalogue/{each.page}" if each.page else "",
        )
        for each in relations
        if each.is_dated
    ]
    said = _("Relations over the years; the table below says the same.")
    return timeline(spans[:MOST_SPANS], today, said)


def other_name(relation: Relation, vendors: Mapping[VendorId, Vendor]) -> str:
    """Return the name of the other side of a relation."""
    found = vendors.get(relation.page) if relation.page else None
    return found.name if found else relation.other


def _between(day: PartialDate | None) -> Between | None:
    return (day.earliest, day.latest) if day is not None and is_placed(day) else None
