"""What the catalogue knows of an entity that a record may be: facts, and never a duty."""

from dataclasses import dataclass

from countersight.ids import VendorId
from countersight.model.facts import Truth
from countersight.model.values import PartialDate
from countersight.model.vendor import Basis, Checked


@dataclass(frozen=True, slots=True)
class Listed:
    """What one list prints of a company; what a reader must do is another question."""

    list: str
    """Id of the list, such as ``us-1260h``."""
    company: str
    """Whom the list prints: the entity's name, or that of a company tied to it."""
    entry: str
    """As the list writes it; empty where that was not read."""
    stands: Truth
    """Whether the list still prints it on the day of asking; unknown where days are partial."""
    since: PartialDate
    until: PartialDate | None = None
    """Last day on the list."""
    ref: str = ""
    source: str = ""
    """The catalogue source it rests on, as ``vendor/source-id``."""
    publication: str = ""
    """That source by its name."""
    address: str = ""
    checked: Checked = Checked.MEMORY


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie of the entity to another company; ``role`` is what the other is to the entity."""

    role: str
    company: str
    vendor: VendorId | None
    basis: Basis
    since: PartialDate | None
    until: PartialDate | None
    source: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Background:
    """The lists, the family and the ties of one entity, on one day of knowledge."""

    entity: VendorId
    name: str
    listings: tuple[Listed, ...]
    """Those of the company that the record names come first."""
    family: VendorId | None = None
    """The vendor whose family it belongs to, where it has one."""
    ties: tuple[Tied, ...] = ()
