"""JSON Lines: one object a record, one a Problem."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.model.finding import Counts, Grounds, ScreenedBatch
from countersight.report.objects import Plain, problem_object, screened_object


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Writes each answer as one line of JSON (RFC 8259, UTF-8)."""

    grounds: Grounds

    def begin(self) -> Iterator[str]:
        """Yield nothing: every line stands alone."""
        return iter(())

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield a line for each record that is told, and for each Problem."""
        for screened in batch.records:
            yield line(screened_object(screened, self.grounds))
        for problem in batch.problems:
            yield line(problem_object(problem))

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield nothing: counts go to standard error."""
        del counts
        return iter(())


def line(found: Mapping[str, Plain]) -> str:
    r"""Return an object as one line of JSON.

    >>> line({"name": "杭州", "row": 2})
    '{"name":"杭州","row":2}\n'
    """
    return f"{one_line(found)}\n"


def one_line(value: "Plain | Mapping[str, Plain]") -> str:
    """Return a value as JSON without a line break."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_OBEYED: Final = re.compile("[\x7f-\x9f\u2028\u2029]")
"""Line breaks that readers of lines obey, and controls that terminals do, which JSON allows."""
