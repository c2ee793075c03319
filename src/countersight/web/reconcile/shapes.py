"""How what is said looks on the wire, member by member (Reconciliation Service API, 0.2)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

from countersight import __version__
from countersight.model.vendor import Vendor
from countersight.work.reconciling import Candidate, Reconciled, Refusal
from countersight.work.reconciling.columns import SCRIPTS
from countersight.work.reconciling.extending import Value, Wanted
from countersight.work.reconciling.properties import (
    ORGANISATION,
    TYPES,
    Property,
    Type,
    types_of,
)
from countersight.work.reconciling.queries import BATCH

VERSIONS: Final = ("0.2",)
NAME: Final = "Countersight: makers of surveillance technology"
IDENTIFIERS: Final = "urn:countersight:vendor:"
"""The identifier space: the same wherever the catalogue is served."""
SCHEMA: Final = "https://schema.org/Organization"
"""The schema space."""
WIDE, HIGH = 430, 320
"""The frame of a preview, in pixels."""
SETTINGS: Final = (
    {
        "name": "limit",
        "label": "Values of a cell at most",
        "type": "number",
        "default": 0,
        "help_text": "0 for all.",
    },
    {
        "name": "script",
        "label": "Script of names",
        "type": "select",
        "default": "any",
        "help_text": "Counts for names alone (ISO 15924).",
        "choices": [{"value": each, "name": each} for each in ("any", *SCRIPTS)],
    },
    {
        "name": "source",
        "label": "Source behind each value",
        "type": "checkbox",
        "default": False,
        "help_text": "The id of the source, as the page of the entity lists it.",
    },
)


def manifest(base: str, catalogue: str) -> dict[str, object]:
    """Return what the service is, served at an address such as ``http://127.0.0.1:8321``.

    *catalogue* is the version of what it answers by.
    """
    service = f"{base}/reconcile"
    return {
        "versions": list(VERSIONS),
        "name": NAME,
        "identifierSpace": IDENTIFIERS,
        "schemaSpace": SCHEMA,
        "serviceVersion": f"{__version__}, catalogue {catalogue}",
        "defaultTypes": [type_of(each) for each in TYPES.values() if not each.broader],
        "view": {"url": f"{base}/catalogue/{{{{id}}}}"},
        "preview": {
            "url": f"{service}/preview?id={{{{id}}}}",
            "width": WIDE,
            "height": HIGH,
        },
        "suggest": {
            what: {
                "service_url": service,
                "service_path": f"/suggest/{what}",
                "flyout_service_url": service,
                "flyout_service_path": f"/flyout/{what}?id=${{id}}",
            }
            for what in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": list(SETTINGS),
        },
        "batchSize": BATCH,
    }


def entry(said: Reconciled | Refusal) -> dict[str, object]:
    """Return what is said of one query.

    A query that is not answered has ``error`` in the place of ``result``, so that no reader can
    take it for one that met nothing (docs/decisions/0018).
    """
    if isinstance(said, Refusal):
        return {
            "error": {
                "type": f"/errors/{said.code.value}",
                "title": said.message,
                "status": HTTPStatus.UNPROCESSABLE_ENTITY.value,
                "detail": said.hint,
                "code": said.code.value,
            }
        }
    told: dict[str, object] = {"result": [candidate(each) for each in said.candidates]}
    if said.ignored:
        told["ignored"] = list(said.ignored)
    return told


def candidate(one: Candidate) -> dict[str, object]:
    """Return a reconciliation candidate."""
    return {
        "id": one.vendor.id,
        "name": one.vendor.name,
        "description": one.description,
        "type": [type_of(each) for each in one.types],
        "score": one.score,
        "features": [{"id": key, "value": value} for key, value in one.features.items()],
        "match": one.is_chosen,
    }


def type_of(one: Type) -> dict[str, object]:
    """Return a type, with that above it."""
    told: dict[str, object] = {"id": one.id, "name": one.name}
    if one.broader:
        told["broader"] = [type_of(TYPES[one.broader])]
    return told


def named(one: Type | Property) -> dict[str, object]:
    """Return a suggested property or type."""
    return {"id": one.id, "name": one.name, "description": one.description}


def entity(one: Vendor) -> dict[str, object]:
    """Return a suggested entity."""
    notable = [{"id": each.id, "name": each.name} for each in types_of(one)]
    return {
        "id": one.id,
        "name": one.name,
        "description": f"{one.country}. {one.summary}",
        "notable": notable,
    }


def extension(
    columns: Iterable[Wanted], rows: Mapping[str, Mapping[str, tuple[Value, ...]]]
) -> dict[str, object]:
    """Return a data extension response."""
    asked = {each.of.id: each for each in columns}
    return {
        "meta": [_meta(each.of) for each in asked.values()],
        "rows": {
            key: {
                pid: [_value(each, asked[pid]) for each in values]
                for pid, values in row.items()
            }
            for key, row in rows.items()
        },
    }


def _meta(one: Property) -> dict[str, object]:
    told: dict[str, object] = {"id": one.id, "name": one.name}
    if one.id == "family":
        told["type"] = {"id": ORGANISATION, "name": TYPES[ORGANISATION].name}
    return told


def _value(one: Value, wanted: Wanted) -> dict[str, str]:
    source = one.source if wanted.with_source else ""
    if one.entity is not None:
        told = {"id": str(one.entity), "name": one.text}
        return {**told, "description": source} if source else told
    return {"str": f"{one.text} [{source}]" if source else one.text}
