"""Captures and renditions as events of the log, and back."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias, TypeVar

from countersight.errors import LogError
from countersight.ids import Sha256, is_digest
from countersight.messages import sentence
from countersight.model.capture import (
    Capture,
    HeldCapture,
    NoRendition,
    Receipt,
    Rendition,
    RenditionKind,
)
from countersight.model.event import Body, Entry, Event, EventKind, JsonValue

Derived: TypeAlias = Rendition | NoRendition
_Kind = TypeVar("_Kind", str, int)


def capture_event(capture: Capture, *, at: str, by: str) -> Event:
    """Return the event that tells of a capture.

    >>> held = Capture(Sha256("0" * 64), 3, "text/plain", Receipt("a.txt", "file"))
    >>> capture_event(held, at="2026-11-24T12:00:00Z", by="Registry").body["size"]
    3
    """
    receipt = capture.receipt
    body: dict[str, JsonValue] = {
        "type": "capture",
        "digest": capture.digest,
        "size": capture.size,
        "media_type": capture.media_type,
        "source": receipt.source,
        "how": receipt.how,
        "name": receipt.name,
        "claimed_type": receipt.claimed_type,
    }
    if receipt.parent is not None:
        body |= {"parent": receipt.parent, "depth": receipt.depth}
    return Event(EventKind.ADD, at, by, body)


def derived_event(derived: Derived, *, at: str, by: str) -> Event:
    """Return the event that tells of a rendition, or that there is none."""
    body: dict[str, JsonValue] = {
        "capture": derived.capture,
        "tool": derived.tool,
        "version": derived.version,
    }
    match derived:
        case Rendition():
            body |= {
                "type": "rendition",
                "digest": derived.digest,
                "kind": derived.kind.value,
                "parameters": dict(derived.parameters),
            }
        case NoRendition():
            body |= {"type": "no_rendition", "code": derived.code, "reason": derived.reason}
    return Event(EventKind.DERIVE, at, by, body)


def capture_in(entry: Entry) -> HeldCapture | None:
    """Return the capture that an entry tells of; None where it tells of something else.

    Raises:
        LogError: it tells of a capture and lacks a part.
    """
    event = entry.event
    if event is None or event.kind is not EventKind.ADD or event.body.get("type") != "capture":
        return None
    said = event.body
    parent = said.get("parent")
    receipt = Receipt(
        _part(said, "source", str),
        _part(said, "how", str),
        _part(said, "name", str),
        _part(said, "claimed_type", str),
        None if parent is None else Sha256(_part(said, "parent", str)),
        0 if parent is None else _part(said, "depth", int),
    )
    capture = Capture(
        Sha256(_part(said, "digest", str)),
        _part(said, "size", int),
        _part(said, "media_type", str),
        receipt,
    )
    return HeldCapture(entry.number, event.at, event.by, capture)


def derived_in(entry: Entry) -> Derived | None:
    """Return the rendition that an entry tells of, or that there is none; else None.

    Raises:
        LogError: it tells of a rendition and lacks a part.
    """
    event = entry.event
    if event is None or event.kind is not EventKind.DERIVE:
        return None
    said = event.body
    made = (Sha256(_part(said, "capture", str)), _part(said, "tool", str))
    version = _part(said, "version", str)
    match said.get("type"):
        case "rendition":
            parameters = said.get("parameters")
            if not isinstance(parameters, Mapping):
                raise LogError(
                    sentence(
                        "entry {number}: a rendition has no parameters", number=entry.number
                    )
                )
            return Rendition(
                made[0],
                Sha256(_part(said, "digest", str)),
                _kind(_part(said, "kind", str)),
                made[1],
                version,
                {key: str(value) for key, value in parameters.items()},
            )
        case "no_rendition":
            code, reason = _part(said, "code", str), _part(said, "reason", str)
            return NoRendition(made[0], code, reason, made[1], version)
        case _:
            return None


_HOLD = frozenset({EventKind.ADD, EventKind.DERIVE})
_NOTHING: frozenset[Sha256] = frozenset()


def needed(entry: Entry) -> AbstractSet[Sha256]:
    """Return the bytes that must be held, for what an entry says to stand."""
    event = entry.event
    if event is None or event.kind not in _HOLD:
        return _NOTHING
    found = event.body.get("digest")
    return {Sha256(found)} if isinstance(found, str) else set()


def named(entry: Entry) -> set[Sha256]:
    """Return whatever in an entry looks like a digest."""
    return set(_digests(entry.event.body)) if entry.event is not None else set()


def _digests(value: JsonValue) -> Iterator[Sha256]:
    match value:
        case str():
            if is_digest(value):
                yield Sha256(value)
        case Mapping():
            for one in value.values():
                yield from _digests(one)
        case bool() | int() | float() | None:
            return
        case _:
            for one in value:
                yield from _digests(one)


def _kind(text: str) -> RenditionKind:
    try:
        return RenditionKind(text)
    except ValueError as wrong:
        raise LogError(
            sentence("a rendition is of the unknown kind {text!r}", text=text)
        ) from wrong


def _part(said: Body, key: str, kind: type[_Kind]) -> _Kind:
    value = said.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise LogError(sentence("an entry of the log lacks {key}", key=key))
    return value
