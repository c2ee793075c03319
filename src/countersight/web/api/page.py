"""The OpenAPI document as its page shows it: operations by what they are about."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from markupsafe import Markup

from countersight.render.escaping import visible
from countersight.web.api.asking import LARGEST_BODY, SMALL_BODY

Document: TypeAlias = Mapping[str, Any]
_BOUNDS: Final = (
    ("maxItems", "at most", " members"),
    ("maxLength", "at most", " characters"),
    ("minimum", "from", ""),
    ("maximum", "to", ""),
)
_SCHEMAS: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    place: str
    """``path``, ``query``, ``header``, or ``body`` for a member of the body."""
    required: bool
    shape: str
    bounds: str
    """Such as ``at most 200 characters``; empty where it has none."""
    said: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an operation."""

    status: str
    said: str
    shape: str
    """Name of a schema on the page; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    errors: tuple[Answer, ...]
    request: str
    """Example of a body; empty where none is sent."""
    answer: str
    """Example of an answer."""
    largest: int | None = None
    """Bytes of a body; None where none is sent."""


@dataclass(frozen=True, slots=True)
class Group:
    """Operations on one resource."""

    name: str
    said: str
    operations: tuple[Operation, ...]


def operations(document: Document) -> tuple[Group, ...]:
    """Return the operations, grouped as the document groups them."""
    found: dict[str, list[Operation]] = {each["name"]: [] for each in document["tags"]}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            found[told["tags"][0]].append(_operation(document, (method, path), told))
    return tuple(
        Group(each["name"], each["description"], tuple(found[each["name"]]))
        for each in document["tags"]
    )


def _operation(document: Document, where: tuple[str, str], told: Document) -> Operation:
    answers = [_answer(status, each) for status, each in told["responses"].items()]
    body = _body(document, told)
    return Operation(
        told["operationId"],
        where[0].upper(),
        where[1],
        told["summary"],
        tuple(told.get("description", "").split("\n\n")),
        (*map(_parameter, told.get("parameters", ())), *_members(document, body)),
        tuple(each for each in answers if each.status < "4"),
        tuple(each for each in answers if each.status >= "4"),
        _example(body.get("examples", [None])[0]),
        _example(_first(told["responses"])),
        told.get(LARGEST_BODY, SMALL_BODY) if "requestBody" in told else None,
    )


def _answer(status: str, told: Document) -> Answer:
    bodies: Document = told.get("content", {})
    content: Document = next(iter(bodies.values()), {})
    return Answer(status, told["description"], shape(content.get("schema", {})))


def _parameter(told: Document) -> Parameter:
    schema = told["schema"]
    return Parameter(
        told["name"],
        told["in"],
        bool(told.get("required")),
        shape(schema),
        bounds(schema),
        told.get("description") or schema.get("description", ""),
    )


def _body(document: Document, told: Document) -> Document:
    content: Document = told.get("requestBody", {}).get("content", {})
    body: Document = next(iter(content.values()), {})
    return _resolved(document, body.get("schema", {}))


def _members(document: Document, body: Document) -> Iterator[Parameter]:
    needed = body.get("required", ())
    for name, told in body.get("properties", {}).items():
        said = told.get("description") or _resolved(document, told).get("description", "")
        yield Parameter(name, "body", name in needed, shape(told), bounds(told), said)


def _resolved(document: Document, schema: Document) -> Document:
    name = str(schema.get("$ref", "")).removeprefix(_SCHEMAS)
    found: Document = document["components"]["schemas"][name] if name else schema
    return found


def _first(responses: Document) -> object:
    contents = (each.get("content", {}) for each in responses.values())
    bodies = (body for content in contents for body in content.values())
    return next((body["example"] for body in bodies if "example" in body), None)


def _example(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)


def prose(text: str) -> Markup:
    r"""Return words as a page shows them: what stands between backquotes is code.

    >>> prose("a `b<c>`\nd")
    Markup('a <code>b&lt;c&gt;</code> d')
    """
    pieces = " ".join(text.split()).split("`")
    code = Markup("<code>{}</code>")
    return Markup("").join(
        code.format(visible(piece)) if odd % 2 else visible(piece)
        for odd, piece in enumerate(pieces)
    )


def block(value: object) -> Markup:
    r"""Return a value as JSON that a person can read, each line on a line of its own.

    >>> block([1, 2])
    Markup('[\n  1,\n  2\n]')
    """
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    return Markup("\n").join(visible(line) for line in told.split("\n"))


def bounds(schema: Document) -> str:
    """Return in a few words how much of it there may be.

    >>> bounds({"type": "array", "minItems": 1, "maxItems": 500})
    'not empty, at most 500 members'
    >>> bounds({"anyOf": [{"type": "string", "maxLength": 10}, {"type": "null"}]})
    'at most 10 characters'
    """
    told = [f"{words} {schema[name]:,}{of}" for name, words, of in _BOUNDS if name in schema]
    if {"minItems", "minLength"} & schema.keys():
        told.insert(0, "not empty")
    inner = [bounds(each) for each in schema.get("anyOf", ())]
    return ", ".join(filter(None, (*told, *inner)))


def shape(schema: Document) -> str:
    """Return in a few words what a schema allows.

    >>> shape({"type": "array", "items": {"$ref": "#/components/schemas/screen.list"}})
    'list of screen.list'
    >>> shape({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]})
    'date or null'
    """
    match schema:
        case {"$ref": str(said)}:
            told = said.removeprefix(_SCHEMAS)
        case {"enum": list(words)}:
            told = ", ".join("null" if each is None else str(each) for each in words)
        case {"anyOf": list(ways)} | {"oneOf": list(ways)}:
            told = " or ".join(filter(None, map(shape, ways)))
        case {"type": "array"}:
            told = f"list of {shape(schema.get('items', {})) or 'anything'}"
        case {"type": list(kinds)}:
            told = " or ".join(map(str, kinds))
        case _:
            told = str(schema.get("format") or schema.get("type") or "")
    return told
