"""One company, and all that is known of who owns it: what a person asks for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from countersight.ids import VendorId, company_id
from countersight.match.ownership.imported import UNKNOWN, Imported
from countersight.match.ownership.walking import Links, Step, Walk
from countersight.messages import sentence
from countersight.model.facts import Owner
from countersight.model.vendor import Vendor
from countersight.normalise import fold


@dataclass(frozen=True, slots=True)
class Total:
    """What one owner holds on all ways together."""

    node: str
    ways: int
    least: Decimal
    most: Decimal | None
    """None where the share of a way is not known."""
    control: bool | None
    over: bool = False
    """It is more than ``least``."""
    under: bool = False
    """It is less than ``most``."""


@dataclass(frozen=True, slots=True)
class Company:
    """One company, and all ways up from it."""

    node: str
    walk: Walk
    country: str = ""
    identifiers: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Total, ...]:
        """What each owner holds, in the order in which they were met."""
        ways: dict[str, list[Step]] = {}
        for step in self.walk.steps:
            ways.setdefault(step.node, []).append(step)
        return tuple(_total(node, steps) for node, steps in ways.items())


def _total(node: str, steps: list[Step]) -> Total:
    shares = [step.share for step in steps if step.share is not None]
    whole = len(shares) == len(steps)
    return Total(
        node,
        len(steps),
        sum((share.least for share in shares), Decimal(0)),
        sum((share.most for share in shares), Decimal(0)) if whole else None,
        True if any(step.control for step in steps) else None,
        any(share.over for share in shares),
        any(share.under for share in shares),
    )


class Companies:
    """The companies of a catalogue and of imported files, by whatever they are asked for."""

    def __init__(self, vendors: Iterable[Vendor], imported: Imported, as_of: date) -> None:
        self._vendors: Mapping[str, Vendor] = {vendor.id: vendor for vendor in vendors}
        self.imported = imported
        self.as_of = as_of
        self.links = Links(self._vendors.values(), imported)
        self._tied: dict[str, str] = {
            company_id(tie.name): tie.name
            for vendor in self._vendors.values()
            for tie in vendor.ties
            if tie.vendor is None
        }

    def label(self, node: str) -> str:
        """Return how a company is called; of a person and of an unknown owner what it is."""
        vendor = self._vendors.get(node)
        if vendor is not None:
            return vendor.name
        return self._tied.get(node) or self.imported.label(node)

    def find(self, text: str) -> tuple[Company, ...]:
        """Return the companies that a text names: an id, a number, or a whole name."""
        return tuple(map(self.company, self.nodes(text)))

    def nodes(self, text: str) -> tuple[str, ...]:
        """Return the nodes of the companies that a text names."""
        return tuple(dict.fromkeys((*self._of_catalogue(text), *self.imported.find(text))))

    def owners(self, text: str, on: date | None) -> tuple[Owner, ...] | None:
        """Return who owns the one company that a text names on a day.

        None where nobody is called so, or no owner is told; where several companies are, an
        owner of whom nobody knows who it is.
        """
        nodes = self.nodes(text)
        if len(nodes) > 1:
            said = sentence("several companies are called so")
            return (Owner(VendorId(UNKNOWN), path=(text, UNKNOWN), note=said),)
        found = (self.links.owners_of(node, on, self.as_of) for node in nodes)
        return next(found, None) or None

    def company(self, node: str) -> Company:
        """Return a company with its owners on the day."""
        walk = self.links.walk(node, self.as_of, self.as_of)
        vendor, party = self._vendors.get(node), self.imported.party(node)
        if vendor is not None:
            numbers = tuple(f"{i.scheme}:{i.value}" for i in vendor.identifiers if not i.holder)
            return Company(node, walk, vendor.country, numbers)
        if party is not None:
            return Company(node, walk, party.country, party.identifiers)
        return Company(node, walk)

    def _of_catalogue(self, text: str) -> Iterator[str]:
        if text in self._vendors or text in self._tied:
            yield text
            return
        folded = fold(text)
        if not folded.words:
            return
        for node, vendor in self._vendors.items():
            if any(fold(name.text) == folded for name in vendor.names):
                yield node
        yield from (node for node, name in self._tied.items() if fold(name) == folded)

    def names(self) -> Iterator[str]:
        """Yield the names by which companies can be asked for."""
        yield from self._vendors
        yield from self._tied.values()
        yield from (party.name for party in self.imported.owners.parties.values() if party.name)
