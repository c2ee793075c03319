"""Typed identifiers, digests and canonical JSON."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Final, NewType

VendorId = NewType("VendorId", str)
"""Catalogue id of a vendor, such as ``hikvision``."""
RestrictionId = NewType("RestrictionId", str)
"""Id of a restriction: ``<iso>-<instrument>-<part>``; never reused, never renamed."""
DutyId = NewType("DutyId", str)
"""Id of a duty, unique within its restriction."""
ExemptionId = NewType("ExemptionId", str)
"""Id of an exemption, unique within its restriction."""
CiteId = NewType("CiteId", str)
"""Id of a citation or a source, unique within its file."""

RecordKey = NewType("RecordKey", str)
"""What a record says, as 16 hexadecimal digits; see ``model.review.record_key``."""
EvidenceDigest = NewType("EvidenceDigest", str)
"""What a match rests on, as 16 hexadecimal digits; see ``model.review.evidence_digest``."""

EntryId = NewType("EntryId", str)
"""Id of an entry of a case (document, passage, party, ...), unique within its case."""
SchemeId = NewType("SchemeId", str)
"""Id of a scheme of argument, such as ``operating-role``."""
Sha256 = NewType("Sha256", str)
"""SHA-256 of bytes, as 64 hexadecimal digits in lower case; names a capture or a rendition."""
EntryNumber = NewType("EntryNumber", int)
"""Place of an entry in the log of a case, from 0."""

ListId = NewType("ListId", str)
"""Id of an outside list, such as ``us-1260h``; vendor files and restrictions use the same."""
EditionId = NewType("EditionId", str)
"""Version of a list, ``2026-06-08+1f3a...``: vintage, and first digits of its SHA-256."""
ListedId = NewType("ListedId", str)
"""Id of an entry, unique within one edition of a list; the publisher's own where it has one."""

_APART = re.compile(r"[\W_]+")
_HEX: Final = frozenset("0123456789abcdef")
_DIGITS: Final = 64


def company_id(name: str) -> VendorId:
    """Return an id for a company without a file of its own, made of its name.

    >>> company_id("HIKVISION UK LIMITED")
    'hikvision_uk_limited'
    """
    return VendorId(_APART.sub("_", name.casefold()).strip("_"))


def digest(data: bytes) -> Sha256:
    """Return the SHA-256 of *data* in hexadecimal (FIPS 180-4).

    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return Sha256(hashlib.sha256(data).hexdigest())


def is_digest(text: str) -> bool:
    """Tell whether *text* has the form of a SHA-256, as ``digest`` writes it.

    >>> is_digest(digest(b"")), is_digest(digest(b"").upper())
    (True, False)
    """
    return len(text) == _DIGITS and _HEX.issuperset(text)


def digest_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """Return one SHA-256 over named parts, the same in whatever order they come."""
    whole = hashlib.sha256()
    for name, data in sorted(parts):
        whole.update(f"{name}\0{digest(data)}\n".encode())
    return whole.hexdigest()


def canonical_json(value: object) -> str:
    """Return JSON with sorted keys, no spaces and no escapes but those that JSON demands.

    The member order and the lack of white space follow RFC 8785; numbers are written
    as Python writes them.

    >>> canonical_json({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
