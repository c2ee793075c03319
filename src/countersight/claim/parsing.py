"""A case file is parsed: its tables, and the line of each entry."""

import re
import tomllib
from collections.abc import Mapping
from typing import Final, cast

from countersight.catalogue.fields import Place, nearest
from countersight.claim.tables import ENTRIES
from countersight.errors import EntryError
from countersight.messages import sentence

MAX_FILE: Final = 8_000_000
"""Letters of a case file."""
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*([a-z]+)[ \t]*\]\]", re.MULTILINE)


def parsed(text: str, name: str) -> Mapping[str, object]:
    """Return the tables of a case file.

    Raises:
        EntryError: it is too long, is no TOML, or has a table that no case has.
    """
    if len(text) > MAX_FILE:
        raise EntryError(
            sentence("{name}: has more than {most} letters", name=name, most=MAX_FILE),
            hint=sentence("Split the case."),
        )
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise EntryError(
            sentence("{name}: is no TOML: {wrong}", name=name, wrong=wrong)
        ) from wrong
    known = {"case", *(table.name for table in ENTRIES)}
    for key in raw:
        if key not in known:
            raise Place(name, field=key).error(
                sentence("is no table of a case"), nearest(key, known)
            )
    return raw


def lines_of(text: str, raw: Mapping[str, object]) -> dict[str, list[int]]:
    """Return the line of each entry; nothing for lists whose headers can't be told apart."""
    found: dict[str, list[int]] = {}
    line = done = 0
    for header in _HEADER.finditer(text):
        line += text.count("\n", done, header.start(1))
        done = header.start(1)
        found.setdefault(header[1], []).append(line + 1)
    return {
        key: lines
        for key, lines in found.items()
        if isinstance(raw.get(key), list) and len(lines) == len(cast("list[object]", raw[key]))
    }
