"""FollowTheMoney: entities of ``Ownership`` and ``Directorship``, one a line.

https://followthemoney.tech/explorer/schemata/Ownership/. Persons are counted and not named; a
``LegalEntity`` may be a person, and has a name here only where it has a register's number.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from countersight.messages import sentence
from countersight.model.ownership import LinkKind, OwnershipLink, Party, PartyKind, Share
from countersight.model.record import Origin, Problem
from countersight.read.json_text import Json
from countersight.read.ownership.gathering import Gathering, canonical
from countersight.read.ownership.values import Unread, day_of, share_of

FORM: Final = "ftm"
ORGANISATIONS: Final = frozenset({"Company", "Organization", "PublicBody"})
PERSONS: Final = frozenset({"Person"})
PERHAPS: Final = frozenset({"LegalEntity"})
"""Schemata of whom it is not told whether they are persons."""
LINKS: Final[Mapping[str, tuple[str, str, LinkKind]]] = MappingProxyType(
    {
        "Ownership": ("owner", "asset", LinkKind.UNSTATED),
        "Directorship": ("director", "organization", LinkKind.LOOSE),
    }
)
"""Schemata of links: the property of who holds, of what is held, and how it is read."""
NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "leiCode": "lei",
        "uscCode": "uscc",
        "uniqueEntityId": "uei",
        "isin": "isin",
        "vatCode": "vat",
        "cageCode": "cage",
        "wikidataId": "wikidata",
    }
)
"""Properties with an identifier, and its scheme."""
_LONGEST: Final = 10
"""Values of one property that are looked at."""


def is_entity(value: Json) -> bool:
    """Tell whether an object is an entity of FollowTheMoney."""
    return isinstance(value, dict) and "schema" in value and "properties" in value


def entity(value: dict[str, Json], origin: Origin, heard: Gathering) -> None:
    """Take in one entity."""
    name, schema, properties = value.get("id"), value.get("schema"), value.get("properties")
    if not (isinstance(name, str) and isinstance(schema, str) and isinstance(properties, dict)):
        heard.tell(Problem(origin, "bad-entity", sentence("an entity has no id or no schema")))
        return
    if schema in LINKS:
        _link(schema, properties, origin, heard)
    elif schema in PERSONS:
        heard.party(Party(heard.local(name), PartyKind.PERSON))
    elif schema in ORGANISATIONS | PERHAPS:
        _party(name, schema, value, heard)
    else:
        heard.left_out += 1


def _party(name: str, schema: str, value: dict[str, Json], heard: Gathering) -> None:
    properties = value["properties"]
    pairs = [
        (scheme, each) for key, scheme in NUMBERS.items() for each in _all(properties, key)
    ]
    country = next(iter(_all(properties, "jurisdiction") or _all(properties, "country")), "")
    numbers = _all(properties, "registrationNumber")
    code = country[:2].upper()
    if code == "GB":
        pairs += [("gb-coh", each) for each in numbers]
    caption = value.get("caption")
    called = next(iter(_all(properties, "name")), caption if isinstance(caption, str) else "")
    known = canonical(pairs)
    if schema in PERHAPS and not (known or numbers):
        note = sentence("it may be a natural person")
        heard.party(Party(heard.local(name), PartyKind.UNTOLD, country=code, note=note))
        return
    heard.party(Party(heard.local(name), PartyKind.ORGANISATION, called, code, known))


def _link(schema: str, properties: Json, origin: Origin, heard: Gathering) -> None:
    holds, held, kind = LINKS[schema]
    since = next(iter(_all(properties, "startDate")), "")
    until = next(iter(_all(properties, "endDate")), "")
    share = _share(properties, origin, heard)
    first, last = heard.day(day_of, since, origin), heard.day(day_of, until, origin)
    owners, owned = _all(properties, holds), _all(properties, held)
    if not owners or not owned:
        said = sentence("a link does not say who holds, or what is held; it was left out")
        heard.tell(Problem(origin, "bad-entity", said))
    for owner in owners:
        for asset in owned:
            heard.link(
                OwnershipLink(
                    owner=heard.local(owner),
                    owned=heard.local(asset),
                    kind=kind,
                    source=heard.source,
                    origin=origin,
                    share=share,
                    since=first,
                    until=last,
                    what=schema,
                )
            )


def _share(properties: Json, origin: Origin, heard: Gathering) -> Share | None:
    told = _all(properties, "percentage")
    try:
        shares = [found for each in told if (found := share_of(each)) is not None]
    except Unread:
        said = sentence("a share is no percentage from 0 to 100; it counts as not known")
        heard.tell(Problem(origin, "bad-share", said, rows=0))
        return None
    if not shares:
        return None
    first, *rest = shares
    for other in rest:
        first = first.hull(other)
    return first


def _all(properties: Json, key: str) -> list[str]:
    """Return the texts of a property."""
    found = properties.get(key) if isinstance(properties, dict) else None
    given = found if isinstance(found, list) else [found]
    return [each for each in given[:_LONGEST] if isinstance(each, str) and each.strip()]
