"""Vendor files: which sections and fields they have, and what the model makes of them.

An entry says what a source prints and how that was checked; it never says what a reader must
do. A name, identifier, tie, listing or namesake without a source of its file is an error.
"""

from countersight.catalogue.fields import Field, Section, many, one
from countersight.catalogue.identifiers import SCHEMES, check
from countersight.catalogue.readers import (
    country,
    date_order,
    day,
    matching,
    member,
    partial_date,
    percent,
    several,
    slug,
    some,
    text,
    truth,
    word,
)
from countersight.messages import sentence
from countersight.model.values import PartialDate
from countersight.model.vendor import (
    Basis,
    Checked,
    Disagreement,
    Identifier,
    Listing,
    ModelMark,
    Name,
    NameKind,
    Namesake,
    Placing,
    Source,
    Tie,
    Vendor,
    VendorKind,
)

ROLES = (
    "acquirer",
    "affiliate",
    "affiliate_unproven",
    "former_affiliate",
    "former_holding",
    "former_parent",
    "former_shareholder",
    "former_subsidiary",
    "former_unit",
    "joint_venture",
    "parent",
    "predecessor",
    "representative",
    "same_brand",
    "shareholder",
    "sister",
    "subsidiary",
    "successor",
    "ultimate_parent",
)
"""What the OTHER company of a tie can be to the vendor."""

SCRIPTS = ("Arab", "Cyrl", "Hans", "Hant", "Hebr", "Jpan", "Kore", "Latn", "Thai")
"""ISO 15924 codes of the scripts in which names are kept."""

HOW = ("named", "unit", "class", "proceeding")
"""How a list prints the vendor."""

mark = matching(
    r"(?=(.*[A-Za-z0-9#]){2})[A-Za-z0-9#_./ -]{2,40}",
    sentence('Write how the models begin, two letters or more, # for one digit: "DS-7###NI"'),
)


def _identifier(**values: str) -> Identifier:
    check(values["scheme"], values["value"])
    return Identifier(**values)  # type: ignore[arg-type]


def _pair(scheme: str, value: str) -> tuple[str, str]:
    check(scheme, value)
    return scheme, value


def _spelling(text: str, script: str) -> tuple[str, str]:
    return text, script


def _tie(listed: Placing | None = None, **values: object) -> Tie:
    if ("vendor" in values) == ("name" in values):
        raise ValueError(
            sentence("a tie names either a vendor of the catalogue or a company by name")
        )
    since, until = values.get("since"), values.get("until")
    if isinstance(since, PartialDate) and isinstance(until, PartialDate):
        date_order(since.earliest, until.latest)
    places = () if listed is None else (listed,)
    return Tie(listed=places, **values)  # type: ignore[arg-type]


def _listing(**values: object) -> Listing:
    listing = Listing(**values)  # type: ignore[arg-type]
    if listing.until is not None:
        date_order(listing.since.earliest, listing.until.latest)
    return listing


def _namesake(status: str, country: str = "", **values: str) -> Namesake:
    return Namesake(resolved=status == "different", country=country, **values)  # type: ignore[arg-type]


SOURCED = (
    Field("source", text, required=True),
    Field("checked", member(Checked), required=True),
)
PERIOD = (Field("from", partial_date, into="since"), Field("until", partial_date))
PAIR = Section(
    _pair,
    (Field("scheme", word(SCHEMES), required=True), Field("value", text, required=True)),
)
SPELLING = Section(
    _spelling,
    (Field("text", text, required=True), Field("script", word(SCRIPTS), required=True)),
)
PLACING = Section(
    Placing,
    (
        Field("list", text, required=True),
        Field("from", partial_date, required=True, into="since"),
        Field("until", partial_date),
        Field("ref", text),
        Field("restated", several(day)),
    ),
)
NAME = Section(
    Name,
    (
        Field("text", text, required=True),
        Field("script", word(SCRIPTS), required=True),
        Field("kind", member(NameKind), required=True),
        Field("until", partial_date),
        Field("note", text),
        *SOURCED,
    ),
)
IDENTIFIER = Section(
    _identifier,
    (
        Field("scheme", word(SCHEMES), required=True),
        Field("value", text, required=True),
        Field("holder", text),
        Field("note", text),
        *SOURCED,
    ),
)
TIE = Section(
    _tie,
    (
        Field("role", word(ROLES), required=True),
        Field("basis", member(Basis), required=True),
        Field("vendor", text),
        Field("name", text),
        Field("names", many(SPELLING, "text")),
        Field("country", country),
        Field("percent", percent),
        *PERIOD,
        Field("identifiers", many(PAIR, "value")),
        Field("listed", one(PLACING)),
        Field("note", text),
        Field("also_sources", several(text)),
        *SOURCED,
    ),
)
LISTING = Section(
    _listing,
    (
        Field("list", text, required=True),
        Field("entry", text, required=True),
        Field("how", word(HOW), required=True),
        Field("from", partial_date, required=True, into="since"),
        Field("until", partial_date),
        Field("ref", text),
        Field("restated", several(day)),
        Field("also_written", several(text)),
        Field("note", text),
        *SOURCED,
    ),
)
NAMESAKE = Section(
    _namesake,
    (
        Field("name", text, required=True),
        Field("script", word(SCRIPTS), required=True),
        Field("country", country),
        Field("industry", text, required=True),
        Field("apart", text, required=True),
        Field("status", word(("different", "unresolved")), required=True),
        *SOURCED,
    ),
)
MODEL = Section(
    ModelMark,
    (
        Field("prefix", mark, required=True),
        Field("only_with_maker", truth),
        Field("note", text),
        *SOURCED,
    ),
)
DISAGREEMENT = Section(
    Disagreement,
    (
        Field("what", text, required=True),
        Field("follows", text, required=True),
        Field("sources", some(text), required=True),
    ),
)
SOURCE = Section(
    Source,
    (
        Field("id", text, required=True),
        Field("publication", text, required=True),
        Field("address", text, required=True),
        Field("date", partial_date),
    ),
)
VENDOR = Section(
    Vendor,
    (
        Field("id", slug, required=True),
        Field("name", text, required=True),
        Field("kind", member(VendorKind), required=True),
        Field("family", text),
        Field("country", country, required=True),
        Field("verified_on", day, required=True),
        Field("summary", text, required=True),
        Field("gaps", several(text)),
        Field("ambiguous", several(text)),
        Field("names", many(NAME, "text"), required=True),
        Field("identifier", many(IDENTIFIER, "scheme"), into="identifiers"),
        Field("tie", many(TIE, "name"), into="ties"),
        Field("listing", many(LISTING, "list"), into="listings"),
        Field("namesake", many(NAMESAKE, "name"), into="namesakes"),
        Field("model", many(MODEL, "prefix"), into="models"),
        Field("conflict", many(DISAGREEMENT), into="disagreements"),
        Field("source", many(SOURCE), required=True, into="sources"),
    ),
)
"""A vendor file. The table of the fields is the reference of the format."""
