"""Passages as Web Annotations in JSON-LD (W3C Recommendation of 23 February 2017)."""

from base64 import urlsafe_b64encode
from typing import Final, TypeAlias

from countersight.model.document import Document
from countersight.model.passage import Passage

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def annotation(passage: Passage, document: Document) -> dict[str, Json]:
    """Return the annotation of a passage, with selectors of its words and of its place.

    Positions count code points (Web Annotation Data Model, 4.2.5); the source is the rendition
    by its SHA-256 (RFC 6920). An orphan has the selector of its words alone.
    """
    words: dict[str, Json] = {"type": "TextQuoteSelector", "exact": passage.words}
    selectors: list[Json] = [words]
    if passage.place is not None:
        words["prefix"], words["suffix"] = passage.place.prefix, passage.place.suffix
        selectors.append(
            {
                "type": "TextPositionSelector",
                "start": passage.place.start,
                "end": passage.place.end,
            }
        )
    target: dict[str, Json] = {"selector": selectors}
    if passage.rendition:
        target["source"] = digest_address(passage.rendition)
    made: dict[str, Json] = {
        "@context": CONTEXT,
        "id": f"urn:countersight:passage:{passage.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "target": target,
    }
    if document.address:
        target["scope"] = document.address
    return made


def digest_address(sha256: str) -> str:
    """Return the address of bytes by their SHA-256 (RFC 6920, 3).

    >>> digest_address("00" * 32)
    'ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    name = urlsafe_b64encode(bytes.fromhex(sha256)).rstrip(b"=").decode("ascii")
    return f"ni:///sha-256;{name}"
