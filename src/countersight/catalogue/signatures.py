"""Signature files, brand files, weights: which sections and fields they have.

A signature without a capture, a registry or a maker's document among its sources is an
error, and so is a pattern that could backtrack without end. Every signature has examples that
match and examples that don't; a test makes each of them run.
"""

import re
from dataclasses import dataclass, replace

from countersight.catalogue.fields import Field, Place, Section, many
from countersight.catalogue.patterns import refusal
from countersight.catalogue.readers import (
    any_text,
    date_order,
    matching,
    member,
    partial_date,
    several,
    slug,
    some,
    text,
    truth,
    word,
)
from countersight.messages import sentence
from countersight.model.signature import (
    Brand,
    Holder,
    MacRegistry,
    Relabel,
    Relation,
    Review,
    Says,
    SeenAt,
    Signature,
    SourceKind,
    Strength,
)
from countersight.model.values import PartialDate

PRODUCTS = ("camera", "recorder", "router", "intercom", "radio", "other")
_ENDS = 2
FIRST_HAND = (SourceKind.CAPTURE, SourceKind.REGISTRY, SourceKind.MAKER)
"""A signature needs one of these."""

oid = matching(
    r"\d+(\.\d+)+", sentence("Write an object identifier without a dot in front: 1.3.6.1")
)
mac_blocks = matching(
    r"(?:[0-9A-Fa-f]{6}(?:[0-9A-Fa-f](?:[0-9A-Fa-f]{2})?)?\s*)+",
    sentence("Write blocks of 6, 7 or 9 hexadecimal digits, parted by spaces."),
)


def safe_pattern(value: object, place: Place) -> str:
    """Read a regular expression that can't backtrack without end."""
    stated = text(value, place)
    wrong = refusal(stated)
    if wrong:
        raise place.error(
            wrong, sentence("The page on signature files says which patterns are safe.")
        )
    return stated


def _signature(**values: object) -> Signature:
    found = Signature(**values)  # type: ignore[arg-type]
    if bool(found.pattern) == bool(found.prefixes):
        raise ValueError(sentence("write a pattern or prefixes, and not both"))
    if set(re.compile(found.pattern).groupindex) - {"model"}:
        raise ValueError(
            sentence("a named group of a pattern is `model`, which is told as the model")
        )
    if not any(source.kind in FIRST_HAND for source in found.sources):
        raise ValueError(
            sentence("needs a capture, a registry or a maker's document as a source")
        )
    if found.says is Says.CHIP_OF and found.strength is not Strength.HINT:
        raise ValueError(sentence("a chip tells no maker: its strength is hint"))
    return found


def _relabel(**values: object) -> Relabel:
    found = Relabel(brand="", **values)  # type: ignore[arg-type]
    if found.marks and found.relation is not Relation.SOME_MODELS:
        raise ValueError(sentence("marks of models go with the relation some_models"))
    if found.since is not None and found.until is not None:
        date_order(found.since.earliest, found.until.latest)
    return found


def _brand(
    id: str,  # noqa: A002 - the key of the file
    names: tuple[str, ...],
    relabels: tuple[Relabel, ...] = (),
    note: str = "",
) -> Brand:
    return Brand(id, names, tuple(replace(each, brand=id) for each in relabels), note)


def _holder(blocks: str, **values: object) -> Holder:
    found = tuple(block.upper() for block in blocks.split())
    if ("about" in values) != ("says" in values):
        raise ValueError(sentence("write says and about together, or neither"))
    return Holder(blocks=found, **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SignatureFile:
    """One maker's file."""

    maker: str
    signatures: tuple[Signature, ...]
    claimed: tuple[str, ...] = ()
    """What is said in public and was not seen; it is no signature."""


def _registry(
    name: str,
    source: str,
    holders: tuple[Holder, ...],
    date: PartialDate | None = None,
    between: tuple[PartialDate, ...] = (),
) -> MacRegistry:
    if (date is None) == (len(between) != _ENDS):
        raise ValueError(
            sentence("write a date, or between with the first and the last day it may be")
        )
    if date is None:
        first, last = between
        date_order(first.earliest, last.latest)
        date = PartialDate(
            sentence("between {first} and {last}", first=first, last=last),
            first.earliest,
            last.latest,
        )
    return MacRegistry(name, date, source, holders)


SEEN_AT = Section(
    SeenAt,
    (
        Field("ref", text, required=True),
        Field("kind", member(SourceKind), required=True),
        Field("date", partial_date, required=True),
    ),
)
SIGNATURE = Section(
    _signature,
    (
        Field("id", text, required=True),
        Field("kinds", some(text), required=True),
        Field("pattern", safe_pattern),
        Field("prefixes", some(oid)),
        Field("ignore_case", truth),
        Field("says", member(Says), required=True),
        Field("about", slug, required=True),
        Field("strength", member(Strength), required=True),
        Field("group", slug, required=True),
        Field("product", word(PRODUCTS)),
        Field("not_when", several(text)),
        Field("false_friends", text),
        Field("match", some(any_text), required=True),
        Field("no_match", some(any_text), required=True),
        Field("sources", many(SEEN_AT, "ref"), required=True),
        Field("review", member(Review)),
    ),
)
SIGNATURES = Section(
    SignatureFile,
    (
        Field("maker", slug, required=True),
        Field("claimed", several(text)),
        Field("signature", many(SIGNATURE), required=True, into="signatures"),
    ),
)
"""A signature file."""
RELABEL = Section(
    _relabel,
    (
        Field("maker", slug, required=True),
        Field("relation", member(Relation), required=True),
        Field("models", text, required=True),
        Field("marks", some(text)),
        Field("from", partial_date, into="since"),
        Field("until", partial_date),
        Field("review", member(Review)),
        Field("note", text),
        Field("sources", many(SEEN_AT, "ref"), required=True),
    ),
)
BRAND = Section(
    _brand,
    (
        Field("id", slug, required=True),
        Field("names", some(text), required=True),
        Field("note", text),
        Field("relabel", many(RELABEL, "maker"), into="relabels"),
    ),
)
"""A brand file."""
HOLDER = Section(
    _holder,
    (
        Field("name", text, required=True),
        Field("says", member(Says)),
        Field("about", slug),
        Field("strength", member(Strength)),
        Field("note", text),
        Field("blocks", mac_blocks, required=True),
    ),
)
REGISTRY = Section(
    _registry,
    (
        Field("name", text, required=True),
        Field("date", partial_date),
        Field("between", some(partial_date)),
        Field("source", text, required=True),
        Field("holder", many(HOLDER, "name"), required=True, into="holders"),
    ),
)
"""The package's extract of a registry of MAC prefixes."""
