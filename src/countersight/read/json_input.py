"""JSON documents and JSON Lines: which it is, and whether it holds OCDS or rows.

JSON that breaks off: what came before is read, the rest is one Problem that stops. A line
of JSON Lines that is no JSON is a Problem and the rest goes on; a last line that was cut
off stops. Of a document one array is read: the one with a known name, else the longest; any
other array of objects is a Problem.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Final

from countersight.messages import sentence
from countersight.model.record import Batch, Origin, Problem
from countersight.read.headers import meaning
from countersight.read.json_rows import Entry, read_rows
from countersight.read.json_text import Broken, Json, Scanner, escape, loads
from countersight.read.layout import ANCHORS
from countersight.read.ocds import Package, looks_like_ocds, read_ocds
from countersight.read.source import MIB, Feed, Options
from countersight.read.text import TextFeed

ARRAYS: Final = frozenset(
    {"releases", "records", "data", "rows", "results", "items", "value", "suppliers", "devices"}
)
"""Members of a top-level object whose items are read one by one."""
DEEPEST_ARRAY: Final = 3
"""How far down an array is looked for where no member has one of these names."""


def read_json(feed: Feed, origin: Origin, options: Options) -> Iterator[Batch]:
    """Yield the batches of a JSON document or of JSON Lines."""
    text = TextFeed(feed, origin, longest=options.limits.max_item)
    head = feed.peek(MIB).decode(text.encoding, "ignore").lstrip("\ufeff")
    package = Package()
    if is_lines(head):
        name, entries = "jsonl", _lines(text, origin)
    else:
        scanner = Scanner(text.pieces(), options.limits)
        name, entries = "json", _items(scanner, origin, package)
    first = list(_until_value(entries))
    whole = chain(first, entries)
    if first and looks_like_ocds(first[-1].value):
        yield from read_ocds(whole, origin, options, package)
    else:
        yield from read_rows(whole, origin, name, options)


def _until_value(entries: Iterator[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        if entry.problem is None:
            return


def is_lines(head: str) -> bool:
    r"""Return whether a text that begins with *head* is JSON Lines.

    >>> is_lines('{"a": 1}\n{"a": 2}\n'), is_lines('{"a": 1}\n'), is_lines('{\n"a": 1}')
    (True, False, False)
    """
    lines = [line for line in head.splitlines() if line.strip()][:3]
    if not lines or not lines[0].lstrip().startswith("{"):
        return False
    if len(lines) == 1:
        return len(head) >= MIB // 4 and not any(
            f'"{key}"' in head for key in ("releases", "records")
        )
    return _is_object(lines[0]) or _is_object(lines[1])


def _is_object(line: str) -> bool:
    try:
        return isinstance(loads(line), dict)
    except Broken:
        return False


def _lines(text: TextFeed, origin: Origin) -> Iterator[Entry]:
    for block in text.blocks():
        for problem in block.problems:
            yield Entry(problem.origin.row, None, None, problem)
        for number, line in enumerate(block.lines, block.first):
            if not line.strip():
                continue
            try:
                yield Entry(number, None, loads(line))
            except Broken as error:
                cut = not line.endswith(("\n", "\r"))
                yield Entry(number, None, None, _bad_line(origin, number, str(error), cut=cut))


def _bad_line(origin: Origin, number: int, error: str, *, cut: bool) -> Problem:
    place = Origin(origin.file, origin.member, row=number)
    code = "cut-line" if cut else "bad-json"
    return Problem(
        place, code, sentence("the line can't be read: {error}", error=str(error)), stops=cut
    )


def _items(scanner: Scanner, origin: Origin, package: Package) -> Iterator[Entry]:
    """Yield the items of the array that a document is about, or the document itself.

    The members beside the array are told to *package*.
    """
    members: dict[str, Json] = {}
    others: Counter[str] = Counter()
    array: str | None = None
    met = False
    try:
        for item in scanner.items(ARRAYS):
            if item.index is None:
                members[item.key or ""] = item.value
                package.note(item.key or "", item.value)
            elif not met or item.key == array:
                array, met = item.key, True
                package.holds(array)
                yield Entry(None, item.pointer, item.value)
            else:
                others[f"/{escape(item.key or '')}"] += 1
    except Broken as error:
        message = sentence("the document can't be read to its end: {error}", error=str(error))
        hint = sentence("What came before was read. Fetch the file again.")
        problem = Problem(origin, "broken-json", message, hint, stops=True)
        yield Entry(None, None, None, problem)
    yield from _beside(members, origin) if met else _of_members(members, origin, package)
    for pointer, items in others.items():
        yield _other_array(origin, pointer, items)


def _beside(members: dict[str, Json], origin: Origin) -> Iterator[Entry]:
    """Yield a Problem for each array of objects beside the one that was read."""
    if not looks_like_ocds(members):
        for pointer, length, _ in arrays_of(members):
            yield _other_array(origin, pointer, length, stops=False)


def _of_members(members: dict[str, Json], origin: Origin, package: Package) -> Iterator[Entry]:
    """Yield the one row or release that a document is, or the items of its longest array."""
    arrays = [] if _is_one(members) else sorted(arrays_of(members), key=lambda each: -each[1])
    if not arrays:
        if members:
            yield Entry(None, "", members)
        return
    (pointer, _, items), *others = arrays
    package.holds(pointer.rpartition("/")[2])
    for index, item in enumerate(items):
        yield Entry(None, f"{pointer}/{index}", item)
    for other, length, _ in others:
        yield _other_array(origin, other, length)


def _is_one(members: dict[str, Json]) -> bool:
    if looks_like_ocds(members):
        return True
    plain = (key for key, value in members.items() if not isinstance(value, dict | list))
    found = (meaning(key) for key in plain)
    return any(each is not None and each.field in ANCHORS for each in found)


def arrays_of(
    value: Json, pointer: str = "", depth: int = 0
) -> Iterator[tuple[str, int, list[Json]]]:
    """Yield the arrays of objects in the members of an object: pointer, length, items.

    >>> [found[:2] for found in arrays_of({"result": {"rows": [{"name": "Acme"}]}, "n": [1]})]
    [('/result/rows', 1)]
    """
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield pointer, len(value), value
    elif isinstance(value, dict) and depth < DEEPEST_ARRAY:
        for key, inner in value.items():
            yield from arrays_of(inner, f"{pointer}/{escape(key)}", depth + 1)


def _other_array(origin: Origin, pointer: str, items: int, *, stops: bool = True) -> Entry:
    place = Origin(origin.file, origin.member, pointer=pointer)
    message = sentence(
        "an array of {items} was not read: of a document one array is read", items=items
    )
    hint = sentence("Save the array as a file of its own, and hand that in too.")
    problem = Problem(place, "other-array", message, hint, stops=stops, rows=items)
    return Entry(None, None, None, problem)
