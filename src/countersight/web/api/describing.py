"""What each operation says of itself in the OpenAPI document: answers, errors, examples."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from countersight.web.api.answering import JSON
from countersight.web.problems import MEDIA_TYPE as PROBLEM
from countersight.web.problems import phrase

Responses: TypeAlias = dict[int | str, dict[str, Any]]
Schema: TypeAlias = dict[str, Any]

ERRORS: Final[Mapping[int, str]] = {
    400: "The body is no JSON that may be sent, or can't be read.",
    403: "The server is asked by another name than its own, or by a page of another site.",
    404: "There is nothing of that number or name.",
    405: "The address is there, and does not hear this method.",
    409: "Somebody changed it in between, or it is not in a state for this.",
    413: "The body is larger than is heard.",
    415: "The body is sent as another media type.",
    422: "Something in the request can't be used; `errors` says where.",
    500: "The program has a fault.",
    503: "The workspace can't be read or written.",
}
"""What each status of an error means."""
_LOCATED: Final = frozenset({201, 202})
_LOCATION: Final[Schema] = {
    "description": "Address of what was made, or of its job.",
    "schema": {"type": "string", "format": "uri-reference"},
}
_ALWAYS: Final = (400, 403, 404, 405, 422, 500, 503)
"""Errors that any operation may answer."""


def ref(name: str) -> Schema:
    """Return a reference to a published schema, such as ``screen.answer``."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(name: str, schema: str, *, counted: bool = False) -> Schema:
    """Return the schema of a page of a list."""
    many = {"type": "integer", "minimum": 0}
    properties: Schema = {
        name: {"type": "array", "items": ref(schema)},
        "offset": many,
        "limit": many,
        "next": {
            "type": ["string", "null"],
            "description": "Address of the next page; null on the last.",
        },
    }
    if counted:
        properties["total"] = {**many, "description": "How many there are."}
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def answers(
    schema: str | Schema,
    said: str,
    *,
    status: int = 200,
    also: tuple[int, ...] = (),
) -> Responses:
    """Return what an operation may answer: its own answer, and its errors.

    What is made or waits has an address, which stands in ``Location``.
    """
    shape = ref(schema) if isinstance(schema, str) else schema
    content: Schema = {"schema": shape}
    own: Schema = {"description": said, "content": {JSON: content}}
    if status in _LOCATED:
        own["headers"] = {"Location": _LOCATION}
    return {status: own, **errors(*also)}


def errors(*also: int) -> Responses:
    """Return the errors of an operation."""
    return {status: _error(status) for status in sorted({*_ALWAYS, *also})}


def _error(status: int) -> Schema:
    said = ERRORS[status]
    shape = {PROBLEM: {"schema": ref("problem")}}
    return {"description": f"{phrase(status)}: {said}", "content": shape}


_PERSON: Final = (
    "Organisations are screened. If it is one, ask by its whole name with the legal form, "
    "or by its registered number."
)
PROBLEM_SCHEMA: Final[Schema] = {
    "type": "object",
    "description": "Problem details (RFC 9457). The code stays; the title may be reworded.",
    "required": ["type", "title", "status", "detail", "code", "hint"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Where the documentation tells of the code.",
        },
        "title": {"type": "string", "description": "What is wrong, and where."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What to do about it; may be empty."},
        "code": {"type": "string", "pattern": "^[a-z-]+$"},
        "hint": {"type": "string", "description": "The same as detail."},
        "errors": {
            "type": "array",
            "description": "Of 422: each place of the request that can't be used, and why.",
            "items": {
                "type": "object",
                "required": ["at", "wrong"],
                "additionalProperties": False,
                "properties": {
                    "at": {
                        "type": "string",
                        "description": "#/records/0/name in the body; ?limit in the query.",
                    },
                    "wrong": {"type": "string"},
                },
            },
        },
    },
    "examples": [
        {
            "type": "/api/v1/docs#code-person",
            "title": "the name looks like that of a private person, who is not screened",
            "status": 422,
            "detail": _PERSON,
            "code": "person",
            "hint": _PERSON,
        }
    ],
}
