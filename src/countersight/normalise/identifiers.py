"""Registered identifiers made comparable: ``SCHEME:value`` in one writing, whoever writes it.

Readers write ``CN-USCC:91330000733796106P``, a vendor file ``uscc``; an OCDS publisher may
write ``XI-LEI``, or no scheme at all. The table ``SCHEMES`` says which names mean the same;
a value without a scheme is taken for the scheme whose check digit it passes, or for none.
A number that fails its check digit is written like any other, and ``is_sound`` says so.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from countersight.model.facts import Truth
from countersight.normalise.check_digits import (
    is_cage,
    is_companies_house,
    is_isin,
    is_lei,
    is_siren,
    is_siret,
    is_ubn,
    is_uei,
    is_uscc,
)
from countersight.normalise.scripts import plain
from countersight.normalise.vat import canonical_vat, is_vat, siren_of

MOST_LETTERS: Final = 200

SCHEMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lei": "lei",
        "xi-lei": "lei",
        "uscc": "uscc",
        "usc": "uscc",
        "cn-uscc": "uscc",
        "cn-usc": "uscc",
        "cn-scc": "uscc",
        "isin": "isin",
        "xi-isin": "isin",
        "stock": "stock",
        "ticker": "stock",
        "equity-ticker": "stock",
        "hk-cr": "hk-cr",
        "gb-coh": "gb-coh",
        "gb-crn": "gb-coh",
        "siren": "siren",
        "fr-siren": "siren",
        "fr-sirene": "siren",
        "fr-rcs": "siren",
        "siret": "siret",
        "fr-siret": "siret",
        "de-cr": "de-hr",
        "de-hr": "de-hr",
        "tw-ubn": "tw-ubn",
        "tw-gui": "tw-ubn",
        "uei": "uei",
        "us-uei": "uei",
        "cage": "cage",
        "ncage": "cage",
        "us-cage": "cage",
        "vat": "vat",
        "eu-vat": "vat",
        "xi-vat": "vat",
        "ofac": "ofac",
        "us-ofac": "ofac",
        "wikidata": "wikidata",
        "xi-wikidata": "wikidata",
        "iana-pen": "iana-pen",
        "pen": "iana-pen",
        "cpe-vendor": "cpe-vendor",
    }
)
"""Names of schemes in small letters, and the scheme that each means."""

EXCHANGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "szse": "szse",
        "sz": "szse",
        "xshe": "szse",
        "sse": "sse",
        "ss": "sse",
        "sh": "sse",
        "xshg": "sse",
        "hkex": "hkex",
        "hk": "hkex",
        "xhkg": "hkex",
        "sehk": "hkex",
        "krx": "krx",
        "ks": "krx",
    }
)
"""Names and suffixes of stock exchanges."""

SOUND: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "lei": is_lei,
        "uscc": is_uscc,
        "isin": is_isin,
        "siren": is_siren,
        "siret": is_siret,
        "tw-ubn": is_ubn,
        "vat": is_vat,
        "uei": is_uei,
        "cage": is_cage,
        "gb-coh": is_companies_house,
    }
)
"""Schemes with a rule for their numbers; of the last three the form alone is known."""

CHECKED: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {"lei": is_lei, "uscc": is_uscc, "isin": is_isin}
)
"""Schemes that can be told by the check digit alone."""

_STOCK: Final = re.compile(r"(?:([a-z]+)[:.\s]+)?([a-z0-9]+)(?:[:.\s]+([a-z]+)(?:\s+equity)?)?")
_CHINESE: Final = re.compile(r"(?P<szse>(?:00|30)\d{4})|(?P<sse>6\d{5})")
_HONG_KONG_DIGITS: Final = 4
_COMPANIES_HOUSE_DIGITS: Final = 8
_PREFIXED: Final = re.compile(r"([A-Z]{2})(\d{1,5})")
_SIRET_DIGITS: Final = 14
_SIREN_DIGITS: Final = 9
_HANDELSREGISTER: Final = re.compile(
    r"(?P<before>.*?)\b(?P<part>hr[ab])\s*(?P<number>\d{1,7})\s*(?P<tail>[a-z]{1,3}\b)?(?P<after>.*)"
)
_COURT: Final = re.compile(r"amtsgericht|\bag\b|registergericht|[^a-zäöüß]")


def canonical_identifier(text: str) -> str | None:
    """Return an identifier as ``scheme:value``, or None where it tells of no scheme.

    >>> canonical_identifier("CN-USCC:9133 0000 7337 96106p")
    'uscc:91330000733796106P'
    >>> canonical_identifier("ticker:002415.SZ"), canonical_identifier("12345")
    ('stock:szse:002415', None)
    """
    folded = plain(text, MOST_LETTERS).strip()
    scheme, colon, value = folded.partition(":")
    known = SCHEMES.get(scheme.strip())
    if not colon or not scheme.strip():
        return _by_check_digit(value if colon else folded)
    if known == "stock":
        return _stock(value.strip())
    if known == "de-hr":
        return _handelsregister(value)
    if known is None and scheme.strip() in EXCHANGES:
        return _stock(folded)
    value = _value(value)
    if not value:
        return None
    if known == "siren" and len(value) == _SIRET_DIGITS:
        known = "siret"
    rewrite = _REWRITTEN.get(known or "")
    return f"{known or scheme.strip()}:{rewrite(value) if rewrite else value}"


def readings(text: str) -> tuple[str, ...]:
    """Return all that an identifier tells: itself, and the company's number within it.

    >>> readings("SIRET:732 829 320 00074")
    ('siret:73282932000074', 'siren:732829320')
    >>> readings("12345")
    ()
    """
    found = canonical_identifier(text)
    if found is None:
        return ()
    scheme, _, value = found.partition(":")
    siren = None
    if scheme == "siret" and is_siret(value):
        siren = value[:_SIREN_DIGITS]
    elif scheme == "vat":
        siren = siren_of(value)
    return (found,) if siren is None else (found, f"siren:{siren}")


def is_sound(canonical: str) -> Truth:
    """Tell whether a number follows the rule of its scheme; unknown where it has none.

    >>> is_sound("siren:732829320").value, is_sound("siren:732829321").value
    ('true', 'false')
    >>> is_sound("duns:123456789").value
    'unknown'
    """
    scheme, _, value = canonical.partition(":")
    rule = SOUND.get(scheme)
    if rule is None:
        return Truth.UNKNOWN
    return Truth.TRUE if rule(value) else Truth.FALSE


def same_identifier(one: str, other: str) -> bool:
    """Tell whether two identifiers are one; both must tell their scheme.

    >>> same_identifier("SZSE:002415", "stock:002415 SZ")
    True
    >>> same_identifier("12345", "12345")
    False
    """
    first = canonical_identifier(one)
    return first is not None and first == canonical_identifier(other)


def _value(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).upper()


def _companies_house(value: str) -> str:
    """Return a number with the zeros that its first digits may lack."""
    if value.isdigit():
        return value.zfill(_COMPANIES_HOUSE_DIGITS)
    found = _PREFIXED.fullmatch(value)
    return value if found is None else f"{found[1]}{found[2].zfill(6)}"


_REWRITTEN: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"gb-coh": _companies_house, "vat": canonical_vat}
)
"""Schemes of which one number has more than one writing."""


def _handelsregister(text: str) -> str | None:
    """Return court, part and number of a German register; without the court, None."""
    found = _HANDELSREGISTER.fullmatch(text.strip())
    if found is None:
        return None
    court = _COURT.sub("", f"{found['before']} {found['after']}")
    if not court:
        return None
    tail = (found["tail"] or "").upper()
    return f"de-hr:{court.upper()} {found['part'].upper()} {int(found['number'])}{tail}"


def _by_check_digit(text: str) -> str | None:
    value = _value(text)
    found = [scheme for scheme, check in CHECKED.items() if check(value)]
    return f"{found[0]}:{value}" if len(found) == 1 else None


def _stock(text: str) -> str | None:
    """Return a listing as exchange and code; a code without its exchange tells nothing.

    Codes of six digits with the country (``002415 CN``) tell their exchange themselves:
    Shenzhen's begin with 00 or 30, Shanghai's with 6.
    """
    found = _STOCK.fullmatch(text)
    if found is None:
        return None
    before, code, after = found.groups()
    exchange = EXCHANGES.get(before or "") or EXCHANGES.get(after or "")
    if exchange is None and "cn" in (before, after):
        chinese = _CHINESE.fullmatch(code)
        exchange = chinese.lastgroup if chinese else None
    if exchange is None:
        return None
    if exchange == "hkex" and code.isdigit():
        code = code.lstrip("0").zfill(_HONG_KONG_DIGITS)
    return f"stock:{exchange}:{code.upper()}"
