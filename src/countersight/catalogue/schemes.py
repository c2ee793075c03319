"""Scheme files and the vocabulary of cases: which keys they have, and how they are read.

A scheme is one TOML file: the claims that it speaks of, its premises, assumptions and
exceptions, and ``[[example]]`` cases that a test makes run. A condition is a list: predicate,
subject, object, about; what begins with ``?`` is a variable. A claim binds ``?S`` (speaker),
``?F`` (for whom), ``?C`` (the claim), ``?L`` (its letter) and ``?X`` (what it is about).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from countersight.catalogue.fields import Field, Place, Section, many, nearest, one
from countersight.catalogue.files import File, folder, parse_file, read, toml_files
from countersight.catalogue.readers import matching, member, several, slug, some, text, truth
from countersight.ids import digest_of
from countersight.messages import sentence
from countersight.model.argument import (
    Bearing,
    Condition,
    Near,
    Pattern,
    Predicate,
    PredicateKind,
    Scheme,
    Schemes,
    Side,
    Standard,
)
from countersight.model.casefile import Modality
from countersight.model.contract import Grade

PREDICATES_FILE: Final = "predicates.toml"
FROM_CLAIM: Final = ("?S", "?F", "?C", "?L", "?X")
"""Variables that the claim binds."""
OF_CLAIMS: Final = ("claimed", "claimed_for", "spoken_by", "opposes")
"""Facts about claims, which come from the case and the vocabulary by themselves."""
MOST_PARTS: Final = 4
"""Predicate, subject, object, about."""

name = matching(r"[a-z]+(_[a-z0-9]+)*", sentence("Write small letters, parted by underscores."))
variable = matching(r"\?[A-Z]", sentence("Write a question mark and a capital letter: ?K"))


@dataclass(frozen=True, slots=True)
class SchemeExample:
    """A worked case of a scheme: a claim, facts, and what follows."""

    title: str
    facts: tuple["ExampleFact", ...]
    expect: "SchemeExpectation"
    claim: str = ""
    """Predicate of the claim, where it is not the scheme's."""
    grade: Grade = Grade.HELD
    """How well it is shown that the claim was made."""
    about: str = ""
    modality: Modality = Modality.ASSERTS


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """A fact of an example."""

    grade: Grade
    fact: Pattern
    holds: bool = True


@dataclass(frozen=True, slots=True)
class SchemeExpectation:
    """What follows: the bearing, the standard, and the assumptions left open."""

    bearing: Bearing
    standard: Standard | None = None
    open: tuple[str, ...] = ()


def pattern(value: object, place: Place) -> Pattern:
    """Read a condition: a list of one to four words."""
    parts = value if isinstance(value, list) else []
    if not 1 <= len(parts) <= MOST_PARTS or not all(isinstance(each, str) for each in parts):
        raise place.error(
            sentence("is no condition"),
            sentence('Write ["predicate", "subject", "object", "about"].'),
        )
    return Pattern(*parts)


def _scheme(**values: object) -> Scheme:
    found = Scheme(**values)  # type: ignore[arg-type]
    bound = {*FROM_CLAIM, found.claim}
    for condition in found.premises:
        bound.update(condition.fact.parts, (condition.fact.predicate,))
    if found.scope_of and found.scope_of not in bound:
        raise ValueError(
            sentence("scope_of: {scope_of} is bound by no premise", scope_of=found.scope_of)
        )
    for condition in (*found.premises, *found.assumptions, *found.exceptions):
        own = {*bound, *condition.fact.parts}
        for each in condition.different:
            if each not in own:
                raise ValueError(
                    sentence(
                        "{id}: different: {each} is bound by nothing",
                        id=condition.id,
                        each=each,
                    )
                )
    ids = [each.id for each in (*found.premises, *found.assumptions, *found.exceptions)]
    if len(set(ids)) != len(ids):
        raise ValueError(sentence("two conditions have the same id"))
    return found


def _expectation(**values: object) -> SchemeExpectation:
    found = SchemeExpectation(**values)  # type: ignore[arg-type]
    if (found.standard is None) != (found.bearing is Bearing.DOES_NOT_BEAR):
        raise ValueError(
            sentence("what bears on a claim has a standard, and what does not has none")
        )
    return found


