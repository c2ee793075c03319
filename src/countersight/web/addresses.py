"""Addresses of filtered lists: shareable, the same for the same choice."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from countersight.model.office import Filter


def query(wanted: Filter, start: int = 0) -> str:
    """Return the query of an address; empty where nothing is chosen.

    >>> query(Filter({"state": ("match", "review")}, "acme"), 50)
    '?q=acme&state=match&state=review&start=50'
    """
    pairs: list[tuple[str, str]] = [("q", wanted.words)] if wanted.words else []
    for facet, values in sorted(wanted.facets.items()):
        pairs += [(facet, value) for value in sorted(values)]
    if start:
        pairs.append(("start", str(start)))
    return f"?{urlencode(pairs)}" if pairs else ""


def earlier(start: int, size: int, shown: int) -> int | None:
    """Return where the page before begins; None on the first.

    Behind the end there is nothing, and just before it may be nothing too: the first page is.

    >>> earlier(100, 50, 3), earlier(10**9, 50, 0), earlier(0, 50, 3)
    (50, 0, None)
    """
    if not start:
        return None
    return max(start - size, 0) if shown else 0


def toggled(wanted: Filter, facet: str, value: str) -> Filter:
    """Return the filter with a value chosen, or no longer chosen.

    >>> toggled(Filter({"state": ("match",)}), "state", "match").facets["state"]
    ()
    """
    chosen = wanted.facets.get(facet, ())
    told = tuple(each for each in chosen if each != value)
    if value not in chosen:
        told = (*chosen, value)
    return Filter({**wanted.facets, facet: told}, wanted.words)


def chosen(
    order: Iterable[str], given: Mapping[str, tuple[str, ...]], words: str, most: int
) -> Filter:
    """Return the filter that an address asks for; of each facet no more than *most* values."""
    facets = {facet: given[facet][:most] for facet in order if given.get(facet)}
    return Filter(facets, words.strip())


def own(address: str) -> str:
    """Return an address of this server; another's is not led to.

    >>> own("/review?at=2"), own("//evil.example"), own("https://evil.example")
    ('/review?at=2', '/', '/')
    """
    is_own = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_own else "/"
