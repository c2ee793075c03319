"""What the properties of FollowTheMoney mean here: schemata, names, identifiers, links.

The words are those of the model that followthemoney publishes (4.x); what is not named here
(addresses, papers, people's data) is not read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from countersight.model.vendor import NameKind
from countersight.model.watchlist import EntityKind

KINDS: Final[Mapping[str, EntityKind]] = MappingProxyType(
    {
        "Company": EntityKind.COMPANY,
        "Organization": EntityKind.ORGANISATION,
        "LegalEntity": EntityKind.UNSTATED,
        "PublicBody": EntityKind.PUBLIC_BODY,
        "Vessel": EntityKind.VESSEL,
        "Airplane": EntityKind.AIRCRAFT,
    }
)
"""Schemata of entries."""
PERSON: Final = "Person"
MOST_TELLING: Final = ("Vessel", "Airplane", "PublicBody", "Company", "Organization")
"""Where statements give several schemata, the first of these counts; a person before all."""
SANCTION: Final = "Sanction"
LINKS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "Ownership": ("owner", "asset", "owner"),
        "Directorship": ("director", "organization", "director"),
    }
)
"""Schemata of links: who, of what, and the role of who."""
REVERSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ownershipOwner": "owner",
        "ownershipAsset": "asset",
        "directorshipDirector": "director",
        "directorshipOrganization": "organization",
        "sanctions": "entity",
    }
)
"""Properties of an entity under which links are nested, and the end that it is itself."""
NAMES: Final[Mapping[str, tuple[NameKind, bool]]] = MappingProxyType(
    {
        "name": (NameKind.LISTED, False),
        "alias": (NameKind.ALIAS, False),
        "previousName": (NameKind.FORMER, False),
        "abbreviation": (NameKind.SHORT, False),
        "weakAlias": (NameKind.ALIAS, True),
    }
)
"""Properties that are names: their kind, and whether they are weak ones."""
COUNTRIES: Final = ("country", "jurisdiction", "mainCountry", "flag")
IDENTIFIERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "leiCode": "XI-LEI",
        "uscCode": "CN-USCC",
        "isinCode": "ISIN",
        "swiftBic": "SWIFT",
        "vatCode": "VAT",
        "innCode": "RU-INN",
        "ogrnCode": "RU-OGRN",
        "okpoCode": "RU-OKPO",
        "dunsCode": "XI-DUNS",
        "uniqueEntityId": "UEI",
        "cageCode": "CAGE",
        "ticker": "ticker",
        "imoNumber": "IMO",
        "mmsi": "MMSI",
        "wikidataId": "wikidata",
        "registrationNumber": "*-REG",
        "taxNumber": "*-TAX",
    }
)
"""Properties that are identifiers, and schemes; ``*`` is the one country, if there is one."""
PROGRAMMES: Final = ("programId", "program", "topics")
REASONS: Final = ("reason", "authority")
FROM: Final = ("listingDate", "startDate")
UNTIL: Final = "endDate"
