"""The bag described for archives and search engines (RO-Crate 1.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.ids import canonical_json
from countersight.model.capture import Capture
from countersight.model.event import JsonValue
from countersight.publish.bag.layout import object_path

PATH: Final = "data/ro-crate-metadata.json"
_CONTEXT: Final = "https://w3id.org/ro/crate/1.1/context"


@dataclass(frozen=True, slots=True)
class About:
    """What a bag is called."""

    name: str
    description: str = ""
    publisher: str = ""
    """Who hands it out, in a role."""
    licence: str = ""
    """Address of the terms; a case mostly holds the works of others."""


def metadata(
    about: About, at: str, captures: Mapping[str, Capture], files: Iterable[str]
) -> bytes:
    """Return ``ro-crate-metadata.json``: the case, its documents, and what is told of them.

    Args:
        about: what the case is called.
        at: when it was written, RFC 3339.
        captures: by digest.
        files: other paths of the payload, below ``data/``.
    """
    documents = [_document(capture) for _, capture in sorted(captures.items())]
    others: list[dict[str, JsonValue]] = [
        {"@id": path, "@type": "File", "name": path} for path in sorted(files)
    ]
    root: dict[str, JsonValue] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.name,
        "description": about.description or about.name,
        "datePublished": at,
        "license": about.licence or "https://rightsstatements.org/vocab/UND/1.0/",
        "hasPart": [{"@id": one["@id"]} for one in (*documents, *others)],
    }
    if about.publisher:
        root["publisher"] = {"@type": "Organization", "@id": "#publisher"}
        others.append({"@id": "#publisher", "@type": "Organization", "name": about.publisher})
    crate: dict[str, JsonValue] = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    graph: list[JsonValue] = [crate, root, *documents, *others]
    return (canonical_json({"@context": _CONTEXT, "@graph": graph}) + "\n").encode()


def _document(capture: Capture) -> dict[str, JsonValue]:
    return {
        "@id": object_path(capture.digest).removeprefix("data/"),
        "@type": "File",
        "name": capture.receipt.name or capture.receipt.source or capture.digest,
        "encodingFormat": capture.media_type,
        "contentSize": str(capture.size),
        "sha256": capture.digest,
        "isBasedOn": capture.receipt.source,
    }
