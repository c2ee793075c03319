"""A query for columns taken apart: of which entities, which properties, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from countersight.messages import sentence
from countersight.work.reconciling.extending import EVERY, MOST_VALUES, Wanted
from countersight.work.reconciling.parsing import is_text, parsed
from countersight.work.reconciling.properties import PROPERTIES
from countersight.work.reconciling.refusals import Code, Refusal, malformed, too_many

MOST_IDS: Final = 1_000
MOST_COLUMNS: Final = 50
SCRIPTS: Final = ("Latn", "Hans", "Hant", "Cyrl", "Arab", "Kore", "Thai")
"""Scripts that names can be asked for by (ISO 15924)."""
_DIGITS: Final = 6
_YES: Final = frozenset({True, "true", "on"})


@dataclass(frozen=True, slots=True)
class Extending:
    """Which cells are wanted."""

    ids: tuple[str, ...]
    columns: tuple[Wanted, ...]


def columns_of(text: str) -> Extending | Refusal:
    """Return what a data extension query asks for, or why it can't be answered.

    >>> asked = columns_of('{"ids": ["dahua"], "properties": [{"id": "country"}]}')
    >>> asked.ids, [each.of.id for each in asked.columns]
    (('dahua',), ['country'])
    """
    found = parsed(text)
    if isinstance(found, Refusal):
        return found
    members = found if isinstance(found, dict) else {}
    ids, properties = members.get("ids"), members.get("properties")
    if not isinstance(ids, list) or not all(map(is_text, ids)):
        return malformed(sentence("ids are no list of texts"))
    if not isinstance(properties, list) or not all(map(_is_property, properties)):
        return malformed(sentence("properties are no list of objects with an id"))
    return _within(ids, properties) or Extending(
        tuple(dict.fromkeys(ids)), tuple(_wanted(properties))
    )


def _within(ids: list[str], properties: list[dict[str, object]]) -> Refusal | None:
    """Return what is too much, or not known; None where nothing is."""
    if len(ids) > MOST_IDS:
        return too_many(sentence("entities of one request"), MOST_IDS)
    if len(properties) > MOST_COLUMNS:
        return too_many(sentence("properties of one request"), MOST_COLUMNS)
    if not all(_is_told(str(each["id"])) for each in properties):
        return Refusal(
            Code.UNKNOWN_PROPERTY,
            sentence("there is no such property to fetch"),
            sentence("Ask the service which properties it proposes."),
        )
    return None


def _is_property(each: object) -> bool:
    return isinstance(each, dict) and is_text(each.get("id"))


def _is_told(key: str) -> bool:
    return key in PROPERTIES and PROPERTIES[key].is_told


def _wanted(properties: list[dict[str, object]]) -> Iterator[Wanted]:
    for each in {str(one["id"]): one for one in properties}.values():
        given = each.get("settings")
        settings = given if isinstance(given, dict) else {}
        script = settings.get("script")
        source = settings.get("source")
        yield Wanted(
            PROPERTIES[str(each["id"])],
            script if isinstance(script, str) and script in SCRIPTS else EVERY,
            isinstance(source, str | bool) and source in _YES,
            _limit(settings.get("limit")),
        )


def _limit(given: object) -> int:
    """Return how many values are wanted; 0 or nothing means all."""
    digits = str(given).strip()[:_DIGITS] if isinstance(given, str | int) else ""
    asked = int(digits) if digits.isascii() and digits.isdecimal() else 0
    return min(asked or MOST_VALUES, MOST_VALUES)
