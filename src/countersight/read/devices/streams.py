"""What devices answer over TCP: HTTP and RTSP, greetings, and the certificate of TLS.

Segments that follow one another are put together, as far as an answer of ``LONGEST`` bytes;
what comes out of order, or is packed (gzip, chunks), is not. Of HTTP the headers, the title and
answers of devices in XML are read; of TLS up to 1.2 the certificate, which later versions
hide; of SSH, FTP, SMTP and Telnet the greeting.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from countersight.read.devices.answers import leaves_of
from countersight.read.devices.certificates import names
from countersight.read.devices.greetings import greeting

Told = tuple[str, str, str]
"""A host, a kind and a value."""

LONGEST: Final = 32_768
MOST_SEGMENTS: Final = 256
"""Segments of one answer that are put together."""
MOST_STREAMS: Final = 2_000
"""Streams that are waited for at once; of the oldest is read what there is."""
_FIN, _RST = 0x01, 0x04
_HEADER: Final = re.compile(
    rb"\r\n(server|www-authenticate):[ \t]*([^\r\n]{1,1000})", re.IGNORECASE
)
_HEADERS: Final = {b"server": "server", b"www-authenticate": "wwwauth"}
_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})", re.IGNORECASE)
_TITLE: Final = re.compile(rb"<title[^>]{0,100}>([^<]{1,500})</title>", re.IGNORECASE)
_TLS_START: Final = b"\x16\x03"
_CERTIFICATE: Final = 11
"""Type of the handshake message (RFC 5246, section 7.4)."""
_PORTS: Final = {21: "ftp", 22: "ssh", 23: "telnet", 25: "smtp"}


def of_message(payload: bytes, host: str) -> Iterator[Told]:
    """Yield the headers of an answer of HTTP or RTSP, or of an SSDP notice."""
    start = payload[:5]
    if start not in {b"HTTP/", b"RTSP/", b"NOTIF"}:
        return
    kind = "rtsp_header" if start == b"RTSP/" else "http_header"
    for name, value in _HEADER.findall(payload.partition(b"\r\n\r\n")[0]):
        yield host, f"{kind}.{_HEADERS[name.lower()]}", value.decode("utf-8", "replace")


def of_web(data: bytes, host: str) -> Iterator[Told]:
    """Yield what an answer of HTTP or RTSP says: headers, title, or an answer in XML."""
    yield from of_message(data, host)
    body = data.partition(b"\r\n\r\n")[2]
    title = _TITLE.search(body)
    if title is not None:
        said = unescape(title[1].decode("utf-8", "replace"))
        yield host, "html_title", " ".join(said.split())
    elif body.lstrip()[:1] == b"<":
        yield from leaves_of(body, host)


def _web_is_whole(data: bytes) -> bool:
    head, end, body = data.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return bool(end) and length is not None and len(body) >= int(length[1])


def _handshake(data: bytes) -> bytes:
    """Return the handshake messages in records of TLS (RFC 5246, section 6.2)."""
    at, found = 0, bytearray()
    while data[at : at + 2] == _TLS_START:
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        found += data[at + 5 : at + 5 + size]
        at += 5 + size
    return bytes(found)


def _certificate(data: bytes) -> bytes:
    """Return the first certificate in records of TLS; nothing where it is not all there."""
    messages, at = _handshake(data), 0
    while at + 4 <= len(messages):
        size = int.from_bytes(messages[at + 1 : at + 4], "big")
        if messages[at] == _CERTIFICATE:
            first = int.from_bytes(messages[at + 7 : at + 10], "big")
            found = messages[at + 10 : at + 10 + first]
            return found if first and len(found) == first else b""
        at += 4 + size
    return b""


def _of_tls(data: bytes, host: str) -> Iterator[Told]:
    try:
        issuer, subject = names(_certificate(data))
    except (ValueError, IndexError):
        return
    yield host, "x509.subject", subject
    yield host, "x509.issuer", issuer


@dataclass(slots=True)
class _Stream:
    reads: Callable[[bytes, str], Iterator[Told]]
    is_whole: Callable[[bytes], bool]
    following: int
    segments: int = 0
    data: bytearray = field(default_factory=bytearray)


class Streams:
    """Hears segments of TCP, and tells what the answers in them say."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, str, int, int], _Stream] = OrderedDict()

    def hear(self, host: str, target: str, segment: bytes) -> Iterator[Told]:
        """Hear one segment; yield what is known by it.

        Raises:
            IndexError: it is no sound segment.
        """
        ports = int.from_bytes(segment[:2], "big"), int.from_bytes(segment[2:4], "big")
        payload = segment[(segment[12] >> 4) * 4 :]
        ends = segment[13] & (_FIN | _RST)
        key = (host, target, *ports)
        stream = self._open.get(key)
        if stream is None and not payload:
            return
        sequence = int.from_bytes(segment[4:8], "big")
        if stream is None:
            service = _PORTS.get(ports[0])
            told = greeting(payload, service) if service else None
            if told is not None:
                yield host, *told
            stream = self._begun(key, payload, sequence)
        if stream is None:
            return
        if payload and sequence == stream.following:
            stream.data += payload
            stream.segments += 1
            stream.following = (sequence + len(payload)) & 0xFFFFFFFF
        full = len(stream.data) >= LONGEST or stream.segments >= MOST_SEGMENTS
        if ends or full or stream.is_whole(bytes(stream.data)):
            del self._open[key]
            yield from stream.reads(bytes(stream.data), host)
        elif len(self._open) > MOST_STREAMS:
            yield from self._oldest()

    def rest(self) -> Iterator[Told]:
        """Yield what is known of the answers that did not end."""
        while self._open:
            yield from self._oldest()

    def _begun(
        self, key: tuple[str, str, int, int], payload: bytes, sequence: int
    ) -> _Stream | None:
        if payload[:5] in {b"HTTP/", b"RTSP/"}:
            stream = _Stream(of_web, _web_is_whole, sequence)
        elif payload[:2] == _TLS_START:
            stream = _Stream(_of_tls, lambda data: bool(_certificate(data)), sequence)
        else:
            return None
        self._open[key] = stream
        return stream

    def _oldest(self) -> Iterator[Told]:
        key, stream = self._open.popitem(last=False)
        yield from stream.reads(bytes(stream.data), key[0])
