"""Documents of YAML, by ``pyyaml``: a part of the extra ``netbox``.

Only events are asked of the library: values are made here, of texts, lists and mappings alone,
so that no tag can make an object. An alias is refused, and depth and size are bounded.
"""

from collections.abc import Iterator
from typing import Final

import yaml

from countersight.messages import sentence
from countersight.read.devices.netbox import BadYaml
from countersight.read.json_text import Json
from countersight.read.source import Feed

DEEPEST: Final = 40
MOST_NODES: Final = 500_000
"""Values in one document, or in one item of a list."""
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Events = Iterator[yaml.Event]


class _Bounded:
    """A feed of which no single text may be longer than an item may."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        """Return bytes."""
        piece = self._feed.read(size)
        self._since += len(piece)
        if self._since > self._feed.limits.max_item:
            raise BadYaml(sentence("a text in it is longer than is read"))
        return piece

    def events(self) -> Events:
        """Yield what stands in the stream."""
        for event in yaml.parse(self, Loader=_LOADER):
            self._since = 0
            yield event


def documents(feed: Feed) -> Iterator[Json]:
    """Yield each document of a stream, and of a document that is a list each item.

    Raises:
        BadYaml: see there; what came before was yielded.
    """
    bounded = _Bounded(feed)
    try:
        for event in (events := bounded.events()):
            if isinstance(event, yaml.DocumentStartEvent):
                yield from _document(events)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = sentence(" at line {line}", line=mark.line + 1) if mark is not None else ""
        raise BadYaml(sentence("it is no YAML{where}", where=where)) from error
    except (ValueError, RecursionError) as error:
        raise BadYaml(sentence("it is no YAML, or in no encoding that is read")) from error


def _document(events: Events) -> Iterator[Json]:
    first = next(events)
    if isinstance(first, yaml.SequenceStartEvent):
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield _value(event, events, _Count())
    else:
        yield _value(first, events, _Count())


class _Count:
    """Counts the values of one item."""

    def __init__(self) -> None:
        self.nodes = 0
        self.depth = 0

    def __enter__(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadYaml(sentence("it is nested more than {deepest} deep", deepest=DEEPEST))

    def __exit__(self, *_: object) -> None:
        self.depth -= 1

    def met(self) -> None:
        """Count one value."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise BadYaml(
                sentence("an item has more than {most_nodes} values", most_nodes=MOST_NODES)
            )


def _value(event: yaml.Event, events: Events, count: _Count) -> Json:
    count.met()
    match event:
        case yaml.ScalarEvent():
            text = str(event.value)
            return None if event.implicit[0] and text in _NOTHING else text
        case yaml.SequenceStartEvent():
            with count:
                return _list(events, count)
        case yaml.MappingStartEvent():
            with count:
                return _mapping(events, count)
        case _:
            raise BadYaml(sentence("it holds an alias, which could multiply text"))


def _list(events: Events, count: _Count) -> Json:
    found: list[Json] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_value(event, events, count))
    return found


def _mapping(events: Events, count: _Count) -> Json:
    found: dict[str, Json] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events, count)
        value = _value(next(events), events, count)
        if isinstance(key, str):
            found[key] = value
    return found
