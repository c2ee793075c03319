r"""Certificates as PEM (RFC 7468): the subject and the issuer of each, and no more.

Only the outline of a certificate is read (X.690 DER, RFC 5280 section 4.1): two names. What
is not sound is a Problem. A private key in the file is neither read nor kept.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.source import MIB, Feed, Options

FORMAT: Final = "certificates"
LARGEST: Final = 16 * MIB
BEGIN: Final = "-----BEGIN CERTIFICATE-----"
_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----([^-]+)(-----END CERTIFICATE-----)?")
_TYPES: Final = {
    b"\x55\x04\x03": "CN",
    b"\x55\x04\x06": "C",
    b"\x55\x04\x07": "L",
    b"\x55\x04\x08": "ST",
    b"\x55\x04\x0a": "O",
    b"\x55\x04\x0b": "OU",
}
"""Attribute types (RFC 4519) as DER writes their identifiers."""
_SEQUENCE, _VERSION, _BMP = 0x30, 0xA0, 0x1E
_LONG_FORM, _MOST_LENGTH = 0x80, 4
_MOST_PARTS: Final = 100


def looks_like_certificates(head: str) -> bool:
    """Return whether a text has a certificate in it.

    >>> looks_like_certificates("-----BEGIN CERTIFICATE-----")
    True
    """
    return BEGIN in head


def read_certificates(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the names of the certificates in a file; they are of one host, called as it."""
    del options
    data = feed.peek(LARGEST)
    seen: list[Observation] = []
    problems: list[Problem] = []
    row = at = 0
    for found in _PEM.finditer(data):
        row, at = row + data.count(b"\n", at, found.start()), found.start()
        place = Origin(origin.file, origin.member, row=row + 1)
        try:
            issuer, subject = names(base64.b64decode(found[1], validate=False))
        except (ValueError, IndexError, binascii.Error):
            cut = found[2] is None
            message = (
                sentence("a certificate is cut off")
                if cut
                else sentence("a certificate can't be read")
            )
            problems.append(
                Problem(
                    place, "bad-certificate", message, sentence("Save it again."), stops=cut
                )
            )
            continue
        told = [("x509.subject", subject), ("x509.issuer", issuer)]
        seen += observations(str(origin), told, place)
    yield Observations(tuple(seen), tuple(problems), FORMAT)


def names(der: bytes) -> tuple[str, str]:
    """Return the issuer and the subject of a certificate, as RFC 4514 writes names.

    Raises:
        ValueError: it is no certificate.
    """
    certificate = _inside(der)
    parts = list(_elements(_inside(certificate)))
    if parts and parts[0][0] == _VERSION:
        parts = parts[1:]
    return _name(parts[2][1]), _name(parts[4][1])


def _inside(data: bytes) -> bytes:
    tag, content, _ = _element(data)
    if tag != _SEQUENCE:
        raise ValueError(sentence("it is no sequence"))
    return content


def _element(data: bytes) -> tuple[int, bytes, bytes]:
    """Return the tag and the content of the first element, and what follows it."""
    tag, length, start = data[0], data[1], 2
    if length & _LONG_FORM:
        size = length & ~_LONG_FORM
        if not 1 <= size <= _MOST_LENGTH:
            raise ValueError(sentence("its length is no length"))
        length = int.from_bytes(data[2 : 2 + size], "big")
        start += size
    if start + length > len(data):
        raise ValueError(sentence("it is cut off"))
    return tag, data[start : start + length], data[start + length :]


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    for _ in range(_MOST_PARTS):
        if not data:
            return
        tag, content, data = _element(data)
        yield tag, content


def _name(data: bytes) -> str:
    parts: list[str] = []
    for _, relative in _elements(data):
        for _, attribute in _elements(relative):
            (_, kind), (tag, value) = list(_elements(attribute))[:2]
            text = value.decode("utf-16-be" if tag == _BMP else "utf-8", "replace")
            said = text.replace("\\", "\\\\").replace(",", "\\,")
            parts.append(f"{_TYPES.get(kind, kind.hex())}={said}")
    return ",".join(parts)
