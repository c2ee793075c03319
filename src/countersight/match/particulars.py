"""What a query and an entry say of themselves beside their names: numbers and trades.

Equal numbers of one register are the strongest evidence there is, and another number in the
same register speaks against. A number that fails its check digit tells nothing, nor does one
that many entries have: it stands for something else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from countersight.match.comparing import NEAR_TRADES
from countersight.match.identifiers import REGISTERS
from countersight.model.facts import Truth
from countersight.normalise import Role, is_sound, readings
from countersight.normalise.splitting import split
from countersight.normalise.words import words_of

MOST_BEARERS: Final = 20
"""Entries that may have one number, before it tells nothing."""
MOST_NUMBERS: Final = 50
"""Numbers of one row that are read; the rest is cut."""
DIVISION: Final = 2
"""Digits of a code of industry that are compared."""
CLASSIFICATIONS: Final = frozenset({"nace", "sic", "naics", "cpv", "isic", "ateco", "naf"})
"""Classifications whose first two digits are a division."""
FOLLOWING_NACE: Final = frozenset({"ateco", "naf", "isic"})
"""Classifications with the divisions of NACE."""
MOST_LETTERS: Final = 10_000
"""Letters of what one row says beside its name that are read."""
PARTED: Final = ";"
KEPT: Final = 100_000
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Particulars:
    """What one row says of itself."""

    identifiers: frozenset[str] = frozenset()
    """Sound ones, as ``scheme:value``."""
    trades: frozenset[str] = frozenset()
    """Fields of trade, and divisions as ``scheme:division``."""


NOTHING: Final = Particulars()


def particulars(identifiers: str | None, industry: str | None) -> Particulars:
    """Return what a row says of itself; each text may hold several, parted by ``;``.

    >>> found = particulars("LEI:529900T8BM49AURSDO55", "NACE:26.30; security")
    >>> sorted(found.identifiers), sorted(found.trades)
    (['lei:529900T8BM49AURSDO55'], ['nace:26', 'security'])
    """
    texts = (identifiers or "")[:MOST_LETTERS].split(PARTED)
    return Particulars(
        frozenset(each for text in texts[:MOST_NUMBERS] for each in _numbers(text.strip())),
        frozenset(_trades(industry or "")),
    )


def other_register(one: Particulars, other: Particulars) -> bool:
    """Tell whether two rows have different numbers in a register that gives one to each.

    >>> a, b = (particulars(f"SIREN:{n}", None) for n in ("732829320", "552100554"))
    >>> other_register(a, b), other_register(a, a)
    (True, False)
    """
    if one.identifiers & other.identifiers:
        return False
    ours, theirs = (
        {each.partition(":")[0] for each in side.identifiers} & REGISTERS
        for side in (one, other)
    )
    return bool(ours & theirs)


def same_trade(one: Particulars, other: Particulars) -> bool | None:
    """Tell whether two rows are of one trade; None where they can't be compared.

    >>> a, b = (particulars(None, text) for text in ("NACE:26.30", "nace:2640"))
    >>> same_trade(a, b), same_trade(a, particulars(None, "bakery")), same_trade(a, NOTHING)
    (True, None, None)
    """
    schemes = _schemes(one.trades) & _schemes(other.trades)
    ours, theirs = (
        {each for each in side.trades if each.rpartition(":")[0] in schemes}
        for side in (one, other)
    )
    near = (ours | theirs) <= NEAR_TRADES and not ours & theirs
    return bool(ours & theirs) if schemes and not near else None


class Register:
    """The entries of a list by their numbers."""

    def __init__(self, entries: Iterable[Particulars]) -> None:
        self._owners: dict[str, list[int]] = {}
        for owner, each in enumerate(entries):
            for number in each.identifiers:
                self._owners.setdefault(number, []).append(owner)

    def of(self, asked: Particulars) -> Iterator[int]:
        """Yield the entries that have a number of a query, each once, in their order."""
        found: set[int] = set()
        for number in asked.identifiers:
            owners = self._owners.get(number, ())
            if len(owners) <= MOST_BEARERS:
                found.update(owners)
        yield from sorted(found)


@lru_cache(KEPT)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(each for each in readings(text) if is_sound(each) is not Truth.FALSE)


def _trades(text: str) -> Iterator[str]:
    """Yield what a text says of an industry: divisions of codes, and fields of trade."""
    for part in text[:MOST_LETTERS].split(PARTED)[:MOST_NUMBERS]:
        scheme, colon, code = part.strip().casefold().partition(":")
        digits = "".join(letter for letter in code if letter.isdecimal())
        if colon and scheme in CLASSIFICATIONS and len(digits) >= DIVISION:
            known = "nace" if scheme in FOLLOWING_NACE else scheme
            yield f"{known}:{digits[:DIVISION]}"
        else:
            words = words_of(split(part, _LONGEST))
            yield from (word.about for word in words if word.role is Role.TRADE and word.about)


def _schemes(trades: frozenset[str]) -> frozenset[str]:
    return frozenset(each.rpartition(":")[0] for each in trades)
