"""The frames of a capture: pcap and pcapng, told one by one, as far as the file goes.

pcap: 24 bytes of head, then records of 16 bytes and a frame (draft-ietf-opsawg-pcap).
pcapng: blocks of type, length, body, length (draft-ietf-opsawg-pcapng); of them section
heads, interfaces, and enhanced or simple packets are read.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Final

from countersight.messages import sentence

Take = Callable[[int], bytes]
"""Returns just so many bytes, or fewer at the end."""

LONGEST: Final = 262_144
"""Bytes of a frame; pcap's own bound."""
_LONGEST_BLOCK: Final = 16 * 1024 * 1024
_PCAP: Final = {
    b"\xd4\xc3\xb2\xa1": "<",
    b"\xa1\xb2\xc3\xd4": ">",
    b"\x4d\x3c\xb2\xa1": "<",
    b"\xa1\xb2\x3c\x4d": ">",
}
_SECTION: Final = b"\x0a\x0d\x0d\x0a"
_ORDERS: Final = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_INTERFACE, _SIMPLE, _ENHANCED = 1, 3, 6
_LEAST_BLOCK: Final = 12


class CutOff(Exception):  # noqa: N818 - a Problem is made of it
    """The capture breaks off in a frame, or is damaged."""


def is_capture(prefix: bytes) -> bool:
    """Return whether a file that begins with *prefix* is a capture.

    >>> is_capture(bytes.fromhex("d4c3b2a1")), is_capture(b"host,mac")
    (True, False)
    """
    return prefix[:4] in _PCAP or prefix[:4] == _SECTION


def frames(take: Take) -> Iterator[tuple[int, bytes]]:
    """Yield the link type and the bytes of each frame.

    Raises:
        CutOff: see above; the frames before were handed out.
    """
    magic = take(4)
    if magic in _PCAP:
        yield from _pcap(take, _PCAP[magic])
    else:
        yield from _pcapng(take, magic)


def _exactly(take: Take, size: int) -> bytes:
    return _whole(take(size), size)


def _whole(found: bytes, size: int) -> bytes:
    if len(found) < size:
        raise CutOff(sentence("the capture breaks off in a packet"))
    return found


def _pcap(take: Take, order: str) -> Iterator[tuple[int, bytes]]:
    (link,) = struct.unpack(f"{order}I", _exactly(take, 20)[16:])
    while head := take(16):
        (size,) = struct.unpack(f"{order}8xI4x", _whole(head, 16))
        if size > LONGEST:
            raise CutOff(sentence("a packet is longer than a packet can be"))
        yield link & 0xFFFF, _exactly(take, size)


def _pcapng(take: Take, kind: bytes) -> Iterator[tuple[int, bytes]]:
    order, links = "<", list[int]()
    while kind:
        length = _exactly(take, 4)
        if kind == _SECTION:
            mark = _exactly(take, 4)
            if mark not in _ORDERS:
                raise CutOff(sentence("a section of the capture has no byte order"))
            order, links = _ORDERS[mark], []
            _exactly(take, _size(length, order) - 4)
        else:
            body = _exactly(take, _size(length, order))
            (number,) = struct.unpack(f"{order}I", _whole(kind, 4))
            yield from _of_block(number, body[:-4], order, links)
        kind = take(4)


def _size(length: bytes, order: str) -> int:
    """Return how many bytes of a block follow its length."""
    (size,) = struct.unpack(f"{order}I", length)
    if not _LEAST_BLOCK <= size <= _LONGEST_BLOCK:
        raise CutOff(sentence("a block of the capture has an impossible length"))
    return int(size) - 8


def _of_block(
    number: int, body: bytes, order: str, links: list[int]
) -> Iterator[tuple[int, bytes]]:
    try:
        if number == _INTERFACE:
            links.append(int(struct.unpack_from(f"{order}H", body)[0]))
        elif number == _ENHANCED:
            interface, size = struct.unpack_from(f"{order}I8xI", body)
            yield links[interface], body[20 : 20 + size]
        elif number == _SIMPLE:
            yield links[0], body[4:]
    except (struct.error, IndexError) as error:
        raise CutOff(sentence("a block of the capture is damaged")) from error
