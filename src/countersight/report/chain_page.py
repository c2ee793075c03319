"""Who owns a company, as a page: a graph of each company, and the same as a table."""

from collections.abc import Iterator
from typing import Final

from countersight.match.ownership.companies import Company
from countersight.match.ownership.walking import Step
from countersight.messages import _, language, spoken
from countersight.model.ownership import Share, plain
from countersight.render.graph import Graph, Link, Node, graph_chart
from countersight.render.html import Html, element, joined, named
from countersight.render.page import Section, Shell, page
from countersight.render.tables import table
from countersight.report.chains import CONTROL, Chains, share_words
from countersight.report.faces import NOTICE


def html(chains: Chains) -> Iterator[str]:
    """Yield a page, piece by piece."""
    title = _("Who owns {names}").format(
        names=", ".join(chains.name(company.node) for company in chains.asked)
    )
    as_of = _("As of {as_of}.").format(as_of=chains.companies.as_of)
    sections = [
        Section(f"c{place}", chains.name(company.node), tuple(_body(chains, company)))
        for place, company in enumerate(chains.asked)
    ]
    if chains.problems:
        told = [element("p", spoken(each.message)) for each in chains.problems]
        sections.append(Section("problems", _("Problems"), tuple(told)))
    yield from page(Shell(title, as_of, _(NOTICE), language()), sections)


def svg(chains: Chains) -> Iterator[str]:
    """Yield the graph of all companies alone: one picture, with a style of its own."""
    nodes: dict[str, Node] = {}
    links: dict[tuple[str, str], Link] = {}
    for company in chains.asked:
        made = graph(chains, company)
        nodes |= {node.id: node for node in made.nodes if node.id not in nodes or node.look}
        links |= {(link.source, link.target): link for link in made.links}
    whole = Graph(tuple(nodes.values()), tuple(links.values()))
    drawn = str(graph_chart(whole, ""))
    start, end = drawn.index("<svg "), drawn.rindex("</svg>")
    opened = drawn[start:end].replace("<svg ", f'<svg xmlns="{_SVG}" ', 1)
    head, _close, body = opened.partition(">")
    yield f"{head}><style>{_STYLE}</style>{body}</svg>\n"


_SVG: Final = "http://www.w3.org/2000/svg"
_STYLE: Final = (
    "text{font:13px sans-serif;fill:#1d2327}.node{fill:#fff;stroke:#837e72}"
    ".focus{stroke:#1d2327;stroke-width:2.5}.edge,.tip{fill:none;stroke:#837e72;"
    "stroke-width:1.5}.ended{stroke-dasharray:5 4}.aside{font-size:12px;fill:#545c63}"
)
"""The page's own look, without its variables."""


def _body(chains: Chains, company: Company) -> Iterator[Html]:
    yield graph_chart(graph(chains, company), _label(chains, company))
    rows = [_row(chains, step) for step in sorted(company.walk.steps, key=lambda s: s.path)]
    columns = (_("Owner"), _("Over"), _("Holds"), _("Of the whole"), _("Control"), _("Sources"))
    yield table(_("Every way up, and what is known of it"), columns, rows)
    for cycle in company.walk.cycles:
        told = _("cross-holding: {path}").format(path=" <- ".join(map(chains.name, cycle)))
        yield element("p", told)
    for node, why in company.walk.gaps.items():
        said = spoken(why) or _("nobody tells who owns it")
        told = _("end of the chain: {name}: {why}").format(name=chains.name(node), why=said)
        yield element("p", told)


def _row(chains: Chains, step: Step) -> tuple[Html | str, ...]:
    note = f"; {spoken(step.standing.note)}" if step.standing.note else ""
    return (
        named(chains.name(step.node)),
        joined((named(chains.name(node)) for node in step.path[:-1]), " <- "),
        f"{share_words(step.standing.share)}{note}",
        share_words(step.share),
        CONTROL[step.control],
        ", ".join(step.standing.sources),
    )


def _label(chains: Chains, company: Company) -> str:
    said = _("Who owns {names}. The same stands in the table.")
    return said.format(names=chains.name(company.node))


def graph(chains: Chains, company: Company) -> Graph:
    """Return the nodes and links of all ways up from a company."""
    nodes = {company.node: Node(company.node, chains.name(company.node), look="focus")}
    links: dict[tuple[str, str], Link] = {}
    for step in company.walk.steps:
        nodes.setdefault(step.node, Node(step.node, chains.name(step.node)))
        ends = step.path[-1], step.path[-2]
        links.setdefault(ends, Link(*ends, _short(step.standing.share)))
    for cycle in company.walk.cycles:
        ends = cycle[-1], cycle[-2]
        links.setdefault(ends, Link(*ends))
    return Graph(tuple(nodes.values()), tuple(links.values()))


def _short(share: Share | None) -> str:
    """Return a share in few letters."""
    if share is None:
        return ""
    if share.known is not None:
        return f"{plain(share.known)} %"
    return f"{plain(share.least)}\u2013{plain(share.most)} %"
