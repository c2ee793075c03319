"""Words that are looked for in lists: how they call persons, bodies, places, identifiers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PERSON_TYPES: Final = frozenset(
    {"individual", "person", "natural person", "individuals", "sole_proprietor", "sole trader"}
)
"""What lists write for a natural person, in small letters."""
_WORDS: Final = """
    academy administration agency air army association authority battalion board brigade
    brothers bureau center centre college combinat command commission committee complex
    consortium cooperative corps council department directorate division embassy exporters
    exports factories factory faculty federation fleet force forces foundation front general
    guard hizballah hospital importers imports institute institution laboratories laboratory
    militia mill ministry movement navy network office organisation organization party plant
    police port project regiment school secretariat section service shipyard society squad
    squadron station store stores team union unit university works workshop yard zavod
"""
BODIES: Final = frozenset(_WORDS.split())
"""Words of bodies that are no trade of a company."""
CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "korea, north": "KP",
        "korea, south": "KR",
        "burma": "MM",
        "congo, democratic republic of the": "CD",
        "democratic republic of the congo": "CD",
        "congo, republic of the": "CG",
        "bosnia and herzegovina": "BA",
        "cote d ivoire": "CI",
        "the gambia": "GM",
        "saint kitts and nevis": "KN",
        "saint vincent and the grenadines": "VC",
        "antigua and barbuda": "AG",
        "north macedonia, the republic of": "MK",
        "moldova": "MD",
        "syria": "SY",
        "west bank": "PS",
        "gaza": "PS",
        "palestinian": "PS",
        "region: gaza": "PS",
        "kosovo": "XK",
    }
)
"""How lists call places for which the tables of names have another word."""

SCHEMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unified social credit code (uscc)": "CN-USCC",
        "legal entity number": "XI-LEI",
        "isin": "ISIN",
        "d-u-n-s number": "XI-DUNS",
        "swift/bic": "SWIFT",
        "equity ticker": "ticker",
        "v.a.t. number": "VAT",
        "vessel registration identification": "IMO",
        "mmsi": "MMSI",
        "aircraft tail number": "TAIL",
        "aircraft manufacturer's serial number (msn)": "MSN",
        "tax id no.": "*-TAX",
        "nit #": "*-TAX",
        "ruc #": "*-TAX",
        "rif #": "*-TAX",
        "r.f.c.": "*-TAX",
        "cuit": "*-TAX",
        "registration number": "*-REG",
        "registration id": "*-REG",
        "company number": "*-REG",
        "business registration number": "*-REG",
        "business registration document #": "*-REG",
        "commercial registry number": "*-REG",
        "c.r. no.": "*-REG",
        "public registration number": "*-REG",
        "matricula mercantil no": "*-REG",
        "folio mercantil no.": "*-REG",
        "enterprise number": "*-REG",
        "chamber of commerce number": "*-REG",
    }
)
"""How US lists call identifiers, and schemes; ``*`` stands for the country, where it is told.

What is not here (addresses, sites, keys of digital money, papers of persons) is not kept.
"""
