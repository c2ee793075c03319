"""Restrictions as FollowTheMoney entities: the makers that they name, and a Sanction for each.

Plain JSON of our own making, in the shape of followthemoney 4 (schemata ``Company``,
``LegalEntity`` and ``Sanction``). A restriction that tells its makers by a test, such as the
country of the brand, names nobody and gives no entity. A Sanction is not a verdict: its
``reason`` says that it depends on who acts.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.ids import VendorId, digest
from countersight.model.catalogue import Catalogue
from countersight.model.restriction import Cite, Cover, Duty, Restriction
from countersight.model.vendor import NameKind, Vendor
from countersight.model.wording import reached_words
from countersight.report.faces import NOTICE
from countersight.report.objects import Plain

PREFIX: Final = "countersight"
_SCHEMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hk-cr": "registrationNumber",
        "isin": "isinCode",
        "lei": "leiCode",
        "ofac": "idNumber",
        "stock": "ticker",
        "uscc": "uscCode",
        "wikidata": "wikidataId",
    }
)
"""Schemes that tell a company; numbers of its products are left out."""
_NAMES: Final[Mapping[NameKind, str]] = MappingProxyType(
    {
        NameKind.LEGAL: "name",
        NameKind.FORMER: "previousName",
        NameKind.SHORT: "weakAlias",
        NameKind.BRAND: "weakAlias",
        NameKind.PRODUCT: "weakAlias",
        NameKind.ALIAS: "alias",
        NameKind.LISTED: "alias",
        NameKind.REGISTRY: "alias",
        NameKind.TRANSLITERATION: "alias",
    }
)
Properties = dict[str, list[str]]


def entities(catalogue: Catalogue) -> Iterator[dict[str, Plain]]:
    """Yield the makers that are named, by id, then a Sanction for each restriction and maker.

    >>> from countersight.catalogue import load
    >>> found = {each["id"]: each["schema"] for each in entities(load())}
    >>> found["countersight-vendor-dahua"]
    'Company'
    """
    restrictions = sorted(catalogue.restrictions.values(), key=lambda each: each.id)
    named = {
        maker: None
        for restriction in restrictions
        for cover in restriction.covers
        for maker, _, _ in _makers(cover, catalogue)
    }
    for maker in sorted(named):
        yield _maker(maker, catalogue.vendors.get(maker))
    for restriction in restrictions:
        for maker, covers in sorted(_by_maker(restriction, catalogue).items()):
            yield _sanction(restriction, maker, covers)


def unnamed(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the restrictions that name no maker, and so give no entity."""
    return tuple(
        str(key)
        for key, restriction in sorted(catalogue.restrictions.items())
        if not _by_maker(restriction, catalogue)
    )


_Stay = tuple[date | None, date | None]


def _makers(
    cover: Cover, catalogue: Catalogue
) -> Iterator[tuple[VendorId, date | None, date | None]]:
    for maker in cover.makers:
        yield maker, None, None
    if cover.maker_list is not None:
        for restriction in catalogue.restrictions.values():
            if restriction.id == cover.maker_list.list:
                for entry in restriction.listings:
                    yield entry.target, entry.since, entry.until


def _by_maker(
    restriction: Restriction, catalogue: Catalogue
) -> dict[VendorId, dict[str, list[_Stay]]]:
    """Return the covers that name each maker, with its stays on a list."""
    found: dict[VendorId, dict[str, list[_Stay]]] = {}
    for cover in restriction.covers:
        for maker, since, until in _makers(cover, catalogue):
            found.setdefault(maker, {}).setdefault(cover.id, []).append((since, until))
    return found


def _maker(key: VendorId, vendor: Vendor | None) -> dict[str, Plain]:
    properties: Properties = {}
    if vendor is None:
        properties["name"] = [key]
        return _entity(_maker_id(key), "LegalEntity", properties)
    _add(properties, "name", vendor.name)
    _add(properties, "country", vendor.country.lower())
    _add(properties, "summary", vendor.summary)
    for name in vendor.names:
        _add(properties, _NAMES[name.kind], name.text)
    for known in vendor.identifiers:
        if not known.holder and known.scheme in _SCHEMES:
            _add(properties, _SCHEMES[known.scheme], known.value)
    for source in vendor.sources:
        if source.address.startswith(("https://", "http://")):
            address = source.address.split()[0].rstrip(",;")  # words may follow it
            _add(properties, "sourceUrl", address)
    _add(properties, "modifiedAt", vendor.verified_on.isoformat())
    return _entity(_maker_id(key), "Company", properties)


def _sanction(
    restriction: Restriction, maker: VendorId, covers: Mapping[str, list[_Stay]]
) -> dict[str, Plain]:
    duties = [each for each in restriction.duties if not covers.keys().isdisjoint(each.covers)]
    properties: Properties = {}
    values = (
        ("entity", _maker_id(maker)),
        ("country", restriction.country.lower()),
        ("authority", restriction.issuer),
        ("program", restriction.title),
        ("programId", restriction.id),
        ("status", restriction.status.value),
        ("reason", f"It depends on who does what, and where. {NOTICE}"),
        ("summary", restriction.summary),
        ("description", f"The makers named{reached_words(restriction.reach)}"),
        ("modifiedAt", restriction.verified_on.isoformat()),
    )
    for name, value in values:
        _add(properties, name, value)
    stays = [stay for several in covers.values() for stay in several]
    for name, day in (*_days(duties), *_stays(stays)):
        _add(properties, name, day.isoformat())
    for duty in duties:
        _add(properties, "provisions", f"{duty.id}: {duty.obligation}")
    for cite in _cited(restriction, duties):
        if cite.url.startswith(("https://", "http://")):
            _add(properties, "sourceUrl", cite.url)
    return _entity(_sanction_id(restriction, maker), "Sanction", properties)


def _days(duties: Iterable[Duty]) -> Iterator[tuple[str, date]]:
    """Yield the first day of any duty, and the last day once all of them have one."""
    several = list(duties)
    starts = [each.since for each in several if each.since is not None]
    ends = [each.until for each in several if each.until is not None]
    if starts:
        yield "startDate", min(starts)
    if ends and len(ends) == len(several):
        yield "endDate", max(ends)


def _stays(stays: Iterable[_Stay]) -> Iterator[tuple[str, date]]:
    for since, _ in stays:
        if since is not None:
            yield "listingDate", since


def _cited(restriction: Restriction, duties: Iterable[Duty]) -> Iterator[Cite]:
    wanted = {cite for duty in duties for cite in duty.cites}
    return (cite for cite in restriction.cites if cite.id in wanted)


def _add(properties: Properties, name: str, value: str) -> None:
    kept = properties.setdefault(name, [])
    if value and value not in kept:
        kept.append(value)


def _entity(key: str, schema: str, properties: Properties) -> dict[str, Plain]:
    told: dict[str, Plain] = {name: list(kept) for name, kept in properties.items() if kept}
    return {"id": key, "schema": schema, "properties": told}


def _maker_id(key: VendorId) -> str:
    return f"{PREFIX}-vendor-{key.replace('_', '.')}"  # no entity's id may have a _


def _sanction_id(restriction: Restriction, maker: VendorId) -> str:
    return f"{PREFIX}-sanction-{digest(f'{restriction.id}/{maker}'.encode())[:40]}"
