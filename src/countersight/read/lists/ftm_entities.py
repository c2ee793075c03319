"""Entities of FollowTheMoney out of the forms in which a line may have them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from countersight.read.json_text import Json
from countersight.read.lists.ftm_facts import MOST_TELLING, PERSON


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity, or a link between two: its schema and its properties."""

    id: str
    schema: str
    properties: dict[str, list[Json]]
    line: int
    seen: str = ""
    """When it was last seen or changed, as written."""
    caption: str = ""

    def texts(self, name: str) -> Sequence[str]:
        """Return the values of a property that are text."""
        return [each for each in self.properties.get(name, ()) if isinstance(each, str)]

    def known(self, names: Collection[str]) -> Iterator[str]:
        """Yield those of some properties that it has, in their order."""
        has = self.properties
        return (name for name in names if name in has)

    def inner(self) -> Iterator["tuple[str, Entity]"]:
        """Yield the entities that are nested in it, with the property that each stands in."""
        for name, values in self.properties.items():
            for value in values:
                if isinstance(value, dict) and is_entity(value):
                    yield name, entity_of(self.line, value)


def is_entity(value: dict[str, Json]) -> bool:
    """Tell whether an object is an entity, with properties or with statements."""
    told = isinstance(value.get("properties"), dict) or isinstance(
        value.get("statements"), list
    )
    return told and isinstance(value.get("schema"), str) and isinstance(value.get("id"), str)


def statement_of(value: dict[str, Json]) -> str | None:
    """Return the id of the entity that a statement speaks of; None where it is none."""
    if "prop" not in value or "value" not in value or not isinstance(value.get("schema"), str):
        return None
    own = value.get("canonical_id") or value.get("entity_id")
    return own if isinstance(own, str) else None


def entity_of(line: int, value: dict[str, Json]) -> Entity:
    """Return the entity that an object is."""
    statements = value.get("statements")
    if isinstance(statements, list):
        told = [each for each in statements if isinstance(each, dict)]
        return _of_statements(line, _text(value, "id"), [_text(value, "schema")], told)
    found = value.get("properties")
    properties = found if isinstance(found, dict) else {}
    return Entity(
        _text(value, "id"),
        _text(value, "schema"),
        {name: each if isinstance(each, list) else [each] for name, each in properties.items()},
        line,
        max(_text(value, "last_seen"), _text(value, "last_change")),
        _text(value, "caption"),
    )


def together(statements: Sequence[tuple[int, dict[str, Json]]]) -> Entity:
    """Return the entity that statements of one id are about; the line is the first's."""
    line, first = statements[0]
    own = statement_of(first) or ""
    told = [value for _, value in statements]
    return _of_statements(line, own, [_text(each, "schema") for each in told], told)


def _of_statements(
    line: int, own: str, schemata: Sequence[str], told: Sequence[dict[str, Json]]
) -> Entity:
    properties: dict[str, list[Json]] = {}
    for each in told:
        properties.setdefault(_text(each, "prop"), []).append(each.get("value"))
    said = {*schemata, *(_text(each, "schema") for each in told)} - {""}
    best = next((each for each in (PERSON, *MOST_TELLING) if each in said), None)
    seen = max((_text(each, "last_seen") for each in told), default="")
    return Entity(own, best or next(iter(sorted(said)), ""), properties, line, seen)


def _text(value: dict[str, Json], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""
