"""Which product a procurement classification code stands for.

Codes of the Common Procurement Vocabulary (Regulation (EC) No 213/2008, as it stood in
November 2026) and of UNSPSC, by their beginnings; the longest that fits counts. The table is
short on purpose: a code that may mean other things as well (35125000, any surveillance
system; 79714000, guarding) is left out, and the product stays unknown.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Product(NamedTuple):
    """What a code says of the thing bought."""

    form: str
    product_class: str
    code: str
    """As the record writes it."""


_CAMERAS: Final = ("equipment", "video_surveillance")
_TELECOM: Final = ("equipment", "telecommunications")
_TABLES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "CPV": MappingProxyType(
            {
                "32231": _CAMERAS,  # closed-circuit television apparatus
                "32234": _CAMERAS,  # closed-circuit television cameras
                "32235": _CAMERAS,  # closed-circuit surveillance system
                "323235": _CAMERAS,  # video-surveillance system
                "351253": _CAMERAS,  # security cameras
                "92222": (
                    "service",
                    "video_surveillance",
                ),  # closed-circuit television services
                "325": _TELECOM,  # telecommunications equipment and supplies
                "642": ("service", "telecommunications"),  # telecommunications services
                "324131": ("equipment", "router"),  # network routers
                "347112": ("equipment", "drone"),  # non-piloted aircraft
            }
        ),
        "UNSPSC": MappingProxyType(
            {
                "46171610": _CAMERAS,  # security cameras
                "46171621": _CAMERAS,  # surveillance video recorders
            }
        ),
    }
)
_CODE: Final = re.compile(
    r"(?P<scheme>CPV|UNSPSC)[^:]{0,10}:(?P<code>\d{3,8})(-\d)?", re.IGNORECASE
)
MOST_CODES: Final = 100


def product_of(classification: str) -> Product | None:
    """Return the product that the codes of a record agree on, or None.

    Args:
        classification: codes as ``SCHEME:code``, parted by spaces; check digits may follow.

    >>> product_of("CPV:32323500-8 CPV:45000000")
    Product(form='equipment', product_class='video_surveillance', code='CPV:32323500-8')
    >>> product_of("CPV:32323500 CPV:64200000") is None
    True
    """
    found = [
        Product(*meaning, code)
        for code in classification.split()[:MOST_CODES]
        if (meaning := _meaning(code)) is not None
    ]
    return found[0] if len({each[:2] for each in found}) == 1 else None


def _meaning(text: str) -> tuple[str, str] | None:
    code = _CODE.fullmatch(text)
    if code is None:
        return None
    table, digits = _TABLES[code["scheme"].upper()], code["code"]
    beginnings = (digits[:length] for length in range(len(digits), 0, -1))
    return next((table[each] for each in beginnings if each in table), None)
