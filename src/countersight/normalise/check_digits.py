"""Check digits of the identifiers that have one."""

import re

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(rf"[{_USCC_ALPHABET}]{{18}}")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")


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
    if _ISIN.fullmatch(value) is None:
        return False
    digits = [int(digit) for digit in _spelt(value)]
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(odd) + sum(sum(divmod(2 * digit, 10)) for digit in even)) % 10 == 0


def is_lei(value: str) -> bool:
    """Tell whether *value* is a legal entity identifier with right check digits.

    ISO 17442, by ISO 7064 MOD 97-10: letters become 10 to 35; the number is 1 modulo 97.

    >>> is_lei("2549002EMC1TLFMJPY38"), is_lei("2549002EMC1TLFMJPY39")
    (True, False)
    """
    return _LEI.fullmatch(value) is not None and int(_spelt(value)) % 97 == 1


def _spelt(value: str) -> str:
    return "".join(str(int(letter, 36)) for letter in value)
