"""What the catalogue knows of a matched entity, made ready to be told beside the match.

Nothing is told that was not known on the day of asking: a listing or a tie that began later
is left out. What ended before it is told with its last day.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from countersight.ids import CiteId, VendorId
from countersight.model.background import Background, Listed, Tied
from countersight.model.facts import stands_on
from countersight.model.match import Match
from countersight.model.vendor import Source, Tie, Vendor


class Backgrounds:
    """Tells the background of matches; remembers what it has put together.

    >>> from countersight.catalogue import load
    >>> from countersight.match import Matcher
    >>> from countersight.model.record import Origin, Record, RecordKind
    >>> vendors, day = load().vendors, date(2026, 11, 24)
    >>> record = Record(RecordKind.SUPPLIER, "Kaspersky Lab", Origin("a.csv"))
    >>> [match] = Matcher(vendors.values(), day).answer(record).matches
    >>> told = Backgrounds(vendors, day).of(match)
    >>> told.listings[0].list, str(told.listings[0].since)
    ('us-fcc-covered', '2022-03-25')
    """

    def __init__(self, vendors: Mapping[VendorId, Vendor], as_of: date) -> None:
        self._vendors = vendors
        self._as_of = as_of
        self._told: dict[tuple[VendorId, str], Background] = {}

    def of(self, match: Match) -> Background:
        """Return what is known of the entity, beginning with the company that was met."""
        key = (match.entity, match.company)
        if key not in self._told:
            self._told[key] = self._background(match)
        return self._told[key]

    def _background(self, match: Match) -> Background:
        vendor = self._vendors.get(match.entity)
        if vendor is None:
            return Background(match.entity, match.name, ())
        sources = {source.id: source for source in vendor.sources}
        listings = [*self._own(vendor, sources), *self._tied(vendor, sources)]
        listings.sort(key=lambda each: each.company != match.company)
        ties = tuple(self._ties(vendor))
        return Background(vendor.id, vendor.name, tuple(listings), vendor.family, ties)

    def _own(self, vendor: Vendor, sources: Mapping[CiteId, Source]) -> Iterator[Listed]:
        for each in vendor.listings:
            if each.since.earliest > self._as_of:
                continue
            source = sources.get(each.source)
            yield Listed(
                list=each.list,
                company=vendor.name,
                entry=each.entry,
                stands=stands_on(self._as_of, each.since, each.until),
                since=each.since,
                until=each.until,
                ref=each.ref,
                source=f"{vendor.id}/{each.source}",
                publication=source.publication if source else "",
                address=source.address if source else "",
                checked=each.checked,
            )

    def _tied(self, vendor: Vendor, sources: Mapping[CiteId, Source]) -> Iterator[Listed]:
        """Yield the places on lists of companies without a file of their own."""
        for tie in vendor.ties:
            source = sources.get(tie.source)
            for place in tie.listed:
                if place.since.earliest > self._as_of:
                    continue
                yield Listed(
                    list=place.list,
                    company=self._called(tie),
                    entry="",
                    stands=stands_on(self._as_of, place.since, place.until),
                    since=place.since,
                    until=place.until,
                    ref=place.ref,
                    source=f"{vendor.id}/{tie.source}",
                    publication=source.publication if source else "",
                    address=source.address if source else "",
                    checked=tie.checked,
                )

    def _ties(self, vendor: Vendor) -> Iterator[Tied]:
        for tie in vendor.ties:
            if self._known(tie):
                yield Tied(
                    role=tie.role,
                    company=self._called(tie),
                    vendor=tie.vendor,
                    basis=tie.basis,
                    since=tie.since,
                    until=tie.until,
                    source=f"{vendor.id}/{tie.source}",
                    checked=tie.checked,
                )

    def _known(self, tie: Tie) -> bool:
        return tie.since is None or tie.since.earliest <= self._as_of

    def _called(self, tie: Tie) -> str:
        other = self._vendors.get(tie.vendor) if tie.vendor is not None else None
        return other.name if other is not None else tie.name or str(tie.vendor)
