"""The face that every peer shows: a list and queries in, the best candidates out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """An entry or a query, as read from the load."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name and the aliases."""
        return (self.name, *self.aliases)


Found = tuple[str, str, float]
"""Query identifier, entry identifier, score."""

Peer = Callable[[Sequence[Row], Sequence[Row], int], Iterable[Found]]
"""`peer(entries, queries, k)` yields up to k candidates a query, best first for each query."""


def exploded(entries: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Return every name of every entry, and the identifiers that they belong to."""
    pairs = [(name, entry.id) for entry in entries for name in entry.names]
    return [name for name, _ in pairs], [entry_id for _, entry_id in pairs]


def best_of_each(query_id: str, found: Iterable[tuple[str, float]], k: int) -> list[Found]:
    """Return the first *k* entries of candidates that are best first, each entry once."""
    scores: dict[str, float] = {}
    for entry_id, score in found:
        scores.setdefault(entry_id, score)
    return [(query_id, entry_id, score) for entry_id, score in list(scores.items())[:k]]
