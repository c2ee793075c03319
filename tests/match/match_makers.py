"""What the tests of matching share: the catalogue, records, small vendors."""

from datetime import date

from countersight.catalogue import load
from countersight.ids import CiteId, VendorId
from countersight.match import Matcher
from countersight.model.match import Answer, Match
from countersight.model.record import Origin, Record, RecordKind
from countersight.model.values import PartialDate
from countersight.model.vendor import (
    Basis,
    Checked,
    Name,
    NameKind,
    Source,
    Tie,
    Vendor,
    VendorKind,
)
from countersight.wiring.names import near_names

CATALOGUE = load()
VENDORS = tuple(CATALOGUE.vendors.values())
MATCHER = Matcher(VENDORS, near=near_names)
PAGE = CiteId("page")


def record(name: str, kind: str = "supplier", **fields: str) -> Record:
    return Record(RecordKind(kind), name, Origin("a.csv", row=2), tuple(fields.items()))


def answer(name: str, kind: str = "supplier", **fields: str) -> Answer:
    return MATCHER.answer(record(name, kind, **fields))


def device(maker: str = "", **fields: str) -> Answer:
    columns = {"maker": maker, **fields} if maker else fields
    return answer(maker, "device", **columns)


def the_match(told: Answer) -> Match:
    (found,) = told.matches
    return found


def kinds(match: Match, *, speaks_for: bool = True) -> set[str]:
    return {each.kind for each in match.evidence if each.speaks_for is speaks_for}


def name(text: str, kind: NameKind = NameKind.LEGAL, until: str = "") -> Name:
    ends = PartialDate.parse(until) if until else None
    return Name(text, "Latn", kind, PAGE, Checked.READ, until=ends)


def tie(  # noqa: PLR0917
    role: str,
    other: str,
    since: str = "",
    until: str = "",
    percent: object = None,
    basis: Basis = Basis.STATED,
    called: str = "",
) -> Tie:
    return Tie(
        role,
        basis,
        PAGE,
        Checked.READ,
        vendor=None if called else VendorId(other),
        name=called,
        percent=percent,  # type: ignore[arg-type]
        since=PartialDate.parse(since) if since else None,
        until=PartialDate.parse(until) if until else None,
    )


def vendor(key: str, *ties: Tie, names: tuple[Name, ...] = (), **fields: object) -> Vendor:
    return Vendor(
        id=VendorId(key),
        name=key.title(),
        kind=VendorKind.FAMILY,
        country="CN",
        summary="A vendor.",
        verified_on=date(2026, 11, 23),
        names=names or (name(f"{key.title()} Ltd"),),
        sources=(Source(PAGE, "A page", "https://example.org"),),
        ties=ties,
        **fields,  # type: ignore[arg-type]
    )
