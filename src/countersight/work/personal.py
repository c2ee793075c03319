"""Names of devices that look like a private person's: "Johns-iPhone" is told as withheld.

Private persons are not screened, and nothing that names one is told. A phone or a laptop often
bears its owner's name; what stands beside such a word is taken for one, unless it is a word of
a place, a role or a system. An address is no name, and stays.
"""

import re
from typing import Final

from countersight.model.record import MASKED


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OWN: Final = _words(
    "iphone ipad ipod macbook imac mbp airpods watch galaxy pixel oneplus redmi phone "
    "smartphone handy handset mobile laptop notebook tablet desktop pc workstation air"
)
"""What a person carries, or sits at."""
_ENDS: Final = ("iphone", "ipad", "macbook", "laptop", "notebook", "smartphone", "tablet")
"""Those with which a word may end that was written in one."""
_FILLING: Final = _words(
    "book pro mini max plus ultra se xl lite von de der des di da do of the la le el van "
    "het s my mein mon mi new old neu alt windows win linux android ios mac dell hp "
    "lenovo thinkpad acer asus samsung apple google xiaomi microsoft surface local lan "
    "home internal corp intern domain net com org gov edu staff guest shared spare loan "
    "pool test dev temp lab demo meeting room raum office buero reception empfang front "
    "back desk hall lobby library school class server print printer scan kiosk display "
    "signage tv cam camera kamera nvr dvr cctv alarm gate door entrance till pos poe ap "
    "wifi wlan switch router voip sip fax telephone unit site floor level north south "
    "east west depot works it admin user client default unknown generic device host ops "
    "noc main txt log out xml json csv yaml pem crt cer pcap pcapng cap walk snmp scan arp "
    "ipc dvrs nvrs ptz hik hikvision dahua uniview tiandy huawei zte hytera axis hanwha "
    "reolink tplink ezviz imou hilook lorex"
)
"""Words that name nobody."""
_NOBODY: Final = _OWN | _FILLING
_WORDS: Final = re.compile(r"[^\W\d_]+")
_GIVEN_AND_FAMILY: Final = re.compile(r"[^\W\d_]{3,20}\.[^\W\d_]{3,20}")
_CAMELS: Final = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")
_GIVEN_BY_WINDOWS: Final = re.compile(
    r"(?:DESKTOP-(?=[A-Z\d]*\d[A-Z])[A-Z\d]{7}|LAPTOP-(?=[A-Z\d]*\d[A-Z])[A-Z\d]{8}"
    r"|desktop-(?=[a-z\d]*\d[a-z])[a-z\d]{7}|laptop-(?=[a-z\d]*\d[a-z])[a-z\d]{8})(?![^.])"
)
"""What Windows calls a new machine: seven (eight for a laptop) letters and digits by chance.

Letters and a number behind them may be a person's name.
"""
_LEAST: Final = 3
"""Letters of a name; shorter words are marks of rooms and series."""


def looks_personal(name: str) -> bool:
    """Return whether a device's name looks as if it held a person's.

    >>> [looks_personal(each) for each in ("Johns-iPhone", "anna.schmidt", "AnnasMacBook")]
    [True, True, True]
    >>> [looks_personal(each) for each in ("lib-entrance", "10.0.0.5", "iPhone-13")]
    [False, False, False]
    """
    if _GIVEN_BY_WINDOWS.match(name) is not None:
        return False
    whole = {word.casefold() for word in _WORDS.findall(name[:253])}
    words = [word.casefold() for word in _WORDS.findall(_CAMELS.sub(" ", name[:253]))]
    names = [word for word in words if word not in _NOBODY and len(word) >= _LEAST]
    if not names:
        return False
    if _GIVEN_AND_FAMILY.fullmatch(name) is not None:
        return len(names) == len(words)
    return not _OWN.isdisjoint(whole.union(words)) or any(
        word.endswith(_ENDS) for word in whole
    )


def shown(name: str) -> str:
    """Return a device's name, or what stands in its place.

    >>> shown("Johns-iPhone"), shown("cam-1")
    ('(name withheld)', 'cam-1')
    """
    return MASKED if looks_personal(name) else name
