"""What a column header means: the table of synonyms in ``headers.toml``, and how it is used.

A header is folded (case, accents, spaces and punctuation do not count) and looked up; if
that finds nothing, it is tried without what stands in brackets. A header ``fact:NAME``, or
one that is the plain name of a fact, states that fact.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from countersight.model.record import TEXT_COLUMNS, RecordKind

FIELDS: Final = tuple(name for name in TEXT_COLUMNS if name not in {"kind", "facts"})
"""Fields that a column can be mapped to."""

FACTS: Final = {
    "purpose": "word",
    "component_role": "word",
    "product_class": "word",
    "product_form": "word",
    "device_ownership": "word",
    "brand_country": "text",
    "made_in": "text",
    "body_country": "text",
    "body_id": "text",
    "user_is": "word",
    "funds": "word",
    "supply_role": "word",
    "acquired_on": "date",
    "imported_on": "date",
    "contract_entered_on": "date",
    "official_use": "truth",
    "no_alternative": "truth",
    "previously_authorised": "truth",
    "publicly_traded": "truth",
    "subject_to_ear": "truth",
    "routes_user_data": "truth",
    "sees_user_data": "truth",
    "is_third_party_connection_service": "truth",
    "above_threshold": "truth",
    "certified_stqc_er": "truth",
    "fcc_approved_plan": "truth",
    "contains_covered_module": "truth",
}
"""Facts that a column states when its header is their plain name, and the kind of each."""

PURPOSES: Final = frozenset(
    {
        "public_safety",
        "government_facility",
        "critical_infrastructure",
        "national_security",
        "other",
    }
)
"""A column ``purpose`` states the fact only where it holds nothing but these."""

_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_CURRENCY = re.compile(r"\b(GBP|EUR|USD|PLN|CHF|CNY|RMB|TWD|COP|BRL|RUB|CAD|AUD|INR|JPY)\b")
_SIGNS: Final = {"£": "GBP", "€": "EUR", "₽": "RUB", "₹": "INR"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header means; ``rank`` orders the headers that mean the same field."""

    field: str
    scheme: str
    kind: RecordKind | None
    rank: int


@dataclass(frozen=True, slots=True)
class Table:
    """The table of headers: meanings by folded header, and mere signs of a kind."""

    meanings: dict[str, Meaning]
    signs: dict[str, RecordKind]


def fold(header: str) -> str:
    """Return *header* as it is looked up.

    >>> fold(" Numéro de série*"), fold("BeneficiaryName"), fold("Prüfer / ID")
    ('numerodeserie', 'beneficiaryname', 'pruferid')
    """
    apart = unicodedata.normalize("NFKD", header).casefold().replace("ł", "l")
    return "".join(sign for sign in apart if sign.isalnum())


@cache
def table() -> Table:
    """Return the table of headers."""
    data = tomllib.loads(files(__package__).joinpath("headers.toml").read_text("utf-8"))
    meanings: dict[str, Meaning] = {}
    rank = 0
    for entry in data["field"]:
        kind = RecordKind(entry["kind"]) if "kind" in entry else None
        for words in _words(entry):
            rank += 1
            meaning = Meaning(entry["name"], entry.get("scheme", ""), kind, rank)
            meanings.setdefault(fold(words), meaning)
    signs = {
        fold(word): RecordKind(entry["kind"])
        for entry in data["sign"]
        for word in _words(entry)
    }
    return Table(meanings, signs)


def _words(entry: dict[str, object]) -> list[str]:
    return [
        word for words in entry.values() if isinstance(words, list) for word in map(str, words)
    ]


def meaning(header: str) -> Meaning | None:
    """Return what *header* means, or None where the table does not know it.

    >>> meaning("Lieferant").field, meaning("Amount (£)").field, meaning("序列号").field
    ('name', 'amount', 'serial')
    """
    known = table().meanings
    return known.get(fold(header)) or known.get(fold(_BRACKETS.sub("", header)))


def fact(header: str) -> str | None:
    """Return the fact that *header* names: ``fact:NAME``, or the plain name of one.

    >>> fact("fact:site"), fact("made_in"), fact("Purpose of it")
    ('site', 'made_in', None)
    """
    text = header.strip().casefold()
    if text.startswith("fact:"):
        name = text.removeprefix("fact:").strip()
        return name if name.isidentifier() else None
    return text if text in FACTS else None


def sign(headers: Sequence[str]) -> set[RecordKind]:
    """Return the kinds that *headers* are mere signs of."""
    return {kind for kind in map(table().signs.get, map(fold, headers)) if kind is not None}


def currency(header: str) -> str | None:
    """Return the currency that the header of an amount states.

    >>> currency("Amount (GBP)"), currency("Betrag in €"), currency("Amount")
    ('GBP', 'EUR', None)
    """
    found = _CURRENCY.search(header.upper())
    if found:
        return "CNY" if found[1] == "RMB" else found[1]
    return next((code for sign, code in _SIGNS.items() if sign in header), None)
