"""The chain by which an imported company is tied to a vendor, as evidence of a match."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from countersight.ids import company_id
from countersight.match.ownership.walking import Links, Step
from countersight.messages import joined, sentence
from countersight.model.match import Evidence, Match
from countersight.model.ownership import NOTHING

OVER_OWNERS: Final = "ownership-path"
"""The kind of evidence that tells a chain of owners."""


def with_path(match: Match, links: Links, as_of: date | None) -> Match:
    """Return a match of an imported company with the companies between it and the vendor."""
    node = company_id(match.company)
    if not match.company or node not in links.imported:
        return match
    step = _to(match.entity, node, links, as_of)
    if step is None:
        return match
    between = tuple(map(links.imported.told, step.path[1:-1]))
    family = match.path[match.path.index(match.entity) :]
    told = Evidence(True, OVER_OWNERS, _told(step, links), step.standing.sources[0])  # noqa: FBT003
    return replace(
        match,
        path=(match.company, *between, *family),
        evidence=(*match.evidence, told),
    )


def _to(entity: str, node: str, links: Links, as_of: date | None) -> Step | None:
    """Return the way up that tells most, on the day of our knowledge, else on any day."""
    for on in dict.fromkeys((as_of, None)):
        steps = links.walk(node, on, as_of or date.max).steps
        found = [step for step in steps if step.node == entity]
        if found:
            return min(found, key=_telling)
    return None


def _telling(step: Step) -> tuple[bool, Decimal, int]:
    share = step.share.least if step.share is not None else NOTHING
    return step.control is not True, -share, len(step.path)


def _told(step: Step, links: Links) -> str:
    said = sentence(
        "It is owned over {path}: {share}, {control}.",
        path=" <- ".join(map(links.imported.told, step.path)),
        share=step.share.told() if step.share is not None else sentence("share not known"),
        control=sentence("control") if step.control else sentence("control not known"),
    )
    return joined(" ", (said, sentence("{note}.", note=step.note))) if step.note else said
