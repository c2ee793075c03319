"""The JSON Schema of a case file, made of the tables that read and write it."""

from countersight.claim.kinds import MAX_LIST, Json
from countersight.claim.tables import ENTRIES, HEAD

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Json]:
    """Return the schema (JSON Schema 2020-12) of a case file read as JSON, dates as text.

    >>> sorted(schema()["properties"])[:3]
    ['case', 'claim', 'contract']
    """
    properties: dict[str, Json] = {"case": HEAD.schema()}
    for table in ENTRIES:
        properties[table.name] = {
            "type": "array",
            "maxItems": MAX_LIST,
            "description": table.means,
            "items": table.schema(),
        }
    return {
        "$schema": DRAFT,
        "title": "A case file of Countersight",
        "type": "object",
        "additionalProperties": False,
        "required": ["case"],
        "properties": properties,
    }
