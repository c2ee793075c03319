"""Properties and types: what may be said beside a name, and what can be fetched of an entity.

One table for both, so that a column that is asked with and one that is fetched are called the
same. ``column`` is the column of a record that matching looks at; what matching does not look
at is not offered for asking.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from countersight.model.vendor import Vendor, VendorKind
from countersight.normalise.words import country_of


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of entity."""

    id: str
    name: str
    description: str
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """What may be said of an entity."""

    id: str
    name: str
    description: str
    column: str = ""
    """The column of a record that it fills; empty where it can only be fetched."""
    scheme: str = ""
    """Of an identifier."""
    is_told: bool = True
    """It can be fetched."""


ORGANISATION: Final = "organisation"
_TYPES: Final = (
    Type(ORGANISATION, "Organisation", "An entry of the catalogue, whatever its kind."),
    Type(
        VendorKind.FAMILY.value,
        "Maker",
        "A maker, or the head of a family of companies.",
        ORGANISATION,
    ),
    Type(
        VendorKind.PARENT.value,
        "Parent",
        "A company that holds makers of the catalogue.",
        ORGANISATION,
    ),
    Type(
        VendorKind.AFFILIATE.value,
        "Affiliate",
        "A company that belongs to a family of the catalogue.",
        ORGANISATION,
    ),
    Type(
        VendorKind.FORMER_AFFILIATE.value,
        "Former affiliate",
        "A company that belonged to a family of the catalogue.",
        ORGANISATION,
    ),
    Type(
        VendorKind.CONTROL.value,
        "Known maker on no list",
        "A known maker that no list read for the catalogue names.",
        ORGANISATION,
    ),
)
TYPES: Final[Mapping[str, Type]] = MappingProxyType({each.id: each for each in _TYPES})
"""Every type by its id; each entity has the first, and that of its own kind."""

_SCHEMES: Final = (
    ("lei", "LEI"),
    ("uscc", "Unified social credit code (China)"),
    ("isin", "ISIN"),
    ("stock", "Stock exchange and code"),
    ("gb-coh", "Companies House number (United Kingdom)"),
    ("hk-cr", "Companies Registry number (Hong Kong)"),
    ("siren", "SIREN (France)"),
    ("de-hr", "Handelsregister number (Germany)"),
    ("tw-ubn", "Unified business number (Taiwan)"),
    ("vat", "VAT number"),
    ("ofac", "OFAC number"),
    ("wikidata", "Wikidata"),
    ("iana-pen", "IANA private enterprise number"),
    ("cpe-vendor", "CPE vendor"),
)
_ASKED: Final = (
    Property("country", "Country", "As a code (ISO 3166-1) or by name.", "country"),
    Property(
        "place",
        "Place",
        "A city or an address; the country that it tells counts.",
        "country",
        is_told=False,
    ),
    Property(
        "identifier",
        "Identifiers",
        "Numbers with their registers, such as LEI:529900T8BM49AURSDO55.",
        "identifier",
    ),
    *(
        Property(scheme, name, "A number, as its register writes it.", "identifier", scheme)
        for scheme, name in _SCHEMES
    ),
    Property(
        "industry",
        "Industry",
        "Words, or codes of the CPV.",
        "description",
        is_told=False,
    ),
    Property(
        "products",
        "Products",
        "What was bought or is sold, in words.",
        "description",
        is_told=False,
    ),
    Property("brand", "Brand", "A brand beside the name.", "brand"),
    Property("model", "Model", "The model of a device.", "model", is_told=False),
)
_TOLD: Final = (
    Property("name", "Names", "Names in every script recorded."),
    Property("kind", "Kind", "What it is to its family."),
    Property("summary", "Summary", "What it is, in a sentence."),
    Property("family", "Family", "The head of its family."),
    Property("parent", "Parents and owners", "Who holds it, and since when."),
    Property("subsidiary", "Companies that it holds", "Each with its dates."),
    Property("affiliate", "Affiliates", "Companies tied to it otherwise."),
    Property("list", "Lists that name it", "Each with its dates."),
    Property(
        "restriction",
        "Restrictions that target it",
        "By name or by list, not by ownership; none of this says what binds you.",
    ),
    Property("verified", "Verified on", "The day on which its entry was compared."),
)
PROPERTIES: Final[Mapping[str, Property]] = MappingProxyType(
    {each.id: each for each in (*_ASKED, *_TOLD)}
)
"""Every property by its id."""
SINGLE: Final = frozenset({"country", "brand"})
"""Columns that take one value."""
_CODE: Final = re.compile(r"(?:cpv\W*)?(\d{8})(?:-\d)?", re.IGNORECASE)
_PARTED: Final = re.compile(r"[,;\n]")


def types_of(vendor: Vendor) -> tuple[Type, ...]:
    """Return the types of an entity: what all are, and its own kind."""
    return TYPES[ORGANISATION], TYPES[vendor.kind.value]


def fields_of(
    said: Iterable[tuple[Property, str]],
) -> tuple[Mapping[str, Sequence[str]], frozenset[str]]:
    """Return the columns of a record that properties fill, and which told something.

    Of a column that takes one value, the first counts.

    >>> fields_of([(PROPERTIES["lei"], "529900T8BM49AURSDO55")])[0]
    {'identifier': ['lei:529900T8BM49AURSDO55']}
    >>> fields_of([(PROPERTIES["place"], "Hangzhou, Zhejiang")])[0]
    {'country': ['CN']}
    """
    fields: dict[str, list[str]] = {}
    used: set[str] = set()
    for one, text in said:
        for column, value in _filled(one, text):
            if column in SINGLE and fields.get(column, [value]) != [value]:
                continue
            there = fields.setdefault(column, [])
            if value not in there:
                there.append(value)
            used.add(one.id)
    return fields, frozenset(used)


def _filled(one: Property, text: str) -> Iterable[tuple[str, str]]:
    if one.scheme:
        yield one.column, f"{one.scheme}:{text}"
    elif one.id == "place":
        countries = map(country_of, (text, *reversed(_PARTED.split(text))))
        yield from ((one.column, country) for country in islice(filter(None, countries), 1))
    elif one.id == "industry" and (code := _CODE.fullmatch(text.strip())):
        yield "classification", f"CPV:{code[1]}"
    else:
        yield one.column, text
