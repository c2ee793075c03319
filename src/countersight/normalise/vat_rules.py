"""Check digits of VAT numbers whose rules go beyond one sum; the numbers have their form.

European Commission, "VAT identification number algorithms" (the paper behind VIES), and the
publisher named at each. A number is told without its country.
"""

from collections.abc import Sequence
from typing import Final

from countersight.normalise.check_digits import is_mod_97_10

_IRISH: Final = "WABCDEFGHIJKLMNOPQRSTUV"
_CYPRIOT: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_TEN: Final = 10


def weighted(number: str, weights: Sequence[int]) -> int:
    """Return the sum of the digits, each by its weight; digits without a weight do not count.

    >>> weighted("123", (2, 1))
    4
    """
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def is_eleven_ten(number: str) -> bool:
    """Tell whether digits end with their check digit by ISO/IEC 7064 MOD 11,10 (DE, HR).

    >>> is_eleven_ten("136695976"), is_eleven_ten("136695978")
    (True, False)
    """
    product = 10
    for digit in number[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == int(number[-1])


def cyprus(number: str) -> bool:
    """Tax Department: every other digit by a table, the sum modulo 26 is the letter."""
    odd = sum(_CYPRIOT[int(digit)] for digit in number[0:8:2])
    even = sum(map(int, number[1:8:2]))
    return not number.startswith("12") and chr(ord("A") + (odd + even) % 26) == number[8]


def estonia(number: str) -> bool:
    """EMTA: weights 3 7 1, again and again; a multiple of ten."""
    return weighted(number, (3, 7, 1) * 3) % 10 == 0


def hungary(number: str) -> bool:
    """NAV: weights 9 7 3 1, twice; a multiple of ten."""
    return weighted(number, (9, 7, 3, 1) * 2) % 10 == 0


def ireland(number: str) -> bool:
    """Revenue: weights 8 to 2 over seven digits, modulus 23; a letter behind counts by nine.

    Numbers of the old form (a letter or sign second) put a zero in front and the first digit
    last.
    """
    if not number[1].isdigit():
        number = f"0{number[2:7]}{number[0]}{number[7:]}"
    digits, letter, behind = number[:7], number[7], number[8:]
    more = _IRISH.index(behind) * 9 if behind in _IRISH else None
    if letter not in _IRISH or more is None:
        return False
    return (weighted(digits, range(8, 1, -1)) + more) % 23 == _IRISH.index(letter)


def lithuania(number: str) -> bool:
    """VMI: weights 1 to 9, again and again, modulus 11; where that is ten, weights from 3."""
    if number[-2] != "1":
        return False
    body = number[:-1]
    places = range(len(body))
    first, second = (
        weighted(body, [(place + shift) % 9 + 1 for place in places]) % 11 for shift in (0, 2)
    )
    return (second if first == _TEN else first) % 10 == int(number[-1])


def malta(number: str) -> bool:
    """Commissioner for Revenue: weights 3 4 6 7 8 9 10 1; a multiple of 37."""
    return weighted(number, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0


def netherlands(number: str) -> bool:
    """Belastingdienst: by weights 9 to 2 and modulus 11, or by ISO/IEC 7064 MOD 97-10.

    The first is that of companies; the second, over the letters NL too, is that of persons in
    business since 2020, in whose number nothing stands of their own.
    """
    if number[9] != "B" or not (number[:9] + number[10:]).isdigit() or number[10:] == "00":
        return False
    if weighted(number, range(9, 1, -1)) % 11 == int(number[8]) and int(number[:9]):
        return True
    return is_mod_97_10(f"NL{number}")


def romania(number: str) -> bool:
    """ANAF: weights 7 5 3 2 1 7 5 3 2 from the left of ten places, times ten, modulus 11."""
    filled = number.zfill(10)
    check = weighted(filled[:9], (7, 5, 3, 2, 1, 7, 5, 3, 2)) * 10 % 11 % 10
    return not number.startswith("0") and check == int(filled[9])


def slovenia(number: str) -> bool:
    """FURS: weights 8 to 2; eleven less the sum modulo 11, ten counts as zero."""
    check = 11 - weighted(number[:7], range(8, 1, -1)) % 11
    return not number.startswith("0") and check % 10 == int(number[7]) and check <= _TEN


def slovakia(number: str) -> bool:
    """Financial Directorate: a multiple of eleven."""
    return int(number) % 11 == 0
