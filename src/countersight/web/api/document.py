"""The OpenAPI document: the operations as they are, the published schemas as components."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from countersight import __version__
from countersight.web.api.describing import PROBLEM_SCHEMA

ROOT: Final = "/api/v1"
SCHEMAS: Final = ("screen", "identify", "decide", "restriction", "vendor", "office")
"""The published schemas, by their names beside ``report``."""
TAGS: Final = {
    "screen": "Who each record is, and which duties bind.",
    "jobs": "How far a run is, and how to end it.",
    "match": "Names against the catalogue, with the evidence.",
    "identify": "Who made devices, by what was observed of them.",
    "decide": "Facts in, duties out, with the trace.",
    "restrictions": "The legal instruments: for whom, on which day, in full.",
    "vendors": "The makers and suppliers that the catalogue knows.",
    "runs": "What was screened, and what was found.",
    "reviews": "What people judged of matches.",
}
DESCRIPTION: Final = (
    "Who is behind this, what does the law ask of me about it, by when, and on which evidence. "
    "Each answer is the JSON that the command line tells (`--format jsonl`). Errors are "
    "problem details (RFC 9457) with a `code` that stays the same and a `hint` that says what "
    "to do. `not_checked` is never `no_match`. Private persons are not screened. "
    "This is not legal advice."
)
WAITS: Final = "screenFile"
"""The operation whose answer is that of all that waits."""
_FORM: Final = "Body_"
"""How the schemas of forms are called."""
_LICENCE: Final = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
_KEPT: Final = frozenset({"$schema", "$id", "$defs"})
Document = dict[str, Any]


def document(app: FastAPI) -> Document:
    """Return the OpenAPI document (3.1.0) of the interface."""
    found = get_openapi(
        title="Countersight",
        version=__version__,
        openapi_version="3.1.0",
        summary="The REST interface of a Countersight office.",
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": said} for name, said in TAGS.items()],
        license_info=_LICENCE,
    )
    paths = found["paths"].items()
    found["paths"] = {path: told for path, told in paths if path.startswith(ROOT)}
    _exemplify(found["paths"])
    found["servers"] = [{"url": "/", "description": "This office."}]
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for name, schema in schemas.items():
        if name.startswith(_FORM):
            schema["additionalProperties"] = False  # only_known_parts
    schemas.update(published())
    schemas["problem"] = PROBLEM_SCHEMA
    return found


def _exemplify(paths: Document) -> None:
    """Put an answer of a real office beside each answer, for what is null has to stay null."""
    named = json.loads((files(__package__) / "examples.json").read_text("utf-8"))
    for methods in paths.values():
        for told in methods.values():
            for status, answer in told["responses"].items():
                name = WAITS if status == "202" else told["operationId"]
                for body in answer.get("content", {}).values() if status < "4" else ():
                    body["example"] = named[name]


@cache
def published() -> Document:
    """Return the published schemas, each part by its name: ``screen.answer``, ``decide``."""
    return {name: shape for file in SCHEMAS for name, shape in _parts(file)}


def _parts(file: str) -> Iterator[tuple[str, object]]:
    whole = json.loads(
        (files("countersight.report") / f"{file}.schema.json").read_text("utf-8")
    )
    top = {name: value for name, value in whole.items() if name not in _KEPT}
    yield file, _moved(top, file)
    for name, shape in whole["$defs"].items():
        yield f"{file}.{name}", _moved(shape, file)


def _moved(value: object, file: str) -> object:
    """Return a schema whose references lead to the components of the document."""
    match value:
        case dict():
            return {
                name: _address(str(told), file) if name == "$ref" else _moved(told, file)
                for name, told in value.items()
            }
        case list():
            return [_moved(each, file) for each in value]
        case _:
            return value


def _address(ref: str, file: str) -> str:
    """Return where a reference leads.

    >>> _address("#/$defs/day", "screen")
    '#/components/schemas/screen.day'
    >>> _address("urn:countersight:schema:screen:1#/$defs/list", "office")
    '#/components/schemas/screen.list'
    """
    base, _, inner = ref.partition("#/$defs/")
    of = base.split(":")[-2] if base else file
    return f"#/components/schemas/{of}.{inner}"
