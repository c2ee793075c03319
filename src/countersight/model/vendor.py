"""A vendor as the catalogue knows it: names, identifiers, ties, listings, namesakes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from countersight.ids import CiteId, VendorId
from countersight.model.values import PartialDate


class Checked(StrEnum):
    """How a fact was checked; a file never claims more than was read."""

    READ = "read"
    """A copy of the source was read."""
    SECONDARY = "secondary"
    """Only a report of the source was read."""
    MEMORY = "memory"
    """Not verified."""


class NameKind(StrEnum):
    """What a recorded name is."""

    LEGAL = "legal"
    SHORT = "short"
    BRAND = "brand"
    PRODUCT = "product"
    FORMER = "former"
    LISTED = "listed"
    """As a list prints it."""
    REGISTRY = "registry"
    """As IEEE or IANA prints it."""
    TRANSLITERATION = "transliteration"
    ALIAS = "alias"


class VendorKind(StrEnum):
    """What a vendor is to its family."""

    FAMILY = "family"
    PARENT = "parent"
    AFFILIATE = "affiliate"
    FORMER_AFFILIATE = "former_affiliate"
    CONTROL = "control"
    """A known maker that no list read here names; known so that a match can say so."""


class Basis(StrEnum):
    """What a tie between two companies rests on."""

    STATED = "stated"
    """The source says the tie."""
    LISTED_TOGETHER = "listed_together"
    """One rule lists both as one family."""
    NAME_ONLY = "name_only"
    """A registry prints a name that shares the maker's; the tie is inferred."""
    RESEARCH_NOTE = "research_note"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Name:
    """One name in one script."""

    text: str
    script: str
    """ISO 15924."""
    kind: NameKind
    source: CiteId
    checked: Checked
    note: str = ""
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier that was read in a source; none is guessed."""

    scheme: str
    value: str
    source: CiteId
    checked: Checked
    holder: str = ""
    """The company that has it, where that is not the vendor itself."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """A company's place on a list, of a company without a file of its own."""

    list: str
    since: PartialDate
    until: PartialDate | None = None
    """Last day on the list."""
    ref: str = ""
    restated: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A dated tie to another company; ``role`` is what the OTHER is to this vendor."""

    role: str
    """parent, subsidiary, affiliate, joint_venture, former_parent, acquirer, ..."""
    basis: Basis
    source: CiteId
    checked: Checked
    vendor: VendorId | None = None
    """The other company, where it has a file of its own."""
    name: str = ""
    """The other company's name, where it has none."""
    names: tuple[tuple[str, str], ...] = ()
    """Further spellings as pairs of text and script."""
    country: str = ""
    percent: Decimal | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    """Pairs of scheme and value."""
    listed: tuple[Placing, ...] = ()
    """The other company's own places on lists."""
    note: str = ""
    also_sources: tuple[CiteId, ...] = ()
    """Further sources that say parts of it."""
    is_imported: bool = False
    """It comes from a file of owners: nobody looked for others that bear its name."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list prints of the vendor; never what a reader must do."""

    list: str
    entry: str
    how: str
    """named, unit, class or proceeding."""
    since: PartialDate
    source: CiteId
    checked: Checked
    until: PartialDate | None = None
    ref: str = ""
    restated: tuple[date, ...] = ()
    also_written: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A real other thing with a like name, and what tells them apart."""

    name: str
    script: str
    country: str
    industry: str
    apart: str
    resolved: bool
    """False when it is not known whether the two belong together; a person must look."""
    source: CiteId
    checked: Checked


@dataclass(frozen=True, slots=True)
class ModelMark:
    """How a maker writes some of its models."""

    prefix: str
    """How they begin; ``#`` stands for one digit, and separators do not count."""
    source: CiteId
    checked: Checked
    only_with_maker: bool = False
    """Other makers write like it: it speaks only beside the maker's name."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that disagree, and which of them the file follows."""

    what: str
    follows: str
    sources: tuple[CiteId, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that facts were taken from."""

    id: CiteId
    publication: str
    address: str
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Vendor:
    """A maker or supplier in the catalogue."""

    id: VendorId
    name: str
    kind: VendorKind
    country: str
    """ISO 3166-1 alpha-2 of the company named."""
    summary: str
    verified_on: date
    names: tuple[Name, ...]
    sources: tuple[Source, ...]
    family: VendorId | None = None
    identifiers: tuple[Identifier, ...] = ()
    ties: tuple[Tie, ...] = ()
    listings: tuple[Listing, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    gaps: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    """Names shared with unrelated firms: alone they ask for a second look, no more."""
    models: tuple[ModelMark, ...] = ()
