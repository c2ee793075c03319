"""Worked examples: every restriction file carries cases that run as tests.

An example states facts and what follows. ``binds``, ``depends``, ``exempt`` and ``advises``
are complete: a duty that none of them names does not bind. ``not_bound`` alone says that no
duty binds, with the reason code of the restriction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from countersight.catalogue.fields import Field, Place, Section, many, nearest, one, read_table
from countersight.catalogue.files import parse_file, read, toml_files
from countersight.catalogue.readers import some, text, word
from countersight.catalogue.restrictions import RESTRICTION
from countersight.ids import DutyId, ExemptionId, RestrictionId
from countersight.messages import sentence
from countersight.model.restriction import Restriction

REASONS = (
    "place",
    "body",
    "act",
    "after_end",
    "before_effective",
    "product",
    "target",
    "purpose",
    "condition",
    "suspended",
)
"""Why a restriction does not bind, in the order in which the tests are reached."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty that depends, and what has to be asked."""

    duty: DutyId
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Freed:
    """A duty, and the exemption that frees from it."""

    duty: DutyId
    exemption: ExemptionId


@dataclass(frozen=True, slots=True)
class Expectation:
    """What follows from the facts of an example, for its restriction."""

    binds: tuple[DutyId, ...] = ()
    depends: tuple[Asked, ...] = ()
    exempt: tuple[Freed, ...] = ()
    advises: tuple[DutyId, ...] = ()
    not_bound: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One worked case."""

    title: str
    facts: Mapping[str, object]
    """As a line of facts states them; days are ISO 8601 text."""
    expect: Expectation


def _expectation(**values: object) -> Expectation:
    if not values or ("not_bound" in values and len(values) > 1):
        raise ValueError(
            sentence("say what binds, depends, is exempt or advises; or not_bound alone")
        )
    return Expectation(**values)  # type: ignore[arg-type]


def _facts(value: object, place: Place) -> Mapping[str, object]:
    return {
        name: stated.isoformat() if isinstance(stated, date) else stated
        for name, stated in read_table(value, place).items()
    }


ASKED = Section(
    Asked,
    (Field("duty", text, required=True), Field("ask", some(text), required=True)),
)
FREED = Section(
    Freed,
    (Field("duty", text, required=True), Field("exemption", text, required=True)),
)
EXPECTATION = Section(
    _expectation,
    (
        Field("binds", some(text)),
        Field("depends", many(ASKED, "duty")),
        Field("exempt", many(FREED, "duty")),
        Field("advises", some(text)),
        Field("not_bound", word(REASONS)),
    ),
)
EXAMPLE = Section(
    Example,
    (
        Field("title", text, required=True),
        Field("facts", _facts, required=True),
        Field("expect", one(EXPECTATION), required=True),
    ),
)


def examples(where: Path) -> Mapping[RestrictionId, tuple[Example, ...]]:
    """Return the examples of a folder's restriction files, by restriction.

    Raises:
        CatalogueError: a file is wrong, or an example of it expects what it can't.
    """
    read_examples = many(EXAMPLE, "title")
    found: dict[RestrictionId, tuple[Example, ...]] = {}
    for path in toml_files(where):
        raw = parse_file(read(path, path.name))
        if isinstance(raw.get("id"), str):
            restriction = RESTRICTION.read(raw, Place(path.name))
            place = Place(path.name, field="example")
            found[restriction.id] = read_examples(raw.get("example", []), place)
            for example in found[restriction.id]:
                _check(example, restriction, Place(path.name, f'[[example]] "{example.title}"'))
    return found


def _check(example: Example, restriction: Restriction, place: Place) -> None:
    """Refuse an example that expects something of a duty which is not there."""
    expect = example.expect
    duties = [duty.id for duty in restriction.duties]
    freed = [Freed(duty, each.id) for each in restriction.exemptions for duty in each.duties]
    named = (*expect.binds, *expect.advises, *(asked.duty for asked in expect.depends))
    for duty in (*named, *(each.duty for each in expect.exempt)):
        if duty not in duties:
            raise place.error(
                sentence("{duty!r} is no duty of the file", duty=duty), nearest(duty, duties)
            )
    for each in expect.exempt:
        if each not in freed:
            remedy = nearest(each.exemption, {known.exemption for known in freed})
            raise place.error(
                sentence(
                    "{exemption!r} does not free from {duty!r}",
                    exemption=each.exemption,
                    duty=each.duty,
                ),
                remedy,
            )
