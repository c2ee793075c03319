"""Which list an entry of a US file belongs to, where one file has several."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from countersight.ids import ListId

SOURCES: Final[Mapping[str, ListId]] = MappingProxyType(
    {
        "sdn": ListId("us-ofac-sdn"),
        "ssi": ListId("us-ofac-ssi"),
        "fse": ListId("us-ofac-fse"),
        "plc": ListId("us-ofac-plc"),
        "561": ListId("us-ofac-561"),
        "cap": ListId("us-ofac-capta"),
        "capta": ListId("us-ofac-capta"),
        "ns-mbs list": ListId("us-ofac-ns-mbs"),
        "mbs": ListId("us-ofac-ns-mbs"),
        "cmic": ListId("us-ns-cmic"),
        "el": ListId("us-bis-entity-list"),
        "dpl": ListId("us-bis-denied-persons"),
        "uvl": ListId("us-bis-unverified"),
        "meu": ListId("us-bis-meu"),
        "isn": ListId("us-state-isn"),
        "dtc": ListId("us-state-aeca-debarred"),
    }
)
"""By the letters that the Consolidated Screening List has for each."""
_NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "specially designated nationals": "sdn",
        "sectoral sanctions": "ssi",
        "foreign sanctions evaders": "fse",
        "palestinian legislative council": "plc",
        "capta": "cap",
        "menu-based": "mbs",
        "military-industrial complex": "cmic",
        "entity list": "el",
        "denied persons": "dpl",
        "unverified": "uvl",
        "military end user": "meu",
        "nonproliferation": "isn",
        "debarred": "dtc",
    }
)


def part_of(source: str) -> ListId | None:
    """Return the list that a source of the Consolidated Screening List is.

    >>> part_of("Entity List (EL) - Bureau of Industry and Security")
    'us-bis-entity-list'
    >>> part_of("Military End User (MEU) List - Bureau of Industry and Security")
    'us-bis-meu'
    """
    folded = source.casefold()
    letters = folded.partition("(")[2].partition(")")[0].strip() or folded.strip()
    if letters in SOURCES:
        return SOURCES[letters]
    return next((SOURCES[own] for words, own in _NAMED.items() if words in folded), None)


PROGRAMMES: Final[Mapping[str, ListId]] = MappingProxyType(
    {
        "CMIC-EO13959": SOURCES["cmic"],
        "561-Related": SOURCES["561"],
        "UKRAINE-EO13662": SOURCES["ssi"],
        "FSE-IR": SOURCES["fse"],
        "FSE-SY": SOURCES["fse"],
        "NS-PLC": SOURCES["plc"],
        "CAPTA": SOURCES["capta"],
    }
)
"""Programmes of OFAC's consolidated file that tell its lists."""
