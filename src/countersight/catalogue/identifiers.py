"""Check digits: an identifier that fails its own is no identifier, whatever page prints it.

No code enters the catalogue without a source; and of the schemes below none enters with a
wrong check digit. Schemes without one (a stock ticker, a list's own number) pass.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from countersight.normalise.check_digits import is_isin, is_lei, is_uscc

CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "isin": is_isin,
        "lei": is_lei,
        "uscc": is_uscc,
    }
)
"""The check of each scheme that has one."""

SCHEMES = (
    "cpe-vendor",
    "hk-cr",
    "iana-pen",
    "isin",
    "lei",
    "ofac",
    "stock",
    "uscc",
    "wikidata",
)
"""The schemes that the catalogue knows."""


def check(scheme: str, value: str) -> None:
    """Refuse an identifier that fails its own check digit.

    Raises:
        ValueError: it does.
    """
    if scheme in CHECKS and not CHECKS[scheme](value):
        raise ValueError(f"{scheme} {value} fails its check digit")