CONDITION = Section(
    Condition,
    (
        Field("id", slug, required=True),
        Field("fact", pattern, required=True),
        Field("says", text, required=True),
        Field("acquire", text),
        Field("different", some(variable)),
    ),
)
NEAR = Section(
    Near, (Field("predicate", name, required=True), Field("why", text, required=True))
)
EXAMPLE_FACT = Section(
    ExampleFact,
    (
        Field("grade", member(Grade), required=True),
        Field("fact", pattern, required=True),
        Field("holds", truth),
    ),
)
SCHEME_EXPECTATION = Section(
    _expectation,
    (
        Field("bearing", member(Bearing), required=True),
        Field("standard", member(Standard)),
        Field("open", several(slug)),
    ),
)
SCHEME_EXAMPLE = Section(
    SchemeExample,
    (
        Field("title", text, required=True),
        Field("claim", name),
        Field("grade", member(Grade)),
        Field("about", text),
        Field("modality", member(Modality)),
        Field("facts", many(EXAMPLE_FACT, "title"), required=True),
        Field("expect", one(SCHEME_EXPECTATION), required=True),
    ),
)
SCHEME = Section(
    _scheme,
    (
        Field("id", slug, required=True),
        Field("title", text, required=True),
        Field(
            "claim",
            matching(r"\?[A-Z]|[a-z_0-9]+", sentence("Write a predicate.")),
            required=True,
        ),
        Field("side", member(Side), required=True),
        Field("bearing", member(Bearing)),
        Field("why", text, required=True),
        Field("scope_of", variable),
        Field("premise", many(CONDITION), required=True, into="premises"),
        Field("assumption", many(CONDITION), into="assumptions"),
        Field("exception", many(CONDITION), into="exceptions"),
        Field("near", many(NEAR, "predicate")),
    ),
)
PREDICATE = Section(
    Predicate,
    (
        Field("name", name, required=True),
        Field("kind", member(PredicateKind), required=True),
        Field("means", text, required=True),
        Field("subject", text),
        Field("object", text),
        Field("about", text),
        Field("objects", some(name)),
        Field("reflexive", truth),
        Field("opposes", some(name)),
        Field("says", text),
    ),
)


def load_schemes(where: Path | None = None) -> Schemes:
    """Return the schemes and the vocabulary that the project ships, or those of a folder.

    Raises:
        CatalogueError: a file is wrong; the message names file, entry and field.

    >>> found = load_schemes()
    >>> found.predicates["operates"].means[:27]
    'in fact operates the system'
    """
    files = _files(where)
    predicates = _predicates(read(folder() / PREDICATES_FILE, PREDICATES_FILE))
    schemes: dict[str, Scheme] = {}
    for file in files:
        raw = dict(parse_file(file))
        raw.pop("example", None)
        scheme = SCHEME.read(raw, Place(file.name))
        _check(scheme, predicates, Place(file.name))
        if scheme.id in schemes:
            raise Place(file.name, field="id").error(
                sentence("{id!r} is told twice", id=scheme.id)
            )
        schemes[scheme.id] = scheme
    key = digest_of((file.name, file.data) for file in files)
    return Schemes(tuple(schemes.values()), MappingProxyType(predicates), key[:12])


def scheme_examples(where: Path | None = None) -> tuple[tuple[str, SchemeExample], ...]:
    """Return the examples of the scheme files, each with the id of its scheme.

    Raises:
        CatalogueError: an example is wrong.
    """
    found: list[tuple[str, SchemeExample]] = []
    for file in _files(where):
        raw = parse_file(file)
        place = Place(file.name, field="example")
        examples = many(SCHEME_EXAMPLE, "title")(raw.get("example", []), place)
        found += ((str(raw.get("id")), example) for example in examples)
    return tuple(found)


def _files(where: Path | None) -> list[File]:
    return [read(path, path.name) for path in toml_files(where or folder() / "schemes")]


def _predicates(file: File) -> dict[str, Predicate]:
    raw = parse_file(file)
    place = Place(file.name, field="predicate")
    found = {each.name: each for each in many(PREDICATE, "name")(raw.get("predicate"), place)}
    for each in found.values():
        for other in each.opposes:
            if other not in found:
                raise place.error(
                    sentence("{name} opposes {other!r}", name=each.name, other=other),
                    nearest(other, found),
                )
    return found


def _check(scheme: Scheme, known: dict[str, Predicate], place: Place) -> None:
    """Refuse a scheme with a predicate that the vocabulary has not got."""
    for each in (*scheme.premises, *scheme.assumptions, *scheme.exceptions):
        fact, predicate = each.fact, known.get(each.fact.predicate)
        objects = () if predicate is None else predicate.objects
        if objects and not fact.object.startswith("?") and fact.object not in objects:
            what = sentence("{id}: {object!r} is unknown", id=each.id, object=fact.object)
            raise place.error(what, nearest(fact.object, objects))
    for used in _used(scheme):
        if not used.startswith("?") and used not in {*known, *OF_CLAIMS}:
            raise place.error(
                sentence("{used!r} is no predicate", used=used), nearest(used, known)
            )


def _used(scheme: Scheme) -> Iterable[str]:
    yield scheme.claim
    for each in (*scheme.premises, *scheme.assumptions, *scheme.exceptions):
        yield each.fact.predicate
    for near in scheme.near:
        yield near.predicate
