"""Sums as Chinese notices write them: figures with 万元, numerals, or both.

Own code and not ``cn2an``: that one gives floating numbers for fractions and knows neither
units in brackets nor what is no sum (a discount, a rate).
"""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from countersight.model.values import Money

_DIGITS: Final = {
    digit: value
    for value, digits in enumerate(
        (
            "零〇○",
            "一壹",
            "二贰貳两兩",
            "三叁參",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        )
    )
    for digit in digits
}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_PARTS: Final = {"角": Decimal("0.1"), "分": Decimal("0.01")}
_DIGIT: Final = "".join(_DIGITS)
_SIGNS: Final = "".join((*_DIGITS, *_TENS, *_LARGE))
_NUMERALS: Final = re.compile(
    rf"[{_DIGIT}十拾][{_SIGNS}]*[元圆圓](?:[{_DIGIT}]角)?(?:[{_DIGIT}]分)?"
    rf"|[{_DIGIT}]角(?:[{_DIGIT}]分)?|[{_DIGIT}]分"
)
_FIGURES: Final = re.compile(
    r"(?<!\d)(\d[\d,，]{0,20}(?:\.\d{1,10})?)(?!\d)\s*[（(]?\s*([十百千]?[万亿])?"
)
_NO_SUM: Final = re.compile(r"[%％‰折]|费率|下浮|优惠率|单价")
_CURRENCIES: Final = (
    ("USD", re.compile(r"美元|USD|US\$")),
    ("EUR", re.compile(r"欧元|EUR|€")),
    ("HKD", re.compile(r"港[元币]|HKD")),
    ("JPY", re.compile(r"日元|JPY")),
    ("GBP", re.compile(r"英镑|GBP|£")),
    ("CNY", re.compile(r"[元圆圓¥￥万亿]|人民币|RMB|CNY")),
)
_LARGEST: Final = 10**15
_LONGEST: Final = 200


def money(said: str, unit: str | None = None) -> Money:
    """Return a sum as written, with its number where it can be read.

    *unit* is what the key or the header says of it. Figures and numerals that stand side by
    side must agree; else the number stays unknown.

    >>> money("84.6000000（万元）").amount, money("95(%)").amount
    (Decimal('846000'), None)
    >>> money("人民币贰佰贰拾捌万叁仟元整（¥2,283,000.00）").amount
    Decimal('2283000')
    >>> money("12.5", "万元")
    Money(text='12.5', amount=Decimal('125000'), currency='CNY')
    """
    text = unicodedata.normalize("NFKC", said[:_LONGEST])
    told = f"{text} {unit or ''}"
    if _NO_SUM.search(told):
        return Money(said)
    found = {value for value in (_figures(text, unit), _numerals(text)) if value is not None}
    currency = next((code for code, pattern in _CURRENCIES if pattern.search(told)), None)
    return Money(said, found.pop() if len(found) == 1 else None, currency)


def _figures(text: str, unit: str | None) -> Decimal | None:
    found = _FIGURES.search(text)
    if found is None:
        return None
    number = Decimal(re.sub("[,，]", "", found[1]))
    told = found[2] or next((word for word in ("亿", "万") if word in (unit or "")), "")
    for sign in told:
        number *= _TENS.get(sign) or _LARGE[sign]
    return _plain(number)


def _numerals(text: str) -> Decimal | None:
    found = _NUMERALS.search(text)
    return numeral(found[0]) if found else None


def numeral(said: str) -> Decimal | None:
    """Return the number that Chinese numerals say; None where digits stand without a place.

    >>> numeral("叁亿叁仟伍佰玖拾玖万元"), numeral("十二元柒角捌分"), numeral("二零二四")
    (Decimal('335990000'), Decimal('12.78'), None)
    """
    total = section = 0
    digit: int | None = None
    parts = Decimal(0)
    for sign in said:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (1 if digit is None else digit) * _TENS[sign]
            digit = None
        elif sign in _LARGE:
            section += digit or 0
            lifted = _LARGE[sign] > 10**4 or total < 10**4
            total = (total + section) * _LARGE[sign] if lifted else total + section * 10**4
            section, digit = 0, None
        elif sign in _PARTS:
            parts += (digit or 0) * _PARTS[sign]
            digit = None
        else:
            section, digit = section + (digit or 0), None
    return _plain(total + section + (digit or 0) + parts)


def _plain(number: Decimal) -> Decimal | None:
    """Return a number without zeros behind the point; None where no sum is as large."""
    if number > _LARGEST:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
