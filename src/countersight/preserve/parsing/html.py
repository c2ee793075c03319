"""Reads the words of a web page, with trafilatura; scripts are never run.

The page itself stays as it was received; this is a working text beside it: the main text, or,
where none is found, all visible text.
"""

from importlib.metadata import version
from typing import Final

import trafilatura

from countersight.preserve.parsing.made import Limits, Made, UnreadableError
from countersight.preserve.parsing.serving import serve

TOOL: Final = "trafilatura"
VERSION: Final = version(TOOL)


def parse(data: bytes, _: Limits) -> Made:
    """Return the words of a page.

    Raises:
        UnreadableError: there are none.
    """
    main = trafilatura.extract(
        data,
        output_format="txt",
        favor_recall=True,
        include_comments=True,
        include_tables=True,
        deduplicate=False,
    )
    if main:
        return Made(str(main), TOOL, VERSION, {"mode": "main", "favor": "recall"})
    whole = trafilatura.html2txt(data)
    if whole:
        return Made(str(whole), TOOL, VERSION, {"mode": "all"})
    raise UnreadableError("no_text", "the page shows no words")


if __name__ == "__main__":
    serve(parse, tool=TOOL, version=VERSION)
