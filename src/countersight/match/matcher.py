"""One record against the catalogue: which companies it names, in which state, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from countersight.ids import VendorId
from countersight.match.aliases import aliases, family_path
from countersight.match.comparing import Names
from countersight.match.gate import Barred, bar_words
from countersight.match.gathering import NAMING, Gatherer, Known
from countersight.match.identifiers import Identifiers
from countersight.match.nearness import Makes
from countersight.match.ownership import Imported, Links, widened
from countersight.match.ownership.paths import with_path
from countersight.match.things import Mentions, Models
from countersight.model.facts import Owner
from countersight.model.match import Answer, Match, State
from countersight.model.record import Record
from countersight.model.vendor import Vendor
from countersight.normalise.splitting import split

LOOKED_AT: Final = ("name", "maker", "brand", "model", "identifier", "description")
"""The columns that matching looks at."""


class Glance(StrEnum):
    """What one value of one column may tell."""

    NOTHING = "nothing"
    """It names nothing of the catalogue, by itself or beside other values."""
    PERHAPS = "perhaps"
    """It asks for the answer to the whole record."""
    WITHHELD = "withheld"
    PERSON = "person"


class Matcher:
    """Answers which catalogued company a record is.

    Args of the constructor: the vendors, in any order; the day of our knowledge, after which
    nothing of the catalogue is known yet (None: all of it is); what makes the kernels ready
    to be asked (``nearest.NearNames``; None: names are met word by word alone); links of
    ownership that were imported. The same record gets the same answer, alone or among others.

    >>> from countersight.catalogue import load
    >>> from countersight.model.record import Origin, Record, RecordKind
    >>> matcher = Matcher(load().vendors.values())
    >>> record = Record(RecordKind.SUPPLIER, "HIKVISION UK LTD", Origin("a.csv", row=2))
    >>> match = matcher.answer(record).matches[0]
    >>> match.entity, match.state.value, match.relation.value, match.path
    ('hikvision', 'match', 'subsidiary', ('HIKVISION UK LIMITED', 'hikvision'))
    """

    def __init__(
        self,
        vendors: Iterable[Vendor],
        as_of: date | None = None,
        near: Makes | None = None,
        imported: Imported | None = None,
    ) -> None:
        ordered = sorted(vendors, key=lambda vendor: vendor.id)
        self.links = Links(ordered, imported)
        self._as_of = as_of
        if imported is not None:
            ordered = widened(ordered, imported, as_of)
        by_id: Mapping[VendorId, Vendor] = {vendor.id: vendor for vendor in ordered}
        names = aliases(ordered, as_of)
        paths = {vendor.id: family_path(vendor, by_id) for vendor in ordered}
        self._names = Names(ordered, names, near)
        self._models = Models(ordered)
        self._mentions = Mentions(names)
        self._identifiers = Identifiers(ordered, as_of)
        self._gatherer = Gatherer(
            Known(by_id, paths, self._names, self._models, self._mentions, self._identifiers)
        )
        self._glances: Mapping[str, Callable[[str], Glance]] = {
            **dict.fromkeys(NAMING, self._glance_name),
            "model": self._glance_model,
            "identifier": self._glance_identifier,
            "description": self._glance_description,
        }

    def glance(self, column: str, value: str) -> Glance:
        """Tell cheaply what one value of a column may tell; exact.

        When the glance at every looked-at value of a record is ``NOTHING``, its answer is
        ``no_match``, or ``not_checked`` for want of a name.

        >>> Matcher([]).glance("name", "Mrs A Example").value
        'person'
        """
        look = self._glances.get(column)
        return Glance.NOTHING if look is None or not value else look(value)

    def glances(self, column: str, values: Sequence[str]) -> list[Glance]:
        """Tell what many values of a column may tell, each as ``glance`` does."""
        if column in NAMING:
            self._names.prepare(values)
        return [self.glance(column, value) for value in values]

    def answer(self, record: Record) -> Answer:
        """Return which catalogued companies a record names, with the evidence.

        ``matches`` are those in state ``match`` or ``review``, best first. Where there is
        none and a namesake was met, they are what was cleared, in state ``no_match``.
        """
        gathered = self._gatherer.of(record)
        standing = [match for match in gathered.matches if match.state is not State.NO_MATCH]
        if standing:
            state = State.MATCH if standing[0].state is State.MATCH else State.REVIEW
            told = (with_path(match, self.links, self._as_of) for match in standing)
            return Answer(state, "", tuple(told))
        if gathered.reason is not None:
            return Answer(State.NOT_CHECKED, gathered.reason.value)
        return Answer(State.NO_MATCH, "", gathered.matches)

    def owners(self, match: Match, on: date | None, as_of: date) -> tuple[Owner, ...]:
        """Return who owns what the match named, near and far, on a day (None: not known)."""
        return self.links.owners(match, on, as_of)

    def _glance_name(self, value: str) -> Glance:
        words = split(value)
        barred = bar_words(value, words)
        if barred is Barred.NO_NAME:
            return Glance.NOTHING
        if barred is None:
            met = self._names.anything(value, words) and self._gatherer.read(value)
            return Glance.PERHAPS if met else Glance.NOTHING
        if self._gatherer.stands_over(barred, value):
            return Glance.PERHAPS
        return Glance(barred.value)

    def _glance_model(self, value: str) -> Glance:
        met = self._models.of(value) or self._mentions.of(value)
        return Glance.PERHAPS if met else Glance.NOTHING

    def _glance_identifier(self, value: str) -> Glance:
        return Glance.PERHAPS if self._identifiers.of(value) else Glance.NOTHING

    def _glance_description(self, value: str) -> Glance:
        return Glance.PERHAPS if self._mentions.of(value) else Glance.NOTHING
