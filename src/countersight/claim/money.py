"""Sums as people write them, read where they can be read."""

import re
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from countersight.model.values import Money

_NUMBER: Final = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![.,]?\d)\s*"
    r"(?P<scale>[万亿]|(?:thousand|million|billion|trillion|bn|tn|mn|m|k)(?![a-z]))?",
    re.IGNORECASE,
)
_SCALES: Final = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
    "万": 10**4,
    "亿": 10**8,
}
_CURRENCIES: Final = {
    "cny": "CNY",
    "rmb": "CNY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "元": "CNY",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "pounds": "GBP",
    "usd": "USD",
    "us$": "USD",
}
"""A bare ``$``, ``¥`` or ``dollars`` is of several countries and is read as none."""
_WORD: Final = re.compile(r"us\$|[€£元]|[a-z]+", re.IGNORECASE)
_SIC: Final = "[sic]"
_CLOSE: Final = 0.85
"""A word that the writer marked as misspelt may differ by a letter or so."""
_LONGEST: Final = 200


def read_money(words: str) -> Money:
    """Return a sum with its words as they are, and amount and currency where both are plain.

    Several numbers, or none, leave the amount open. A word that is misspelt is read only where
    the writer marked it with ``[sic]``.

    >>> read_money("335.99m youan [sic]")
    Money(text='335.99m youan [sic]', amount=Decimal('335990000'), currency='CNY')
    >>> read_money("335.99m youan").currency is None
    True
    """
    shown = words[:_LONGEST].replace("m²", "")
    found = list(_NUMBER.finditer(shown))
    amount = None
    if len(found) == 1:
        scale = _SCALES[(found[0]["scale"] or "").lower()]
        exact = Decimal(found[0]["number"].replace(",", "")) * scale
        amount = exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
    return Money(words, amount, _currency(shown))


def _currency(words: str) -> str | None:
    said = [each.lower() for each in _WORD.findall(words)]
    found = {_CURRENCIES[each] for each in said if each in _CURRENCIES}
    if not found and _SIC in words:
        close = (get_close_matches(each, _CURRENCIES, 1, _CLOSE) for each in said)
        found = {_CURRENCIES[each[0]] for each in close if each}
    return found.pop() if len(found) == 1 else None
