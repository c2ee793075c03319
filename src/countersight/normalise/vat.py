"""VAT numbers: their forms, and the check digits of those whose rule is published.

Forms: European Commission, VIES, "VAT number structure"; HMRC, VAT Notice 700 for GB; the
Federal Tax Administration for CHE; the Norwegian Tax Administration for NO. A number is
written with its country in front; Greece is EL, Northern Ireland XI.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from countersight.normalise import vat_rules
from countersight.normalise.check_digits import is_luhn, is_siren
from countersight.normalise.vat_rules import weighted as _sum

FORMS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        country: re.compile(form)
        for country, form in {
            "AT": r"U[0-9]{8}",
            "BE": r"[01][0-9]{9}",
            "BG": r"[0-9]{9,10}",
            "CHE": r"[0-9]{9}",
            "CY": r"[0-9]{8}[A-Z]",
            "CZ": r"[0-9]{8,10}",
            "DE": r"[1-9][0-9]{8}",
            "DK": r"[1-9][0-9]{7}",
            "EE": r"[0-9]{9}",
            "EL": r"[0-9]{9}",
            "ES": r"[A-Z0-9][0-9]{7}[A-Z0-9]",
            "FI": r"[0-9]{8}",
            "FR": r"[A-HJ-NP-Z0-9]{2}[0-9]{9}",
            "GB": r"[0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2}",
            "HR": r"[0-9]{11}",
            "HU": r"[0-9]{8}",
            "IE": r"[0-9][A-Z0-9+*][0-9]{5}[A-W]|[0-9]{7}[A-W][A-IW]",
            "IT": r"[0-9]{11}",
            "LT": r"[0-9]{9}|[0-9]{12}",
            "LU": r"[0-9]{8}",
            "LV": r"[0-9]{11}",
            "MT": r"[1-9][0-9]{7}",
            "NL": r"[A-Z0-9]{12}",
            "NO": r"[0-9]{9}",
            "PL": r"[0-9]{10}",
            "PT": r"[1-9][0-9]{8}",
            "RO": r"[0-9]{2,10}",
            "SE": r"[0-9]{10}01",
            "SI": r"[0-9]{8}",
            "SK": r"[0-9]{10}",
            "XI": r"[0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2}",
        }.items()
    }
)
"""What stands behind the country."""
_COUNTRY: Final = re.compile(r"CHE|[A-Z]{2}")
_TAILS: Final = re.compile(r"(?<=[0-9]{9})(?:MWST|TVA|IVA|MVA)$")
"""What Switzerland and Norway write behind the number."""
_MOD_97: Final = 97
_NINE: Final = 9
_MONACO: Final = "000"
_FRENCH: Final = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LAST_PROVINCE: Final = 100
_OFFICES: Final = frozenset({120, 121, 888, 999})


def canonical_vat(value: str) -> str:
    """Return a VAT number in capital letters, the country in front, without what is no part.

    >>> canonical_vat("CHE116281710MWST"), canonical_vat("GR094014201")
    ('CHE116281710', 'EL094014201')
    """
    bare = _TAILS.sub("", value)
    return f"EL{bare[2:]}" if bare.startswith("GR") else bare


def is_vat(value: str) -> bool:
    """Tell whether *value* has its country's form, and a right check digit where that is known.

    >>> is_vat("DE136695976"), is_vat("DE136695978"), is_vat("136695976")
    (True, False, False)
    """
    country = _COUNTRY.match(value)
    if country is None or country[0] not in FORMS:
        return False
    number = value[country.end() :]
    if FORMS[country[0]].fullmatch(number) is None:
        return False
    check = CHECKS.get(country[0])
    return check is None or check(number)


def siren_of(value: str) -> str | None:
    """Return the SIREN within a French VAT number.

    >>> siren_of("FR83404833048"), siren_of("DE136695976")
    ('404833048', None)
    """
    return value[4:] if value.startswith("FR") and is_siren(value[4:]) else None


def _austria(number: str) -> bool:
    """BMF: the digits behind U, as Luhn, with four added."""
    digits = [int(digit) for digit in number[1:]]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1:7:2])
    return (sum(digits[0:7:2]) + sum(doubled) + 4 + digits[7]) % 10 == 0


def _belgium(number: str) -> bool:
    """SPF Finances: the last two digits are 97 less the rest modulo 97."""
    return _MOD_97 - int(number[:8]) % _MOD_97 == int(number[8:])


def _britain(number: str) -> bool:
    """HMRC: weights 8 to 2, and the last two digits; a multiple of 97, or so with 55 more."""
    if not number.isdigit():
        return True  # government departments and health authorities have no check digit
    total = _sum(number[:7], range(8, 1, -1)) + int(number[7:9])
    return 0 in (total % _MOD_97, (total + 55) % _MOD_97)


def _denmark(number: str) -> bool:
    """Erhvervsstyrelsen, CVR: weights 2 7 6 5 4 3 2 1, modulus 11."""
    return _sum(number, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _finland(number: str) -> bool:
    """YTJ, business id: weights 7 9 10 5 8 4 2 and the check digit, modulus 11."""
    return _sum(number, (7, 9, 10, 5, 8, 4, 2, 1)) % 11 == 0


def _france(number: str) -> bool:
    """DGFiP: a key of digits is 12 and three times the SIREN modulo 97, modulo 97.

    Numbers of Monaco have 000 where the SIREN begins and need not be one. Of a key with
    letters, counted by an alphabet without I and O, no more is asked than modulus 11.
    """
    key, siren = number[:2], number[2:]
    if not siren.startswith(_MONACO) and not is_siren(siren):
        return False
    if key.isdigit():
        return int(key) == (12 + 3 * (int(siren) % _MOD_97)) % _MOD_97
    first, second = map(_FRENCH.index, key)
    told = 24 * first + second - 10 if key[0].isdigit() else 34 * first + second - 100
    return (int(siren) + 1 + told // 11) % 11 == told % 11


def _italy(number: str) -> bool:
    """Agenzia delle Entrate: a number, a province or office (three digits), Luhn over all."""
    office = int(number[7:10])
    known = 1 <= office <= _LAST_PROVINCE or office in _OFFICES
    return known and number[:7] != "0" * 7 and is_luhn(number)


def _greece(number: str) -> bool:
    """AADE: powers of two from 256 to 2, modulus 11, then 10."""
    powers = [2**place for place in range(8, 0, -1)]
    return _sum(number[:8], powers) % 11 % 10 == int(number[8])


def _luxembourg(number: str) -> bool:
    """AED: the last two digits are the first six modulo 89."""
    return int(number[:6]) % 89 == int(number[6:])


def _norway(number: str) -> bool:
    """Brønnøysundregistrene: weights 3 2 7 6 5 4 3 2 and the check digit, modulus 11."""
    return _sum(number, (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _poland(number: str) -> bool:
    """NIP: weights 6 5 7 2 3 4 5 6 7; the sum modulo 11 is the last digit."""
    return _sum(number[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(number[9])


def _portugal(number: str) -> bool:
    """NIF: weights 9 to 2; eleven less the sum modulo 11, and zero for ten and eleven."""
    check = 11 - _sum(number[:8], range(9, 1, -1)) % 11
    return (0 if check > _NINE else check) == int(number[8])


def _sweden(number: str) -> bool:
    """Skatteverket: the organisation number is a Luhn number; 01 stands behind it."""
    return is_luhn(number[:10])


def _switzerland(number: str) -> bool:
    """BFS, UID: weights 5 4 3 2 7 6 5 4 and the check digit, modulus 11."""
    return _sum(number, (5, 4, 3, 2, 7, 6, 5, 4, 1)) % 11 == 0


CHECKS: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "AT": _austria,
        "BE": _belgium,
        "CHE": _switzerland,
        "CY": vat_rules.cyprus,
        "DE": vat_rules.is_eleven_ten,
        "DK": _denmark,
        "EE": vat_rules.estonia,
        "EL": _greece,
        "FI": _finland,
        "FR": _france,
        "GB": _britain,
        "HR": vat_rules.is_eleven_ten,
        "HU": vat_rules.hungary,
        "IE": vat_rules.ireland,
        "IT": _italy,
        "LT": vat_rules.lithuania,
        "LU": _luxembourg,
        "MT": vat_rules.malta,
        "NL": vat_rules.netherlands,
        "NO": _norway,
        "PL": _poland,
        "PT": _portugal,
        "RO": vat_rules.romania,
        "SE": _sweden,
        "SI": vat_rules.slovenia,
        "SK": vat_rules.slovakia,
        "XI": _britain,
    }
)
"""Countries whose rule is looked at here; of the others, the form alone."""
