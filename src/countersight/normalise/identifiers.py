"""Registered identifiers made comparable: ``SCHEME:value`` in one writing, whoever writes it.

Readers write ``CN-USCC:91330000733796106P``, a vendor file ``uscc``; an OCDS publisher may
write ``XI-LEI``, or no scheme at all. The table ``SCHEMES`` says which names mean the same;
a value without a scheme is taken for the scheme whose check digit it passes, or for none.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from countersight.normalise.check_digits import is_isin, is_lei, is_uscc
from countersight.normalise.scripts import plain

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

CHECKED: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {"lei": is_lei, "uscc": is_uscc, "isin": is_isin}
)
"""Schemes that can be told by the check digit alone."""

_STOCK: Final = re.compile(r"(?:([a-z]+)[:.\s]+)?([a-z0-9]+)(?:[:.\s]+([a-z]+)(?:\s+equity)?)?")
_CHINESE: Final = re.compile(r"(?P<szse>(?:00|30)\d{4})|(?P<sse>6\d{5})")
_HONG_KONG_DIGITS: Final = 4
_COMPANIES_HOUSE_DIGITS: Final = 8


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
    if known is None and scheme.strip() in EXCHANGES:
        return _stock(folded)
    value = _value(value)
    if not value:
        return None
    if known == "gb-coh" and value.isdigit():
        value = value.zfill(_COMPANIES_HOUSE_DIGITS)
    return f"{known or scheme.strip()}:{value}"


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
