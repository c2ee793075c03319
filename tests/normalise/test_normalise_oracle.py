"""Check digits beside those of python-stdnum: both say the same, or it is told why not.

python-stdnum is under the LGPL and stands in the extra ``test`` alone
(docs/decisions/0009-check-digits-of-our-own.md).
"""

import random
import string
from collections.abc import Callable
from importlib import import_module

import pytest

from countersight.normalise import check_digits as ours
from countersight.normalise.vat import CHECKS, is_vat

DRAWS = 4_000
DIGITS = string.digits
CAPITALS = string.ascii_uppercase
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
IRISH = "ABCDEFGHIJKLMNOPQRSTUVW"

Draw = Callable[[random.Random], str]


def drawn(*parts: tuple[str, int]) -> Draw:
    """Return what draws a number: so many of these letters, then so many of those."""

    def draw(chance: random.Random) -> str:
        return "".join("".join(chance.choices(letters, k=many)) for letters, many in parts)

    return draw


def one_of(*draws: Draw) -> Draw:
    return lambda chance: chance.choice(draws)(chance)


def digits(many: int) -> Draw:
    return drawn((DIGITS, many))


VAT: dict[str, tuple[str, Draw]] = {
    "AT": ("at.uid", drawn(("U", 1), (DIGITS, 8))),
    "BE": ("be.vat", drawn(("01", 1), (DIGITS, 9))),
    "CHE": ("ch.uid", digits(9)),
    "CY": ("cy.vat", drawn((DIGITS, 8), (CAPITALS, 1))),
    "DE": ("de.vat", digits(9)),
    "DK": ("dk.cvr", digits(8)),
    "EE": ("ee.kmkr", digits(9)),
    "EL": ("gr.vat", digits(9)),
    "FI": ("fi.alv", digits(8)),
    "FR": (
        "fr.tva",
        one_of(
            digits(11),
            drawn((DIGITS + LETTERS, 1), (LETTERS, 1), (DIGITS, 9)),
            drawn((DIGITS, 2), ("0", 3), (DIGITS, 6)),
        ),
    ),
    "GB": ("gb.vat", digits(9)),
    "HR": ("hr.oib", digits(11)),
    "HU": ("hu.anum", digits(8)),
    "IE": (
        "ie.vat",
        one_of(
            drawn((DIGITS, 7), (IRISH, 1)),
            drawn((DIGITS, 7), (IRISH, 1), ("ABCDEFGHI", 1)),
            drawn((DIGITS, 1), (CAPITALS + "+*", 1), (DIGITS, 5), (IRISH, 1)),
        ),
    ),
    "IT": ("it.iva", digits(11)),
    "LT": (
        "lt.pvm",
        one_of(
            drawn((DIGITS, 7), ("1", 1), (DIGITS, 1)),
            drawn((DIGITS, 10), ("1", 1), (DIGITS, 1)),
        ),
    ),
    "LU": ("lu.tva", digits(8)),
    "MT": ("mt.vat", digits(8)),
    "NL": ("nl.btw", drawn((DIGITS, 9), ("B", 1), (DIGITS, 2))),
    "NO": ("no.orgnr", digits(9)),
    "PL": ("pl.nip", digits(10)),
    "PT": ("pt.nif", digits(9)),
    "RO": ("ro.cui", one_of(digits(9), digits(10))),
    "SE": ("se.vat", drawn((DIGITS, 10), ("0", 1), ("1", 1))),
    "SI": ("si.ddv", digits(8)),
    "SK": ("sk.dph", digits(10)),
    "XI": ("gb.vat", digits(9)),
}
"""Countries, the module that knows them, and how a number of their form is drawn."""


def britain(number: str) -> bool:
    """HMRC adds 55 to the sum; stdnum also takes it away, and knows no number below 100."""
    total = sum(int(d) * w for d, w in zip(number[:7], range(8, 1, -1), strict=True))
    return (total + int(number[7:])) % 97 == 55 or number.startswith("0")


DIFFER: dict[str, tuple[str, Callable[[str], bool]]] = {
    "BE": (
        "check digits are 01 to 97; stdnum takes 00, 98 and 99 too",
        lambda number: number[-2:] in {"00", "98", "99"},
    ),
    "GB": ("stdnum takes 55 away too", britain),
    "XI": ("stdnum takes 55 away too", britain),
    "SK": (
        "stdnum asks of the third digit, or that it is the birth number of a person",
        lambda number: int(number) % 11 == 0 or int(number[:-1]) % 11 == 10,
    ),
    "tw-ubn": (
        "since April 2023 a multiple of five is enough; stdnum asks for one of ten",
        ours.is_ubn,
    ),
}
"""Where the two differ, why, and for which numbers they may."""


@pytest.mark.parametrize("country", sorted(VAT))
def test_vat_numbers_are_judged_as_stdnum_judges_them(country: str) -> None:
    name, draw = VAT[country]
    compared(country, name, draw, lambda number: is_vat(f"{country}{number}"))


def test_every_country_with_a_rule_is_compared() -> None:
    assert set(VAT) == set(CHECKS)


OTHERS: dict[str, tuple[str, Draw, Callable[[str], bool]]] = {
    "lei": ("lei", drawn((CAPITALS + DIGITS, 18), (DIGITS, 2)), ours.is_lei),
    "isin": (
        "isin",
        drawn(("G", 1), ("B", 1), (CAPITALS + DIGITS, 9), (DIGITS, 1)),
        ours.is_isin,
    ),
    "uscc": (
        "cn.uscc",
        drawn(("9", 1), ("1", 1), (DIGITS, 6), (DIGITS + "ABCDEFGHJKLMNPQRTUWXY", 10)),
        ours.is_uscc,
    ),
    "siren": ("fr.siren", digits(9), ours.is_siren),
    "siret": (
        "fr.siret",
        one_of(
            lambda chance: f"732829320{digits(5)(chance)}",
            lambda chance: f"356000000{digits(5)(chance)}",
            drawn(*((digit, 1) for digit in "35600000000048")),
        ),
        ours.is_siret,
    ),
    "tw-ubn": ("tw.ubn", digits(8), ours.is_ubn),
}


@pytest.mark.parametrize("scheme", sorted(OTHERS))
def test_other_numbers_are_judged_as_stdnum_judges_them(scheme: str) -> None:
    name, draw, mine = OTHERS[scheme]
    compared(scheme, name, draw, mine)


def compared(scheme: str, name: str, draw: Draw, mine: Callable[[str], bool]) -> None:
    theirs = import_module(f"stdnum.{name}").is_valid
    before = "CHE" if scheme == "CHE" else ""
    chance = random.Random(scheme)  # noqa: S311 - draws the same numbers each time
    _, may_differ = DIFFER.get(scheme, ("", lambda _: False))
    sound = 0
    for _ in range(DRAWS):
        number = draw(chance)
        is_sound = mine(number)
        sound += is_sound
        if is_sound is not theirs(f"{before}{number}"):
            assert may_differ(number), number
    assert 0 < sound < DRAWS
