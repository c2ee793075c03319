"""A document of many objects, written one by one, whole or not at all."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.stores.whole import whole_file


def keep_objects(
    target: Path, head: Mapping[str, object], rows: Iterable[Mapping[str, object]]
) -> int:
    """Write ``{**head, "results": [...]}`` to a file as JSON; return how many rows there were.

    Raises:
        SourceError: it can't be written. What *rows* raises goes through, and no file is left.
    """
    begun = json.dumps(head, ensure_ascii=False)[:-1]
    count = 0
    try:
        with whole_file(target) as file:
            file.write(f'{begun}, "results": ['.encode())
            for count, row in enumerate(rows, start=1):
                comma = "," if count > 1 else ""
                file.write(f"{comma}\n{json.dumps(row, ensure_ascii=False)}".encode())
            file.write(b"\n]}\n")
    except OSError as wrong:
        raise SourceError(
            sentence(
                "{target}: can't be written: {strerror}", target=target, strerror=wrong.strerror
            )
        ) from wrong
    return count
