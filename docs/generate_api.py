"""Write the reference page of the REST interface from its OpenAPI document.

Run without arguments this writes ``docs/reference/api.md``; with ``--check`` it writes nothing
and ends with 1 where the page is not what the document says. A test does the same.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from countersight.web import api
from countersight.web.api.describing import ERRORS
from countersight.web.api.docs import codes
from countersight.web.api.document import document
from countersight.web.api.page import Group, Operation, Parameter, operations
from countersight.web.problems import phrase

PAGE: Final = Path(__file__).parent / "reference" / "api.md"
HEAD: Final = """\
# REST interface

<!-- made by docs/generate_api.py from the OpenAPI document -->

`countersight serve` answers programs of the same machine below
`http://127.0.0.1:8321/api/v1`. The whole contract is its OpenAPI 3.1 document,
`/api/v1/openapi.json`; `/api/v1/docs` shows the same to a person. How to use it: [Use the
API from a program](../how-to/use-the-api.md).

- Pages, commands and this interface are faces of the same use cases. A record gets the same
  answer in each of them, and the objects are those of `--format jsonl`: their published
  schemas are the components of the document (`screen.answer`, `identify.answer`, `decide`,
  `restriction.restriction`). The members of a record are the [fields](records.md) that
  columns are mapped to, and `facts`.
- `not_checked` is never `no_match`; its `reason` stands beside it, and it is counted apart.
  A batch that fails is an error, and no answer.
- Private persons are not screened: one name that looks like a person's is refused with the
  code `person`; in a batch it is `not_checked`, masked, and the rest is answered.
- Browsers of other sites can't write (`Origin`, `Sec-Fetch-Site`); programs that send
  neither can. There is no login yet, and no other machine is answered.
- JSON is read strictly: UTF-8, no name twice in an object, no NaN, at most 32 objects and
  lists in one another. A query that names what an operation does not know is refused, and
  so is an unknown member of a body.
- Lists come a page at a time: `offset`, `limit` (at most 500), and in `next` the address of
  the next page.

"""


def page() -> str:
    """Return the page as it should be."""
    app = FastAPI()
    for router in api.ROUTERS:
        app.include_router(router)
    groups = operations(document(app))
    parts = [HEAD, *_overview(groups), *(line for group in groups for line in _group(group))]
    return "".join([*parts, *_errors()])


def _overview(groups: tuple[Group, ...]) -> Iterator[str]:
    yield "| operation | | |\n|---|---|---|\n"
    for group in groups:
        for each in group.operations:
            name = f"[{each.summary}](#{_anchor(each.summary)})"
            yield f"| {name} | `{each.method}` | `{each.path}` |\n"


def _group(group: Group) -> Iterator[str]:
    yield f"\n## {group.name}\n\n{group.said}\n"
    for each in group.operations:
        yield from _operation(each)


def _operation(each: Operation) -> Iterator[str]:
    yield f"\n### {each.summary}\n\n`{each.method} {each.path}`\n"
    for words in each.paragraphs:
        yield f"\n{' '.join(words.split())}\n"
    if each.parameters:
        yield "\n| parameter | in | what it is | meaning |\n|---|---|---|---|\n"
        yield from map(_parameter, each.parameters)
    if each.largest is not None:
        yield f"\nA body has at most {each.largest:,} bytes.\n"
    yield "\n| status | meaning | schema |\n|---|---|---|\n"
    for one in each.answers:
        shape = f"`{one.shape}`" if one.shape else ""
        yield f"| {one.status} | {_cell(one.said)} | {shape} |\n"
    yield f"\nErrors: {', '.join(one.status for one in each.errors)}.\n"
    if each.request:
        yield f"\n```json\n{each.request}\n```\n"


def _parameter(one: Parameter) -> str:
    needed = ", needed" if one.required else ""
    shape = ", ".join(filter(None, (one.shape, one.bounds)))
    said = f"{one.place}{needed} | {_cell(shape)} | {_cell(one.said)}"
    return f"| `{one.name}` | {said} |\n"


def _errors() -> Iterator[str]:
    yield "\n## Errors\n\nEvery error is an object of problem details (RFC 9457, "
    yield "`application/problem+json`): `type`, `title`, `status`, `detail`, and of our own "
    yield "`code`, which stays the same, `hint`, which is the detail, and with 422 `errors`, "
    yield "a list of places and what is wrong there. What was sent is not repeated.\n"
    yield "\n| status | | |\n|---|---|---|\n"
    yield from (
        f"| {each} | {phrase(each)} | {_cell(said)} |\n" for each, said in ERRORS.items()
    )
    yield "\n| code | status | meaning |\n|---|---|---|\n"
    yield from (f"| `{code}` | {status} | {_cell(said)} |\n" for code, status, said in codes())


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def main(arguments: list[str]) -> int:
    """Write the page, or check it."""
    made = page()
    if "--check" not in arguments:
        PAGE.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if PAGE.read_text(encoding="utf-8") != made:
        sys.stderr.write(f"{PAGE} is not current; run {Path(__file__).name}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
