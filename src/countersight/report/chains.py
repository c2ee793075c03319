"""Who owns a company, as text and as objects: each way up, what it comes to, and the gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.match.ownership.companies import Companies, Company, Total
from countersight.match.ownership.walking import Step
from countersight.messages import Words, _, counted, spoken
from countersight.model.ownership import Share, plain, range_words
from countersight.model.record import Problem
from countersight.render.escaping import visible
from countersight.report.faces import NOTICE
from countersight.report.lines import one_line
from countersight.report.objects import Plain, problem_object
from countersight.report.summary import problem_line

CONTROL: Final[Words[bool | None]] = Words(
    {True: "control", False: "no control", None: "control not known"}
)
ENDS: Final[Words[str]] = Words(
    {"natural_person": "a natural person", "unknown": "an owner of whom nobody says who it is"}
)
"""How owners without a name are called."""


@dataclass(frozen=True, slots=True)
class Chains:
    """What is told: companies that were asked for, or what the files hold."""

    companies: Companies
    asked: tuple[Company, ...]
    problems: tuple[Problem, ...] = ()

    def name(self, node: str) -> str:
        """Return how a company is called for a person."""
        shown = self.companies.imported.shown(node)
        return ENDS[shown] if shown in ENDS else self.companies.label(node)


def share_words(share: Share | None) -> str:
    """Return a share for a person."""
    return _("share not known") if share is None else spoken(share.told())


def text(chains: Chains) -> Iterator[str]:
    """Yield the lines of a text."""
    for company in chains.asked:
        yield from _company(chains, company)
    if not chains.asked:
        yield from _files(chains)
    yield from map(problem_line, chains.problems)
    said = _("As of {as_of}. {notice}")
    yield said.format(as_of=chains.companies.as_of, notice=_(NOTICE))


def _company(chains: Chains, company: Company) -> Iterator[str]:
    about = ", ".join(filter(None, (company.country, *company.identifiers)))
    yield f"{chains.name(company.node)}{f' ({about})' if about else ''}"
    if not company.walk.steps:
        yield _("  no owner is told")
    for step in sorted(company.walk.steps, key=lambda step: step.path):
        yield from _step(chains, step)
    for total in company.totals:
        if total.ways > 1:
            yield _("  in all: {total}").format(total=_in_all(chains, total))
    for cycle in company.walk.cycles:
        yield _("  cross-holding: {path}").format(path=" <- ".join(map(chains.name, cycle)))
    for node, why in company.walk.gaps.items():
        told = spoken(why) or _("nobody tells who owns it")
        yield _("  end of the chain: {name}: {why}").format(name=chains.name(node), why=told)
    if company.walk.cut:
        yield _("  there are more owners than are followed")


def _step(chains: Chains, step: Step) -> Iterator[str]:
    depth = len(step.path) - 1
    held = share_words(step.standing.share)
    whole = ""
    if depth > 1 and (step.share or step.standing.share):
        whole = _(", {share} of the whole").format(share=share_words(step.share))
    said = _("{indent}{name}: {held}{whole}, {control} [{sources}]")
    yield said.format(
        indent="  " * depth,
        name=chains.name(step.node),
        held=held,
        whole=whole,
        control=CONTROL[step.control],
        sources=", ".join(step.standing.sources) or "-",
    )
    if step.standing.note:
        yield f"{'  ' * (depth + 1)}{spoken(step.standing.note)}"


def _in_all(chains: Chains, total: Total) -> str:
    least = plain(total.least)
    if total.most is None and not total.least:
        held = share_words(None)
    elif total.most is None:
        held = _("{least} percent or more").format(least=least)
    else:
        ends = total.least, total.most
        held = spoken(range_words(ends, over=total.over, under=total.under))
    said = counted(
        "{name}: {held} over {ways} way", "{name}: {held} over {ways} ways", total.ways
    )
    return said.format(name=chains.name(total.node), held=held, ways=total.ways)


def _files(chains: Chains) -> Iterator[str]:
    imported = chains.companies.imported
    for file in imported.owners.files:
        said = _("{name}: {form}, {links:,} links, {left_out:,} left out, version {version}")
        yield said.format(
            name=file.name,
            form=file.form or "-",
            links=file.links,
            left_out=file.left_out,
            version=file.version,
        )
    persons = imported.owners.persons
    said = counted(
        "{persons:,} natural person, counted and not named",
        "{persons:,} natural persons, counted and not named",
        persons,
    )
    yield said.format(persons=persons)
    for name, how in known(chains):
        yield f"  {name}: {how}"


def known(chains: Chains) -> list[tuple[str, str]]:
    """Return the companies of the catalogue that the files tell of, and how each was known."""
    met = {same.node: same for same in chains.companies.imported.same.values()}
    ways = {True: _("known by its number"), False: _("the same name and country: look")}
    return [(chains.name(node), ways[met[node].sure]) for node in sorted(met)]


def objects(chains: Chains) -> dict[str, Plain]:
    """Return all of it as one object."""
    owners = chains.companies.imported.owners
    return {
        "as_of": chains.companies.as_of.isoformat(),
        "files": [
            {
                "name": file.name,
                "form": file.form,
                "version": file.version,
                "links": file.links,
                "left_out": file.left_out,
            }
            for file in owners.files
        ],
        "persons": owners.persons,
        "known": [
            {"id": same.node, "party": key, "by_number": same.sure}
            for key, same in sorted(chains.companies.imported.same.items())
        ],
        "companies": [_company_object(chains, company) for company in chains.asked],
        "problems": [problem_object(problem) for problem in chains.problems],
    }


def json(chains: Chains) -> Iterator[str]:
    """Yield the object as one line."""
    yield one_line(objects(chains))


def _company_object(chains: Chains, company: Company) -> dict[str, Plain]:
    label, walk = chains.companies.label, company.walk
    shown = chains.companies.imported.shown
    return {
        "id": company.node,
        "name": label(company.node),
        "country": company.country,
        "identifiers": list(company.identifiers),
        "owners": [_step_object(chains, step) for step in walk.steps],
        "totals": [
            {
                "id": shown(total.node),
                "ways": total.ways,
                "least": plain(total.least),
                "most": None if total.most is None else plain(total.most),
                "control": total.control,
            }
            for total in company.totals
        ],
        "cross_holdings": [list(map(shown, cycle)) for cycle in walk.cycles],
        "ends": [{"id": node, "why": str(why)} for node, why in walk.gaps.items()],
        "over": [
            {"id": shown(node), "percent": plain(sum_)} for node, sum_ in walk.over.items()
        ],
        "cut": walk.cut,
    }


def _step_object(chains: Chains, step: Step) -> dict[str, Plain]:
    shown = chains.companies.imported.shown
    return {
        "id": shown(step.node),
        "name": "" if shown(step.node) != step.node else chains.companies.label(step.node),
        "path": [shown(node) for node in step.path],
        "held": share_object(step.standing.share),
        "share": share_object(step.share),
        "control": step.control,
        "note": str(step.note),
        "sources": list(step.standing.sources),
        "disagree": step.standing.conflict,
    }


def share_object(share: Share | None) -> dict[str, Plain] | None:
    """Return a share as its ends, and whether each of them counts itself.

    >>> from decimal import Decimal
    >>> share_object(Share(Decimal(25), Decimal(50), over=True))
    {'least': '25', 'most': '50', 'over': True, 'under': False}
    """
    if share is None:
        return None
    return {
        "least": plain(share.least),
        "most": plain(share.most),
        "over": share.over,
        "under": share.under,
    }


def lines(pieces: Sequence[str]) -> str:
    """Return lines as they may be shown."""
    return "".join(f"{visible(piece)}\n" for piece in pieces)
