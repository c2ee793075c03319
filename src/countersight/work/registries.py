"""Registries of MAC prefixes: which one a new edition replaces, and what is odd about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from countersight.errors import CatalogueError
from countersight.messages import sentence
from countersight.model.signature import MacRegistry

SHRUNK: Final = 0.9
"""Registries grow; one with a smaller share of the blocks of the last may be cut off."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A registry that was loaded, and what stood in its place."""

    registry: MacRegistry
    before: MacRegistry | None
    warnings: tuple[str, ...]
    path: Path | None = None
    """Where it is kept, once it is."""


def blocks_of(registry: MacRegistry) -> int:
    """Return how many blocks a registry has."""
    return sum(len(holder.blocks) for holder in registry.holders)


def lengths_of(registry: MacRegistry) -> frozenset[int]:
    """Return the lengths of its blocks, in bits.

    >>> from countersight.model.signature import Holder
    >>> from countersight.model.values import PartialDate
    >>> one = MacRegistry("r", PartialDate.parse("2026"), "s", (Holder("A", ("001122",)),))
    >>> lengths_of(one)
    frozenset({24})
    """
    return frozenset(len(b) * 4 for holder in registry.holders for b in holder.blocks)


def replacing(registry: MacRegistry, held: Iterable[MacRegistry], today: date) -> Kept:
    """Return what loading a registry comes to, with what a person should know.

    Raises:
        CatalogueError: it is of a day to come.
    """
    if registry.date.earliest > today:
        said = sentence(
            "{source}: is dated {date}, and today is {today}",
            source=registry.source,
            date=registry.date,
            today=today,
        )
        raise CatalogueError(said, hint=sentence("Say its day with --date."))
    before = next((each for each in held if lengths_of(each) == lengths_of(registry)), None)
    return Kept(registry, before, tuple(_warnings(registry, before, today)))


def _warnings(registry: MacRegistry, before: MacRegistry | None, today: date) -> Iterable[str]:
    if stale := registry.staleness(today):
        yield sentence("it {stale}", stale=stale)
    if before is None:
        return
    if registry.date.latest < before.date.earliest:
        yield sentence("it is older than the one that it replaces, of {date}", date=before.date)
    now, then = blocks_of(registry), blocks_of(before)
    if now < then * SHRUNK:
        yield sentence(
            "it has {now:,} blocks, and the one before had {then:,}; is it whole?",
            now=now,
            then=then,
        )
