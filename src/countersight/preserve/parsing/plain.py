"""Reads plain text."""

from countersight.preserve.charsets import decode
from countersight.preserve.parsing.made import Limits, Made
from countersight.preserve.parsing.serving import serve

TOOL, VERSION = "countersight.plain", "1"


def parse(data: bytes, _: Limits) -> Made:
    """Return the text as it is, line ends and all, without a byte order mark."""
    text, charset = decode(data)
    return Made(text, TOOL, VERSION, {"charset": charset})


if __name__ == "__main__":
    serve(parse, tool=TOOL, version=VERSION)
