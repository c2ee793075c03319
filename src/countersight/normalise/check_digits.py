"""Check digits of the identifiers that have one, and forms of those that have none.

The rules are their publishers'; the code is ours, for the library that knows most of them is
under the LGPL (docs/decisions/0009-check-digits-of-our-own.md). VAT numbers stand in ``vat``.
"""

import re

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(rf"[{_USCC_ALPHABET}]{{18}}")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")
_AS_NUMBERS = {ord(letter): str(int(letter, 36)) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_SIREN_DIGITS, _SIRET_DIGITS = 9, 14
_LA_POSTE = "356000000"
_LA_POSTE_SEAT = "35600000000048"
_UBN = re.compile(r"[0-9]{8}")
_UBN_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_UEI = re.compile(r"[A-HJ-NP-Z1-9][A-HJ-NP-Z0-9]{11}")
_CAGE = re.compile(r"[A-HJ-NP-Z0-9]{5}")
_COMPANIES_HOUSE = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{5}[0-9A-Z]|R[0-9]{7}")


def is_uscc(value: str) -> bool:
    """Tell whether *value* is a unified social credit code with a right check digit.

    GB 32100-2015: 18 characters of an alphabet of 31; weights 3**i mod 31; modulus 31.

    >>> is_uscc("91330000733796106P"), is_uscc("91330100733796106P")
    (True, False)
    """
    if _USCC.fullmatch(value) is None:
        return False
    digits = [_USCC_ALPHABET.index(letter) for letter in value]
    weighted = sum(digit * pow(3, place, 31) for place, digit in enumerate(digits[:17]))
    return digits[17] == -weighted % 31


def is_isin(value: str) -> bool:
    """Tell whether *value* is a securities number with a right check digit.

    ISO 6166: letters become 10 to 35, then the Luhn sum over all digits is a multiple of 10.

    >>> is_isin("CNE100000PM8"), is_isin("CNE100000PM9")
    (True, False)
    """
    return _ISIN.fullmatch(value) is not None and is_luhn(_spelt(value))


def is_lei(value: str) -> bool:
    """Tell whether *value* is a legal entity identifier with right check digits.

    ISO 17442, by ISO 7064 MOD 97-10: letters become 10 to 35; the number is 1 modulo 97.

    >>> is_lei("2549002EMC1TLFMJPY38"), is_lei("2549002EMC1TLFMJPY39")
    (True, False)
    """
    return _LEI.fullmatch(value) is not None and is_mod_97_10(value)


def is_mod_97_10(value: str) -> bool:
    """Tell whether capital letters and digits pass ISO 7064 MOD 97-10.

    >>> is_mod_97_10("2549002EMC1TLFMJPY38"), is_mod_97_10("2549002EMC1TLFMJPY39")
    (True, False)
    """
    return int(_spelt(value)) % 97 == 1


def _spelt(value: str) -> str:
    return value.translate(_AS_NUMBERS)


def is_luhn(digits: str) -> bool:
    """Tell whether a row of digits passes the Luhn sum (ISO/IEC 7812-1, annex B).

    >>> is_luhn("732829320"), is_luhn("732829321"), is_luhn("")
    (True, False, False)
    """
    if not digits.isascii() or not digits.isdigit():
        return False
    values = [int(digit) for digit in digits]
    odd, even = values[-1::-2], values[-2::-2]
    return (sum(odd) + sum(sum(divmod(2 * digit, 10)) for digit in even)) % 10 == 0


def is_siren(value: str) -> bool:
    """Tell whether *value* is a number of the French register of companies, SIREN.

    Code de commerce, art. R. 123-221, and INSEE: nine digits, Luhn.

    >>> is_siren("732829320"), is_siren("73282932")
    (True, False)
    """
    return len(value) == _SIREN_DIGITS and is_luhn(value)


def is_siret(value: str) -> bool:
    """Tell whether *value* is the number of an establishment in France, SIRET.

    INSEE: the SIREN and five digits more, Luhn over all 14. Those of La Poste (SIREN
    356 000 000), its seat apart, have a sum of digits that is a multiple of five instead.

    >>> is_siret("73282932000074"), is_siret("35600000000048"), is_siret("73282932000075")
    (True, True, False)
    """
    if len(value) != _SIRET_DIGITS or not is_siren(value[:_SIREN_DIGITS]):
        return False
    if not value.startswith(_LA_POSTE) or value == _LA_POSTE_SEAT:
        return is_luhn(value)
    return value.isascii() and value.isdigit() and sum(map(int, value)) % 5 == 0


def is_ubn(value: str) -> bool:
    """Tell whether *value* is a unified business number of Taiwan.

    Ministry of Finance, Fiscal Information Agency: eight digits; weights 1 2 1 2 1 2 4 1; the
    digits of the products are added, and the sum is a multiple of five (of ten for numbers
    given out before April 2023, which is one of five as well). Where the seventh digit is a
    seven, its product may also count one more.

    >>> is_ubn("04595257"), is_ubn("10458575"), is_ubn("04595253")
    (True, True, False)
    """
    if _UBN.fullmatch(value) is None:
        return False
    products = (int(digit) * weight for digit, weight in zip(value, _UBN_WEIGHTS, strict=True))
    total = sum(sum(divmod(product, 10)) for product in products)
    return total % 5 == 0 or (value[6] == "7" and (total + 1) % 5 == 0)


def is_uei(value: str) -> bool:
    """Tell whether *value* has the form of a unique entity id of SAM.gov.

    GSA, Unique Entity ID Technical Specifications: twelve letters and digits, neither the
    letter I nor O, and no zero first. How its last character is reckoned is not published
    there, so only the form is looked at.

    >>> is_uei("Z1ABCDEFGH23"), is_uei("01ABCDEFGH23"), is_uei("Z1ABCDEFGHI3")
    (True, False, False)
    """
    return _UEI.fullmatch(value) is not None


def is_cage(value: str) -> bool:
    """Tell whether *value* has the form of a commercial and government entity code.

    DLA and NATO AC/135: five letters and digits without I and O; a code of the United States
    begins and ends with a digit, one of another nation has a letter at one end at least.

    >>> is_cage("1ABC5"), is_cage("SAB12"), is_cage("1OBC5")
    (True, True, False)
    """
    return _CAGE.fullmatch(value) is not None


def is_companies_house(value: str) -> bool:
    """Tell whether *value* has the form of a company number of the United Kingdom.

    Companies House, Uniform Resource Identifiers customer guide: eight digits, or a prefix of
    two letters (``SC``, ``NI``, ``OC``, ...) and six digits, of which the last may be a letter
    for societies.

    >>> is_companies_house("08765432"), is_companies_house("SC123456")
    (True, True)
    >>> is_companies_house("8765432")
    False
    """
    return _COMPANIES_HOUSE.fullmatch(value) is not None
