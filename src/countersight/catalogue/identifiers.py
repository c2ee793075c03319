"""Check digits: an identifier that fails its own is no identifier, whatever page prints it.

No code enters the catalogue without a source; and of the schemes with a rule none enters that
breaks it. Schemes without one (a stock ticker, a list's own number) pass.
"""

from typing import Final

from countersight.messages import sentence
from countersight.normalise.identifiers import SOUND

SCHEMES: Final = (
    "cage",
    "cpe-vendor",
    "gb-coh",
    "hk-cr",
    "iana-pen",
    "isin",
    "lei",
    "ofac",
    "siren",
    "stock",
    "tw-ubn",
    "uei",
    "uscc",
    "vat",
    "wikidata",
)
"""The schemes that the catalogue knows."""


def check(scheme: str, value: str) -> None:
    """Refuse an identifier that breaks the rule of its scheme, such as its check digit.

    Raises:
        ValueError: it does.
    """
    if scheme in SOUND and not SOUND[scheme](value):
        raise ValueError(
            sentence("{scheme} {value} fails its check digit", scheme=scheme, value=value)
        )
