"""From a record and a match to facts: one situation for each act that the record stands for.

What the record states beats what the catalogue knows, and that beats what the profile
assumes. A supplier, an award or a payment is an act of its own day. A device or a component
in a list is in use on the day of asking; the date of its row is the day it was acquired.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from countersight.errors import FactError
from countersight.ids import VendorId, company_id
from countersight.judge.classifications import product_of
from countersight.judge.stating import read_fact
from countersight.messages import sentence
from countersight.model.facts import Fact, Facts, FactSource, FactValue, Owner
from countersight.model.match import Match, Relation
from countersight.model.profile import Profile
from countersight.model.record import Record, RecordKind
from countersight.model.values import PartialDate
from countersight.model.vendor import Vendor
from countersight.model.vocabulary import FactKind, Vocabulary

ACTS: Final[Mapping[RecordKind, tuple[str, ...]]] = MappingProxyType(
    {
        RecordKind.SUPPLIER: ("procure",),
        RecordKind.AWARD: ("procure",),
        RecordKind.PAYMENT: ("procure",),
        RecordKind.DEVICE: ("use",),
        RecordKind.COMPONENT: ("use",),
        RecordKind.HOLDING: ("invest",),
    }
)
"""Which act a record of each kind stands for, unless the profile says otherwise."""

FORMS: Final[Mapping[RecordKind, str]] = MappingProxyType(
    {RecordKind.DEVICE: "equipment", RecordKind.COMPONENT: "component"}
)
"""Which form of product a kind of record is."""

MONEY_ACTS: Final = frozenset({"invest", "divest"})
LASTING_ACTS: Final = frozenset({"use", "connect", "official_work"})
"""Acts that go on until the day of asking."""
THINGS: Final = frozenset({RecordKind.DEVICE, RecordKind.COMPONENT})
ITSELF: Final = frozenset({Relation.ITSELF, Relation.BRAND, Relation.FORMER})

NO_DATE: Final = sentence("no date in the record")
TRUTHS: Final = MappingProxyType({"true": True, "yes": True, "false": False, "no": False})
"""How a cell states a truth."""
MOST_DIGITS: Final = 15


def situations(  # noqa: PLR0913, PLR0917 - one for each party to the question
    record: Record,
    match: Match,
    vendor: Vendor | None,
    owners: tuple[Owner, ...],
    profile: Profile | None,
    day: date,
    *,
    vocabulary: Vocabulary | None = None,
) -> tuple[tuple[str, Facts], ...]:
    """Return the acts that a record stands for, each with its facts.

    Args:
        record: the row.
        match: the entity that the row may be.
        vendor: that entity in the catalogue.
        owners: who owns what the row names, from the catalogue.
        profile: who the user is; without it place and roles are unknown.
        day: the day of asking; stands in, as assumed, where the row has no day.
        vocabulary: checks the facts that the row states.

    Raises:
        FactError: the row states a fact that is none, or an impossible value.
    """
    known: dict[str, Fact] = {}
    for fact in (
        *_of_profile(profile),
        *_of_catalogue(record, match, vendor),
        *_of_record(record),
        *_of_columns(record, vocabulary),
    ):
        known[fact.name] = fact
    acts = profile.acts.get(record.kind) if profile is not None else None
    held = owners or None
    told = record.get("id") or ""
    return tuple(
        (act, Facts(_with_act(known, record, act, day), held, FactSource.CATALOGUE, told))
        for act in acts or ACTS[record.kind]
    )


def maker_id(match: Match) -> VendorId:
    """Return the id of the maker: the entity, or one made of a related company's name."""
    company = match.company
    if not company and match.relation not in ITSELF and len(match.path) > 1:
        company = match.path[0]
    return company_id(company) or match.entity


def _of_profile(profile: Profile | None) -> Iterator[Fact]:
    if profile is None:
        return
    because = sentence("profile {name}", name=profile.name)
    yield Fact("place", profile.place, FactSource.STATED, because)
    yield Fact("roles", profile.roles, FactSource.STATED, because)
    for name, value in profile.assume.items():
        yield Fact(name, value, FactSource.ASSUMED, because)


def _of_catalogue(record: Record, match: Match, vendor: Vendor | None) -> Iterator[Fact]:
    yield Fact(
        "maker",
        maker_id(match),
        FactSource.CATALOGUE,
        sentence("the match on {alias}", alias=match.alias),
    )
    brand = record.get("brand")
    other = brand is not None and brand.casefold() != match.alias.casefold()
    if vendor is not None and match.relation is not Relation.AFFILIATE and not other:
        because = sentence("country of {name}", name=vendor.name)
        yield Fact("brand_country", vendor.country, FactSource.CATALOGUE, because)


def _of_record(record: Record) -> Iterator[Fact]:
    brand = record.get("brand")
    if brand is not None:
        yield _stated("brand", brand, sentence("column brand"))
    product = product_of(record.get("classification") or "")
    if product is not None:
        yield _stated("product_form", product.form, product.code)
        yield _stated("product_class", product.product_class, product.code)
    form = FORMS.get(record.kind)
    if form is not None:
        yield _stated("product_form", form, sentence("a {kind} record", kind=record.kind.value))


def _of_columns(record: Record, vocabulary: Vocabulary | None) -> Iterator[Fact]:
    text = record.get("facts")
    if text is None:
        return
    try:
        stated = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise FactError(sentence("facts: is no JSON object")) from wrong
    if not isinstance(stated, dict):
        raise FactError(sentence("facts: is no JSON object"))
    for name, value in stated.items():
        because = sentence("column {name}", name=name)
        if vocabulary is not None:
            definition = vocabulary.facts.get(name)
            typed = value if definition is None else _typed(value, definition.kind)
            fact = read_fact(name, typed, vocabulary, because)
            if fact is not None:
                yield fact
        elif isinstance(value, str | bool | int):
            yield _stated(name, value, because)


def _typed(value: object, kind: FactKind) -> object:
    """Return a cell as the kind of its fact wants it; text that fits no other way stays."""
    if not isinstance(value, str):
        return value
    cell = value.strip().casefold()
    if kind is FactKind.TRUTH:
        return TRUTHS.get(cell, value)
    if kind is FactKind.NUMBER and cell.isdecimal() and len(cell) <= MOST_DIGITS:
        return int(cell)
    return value


def _with_act(
    known: Mapping[str, Fact], record: Record, act: str, day: date
) -> Mapping[str, Fact]:
    """Add the act, its day, and what follows from the two."""
    facts = dict(known)
    facts["act"] = _stated("act", act, sentence("a {kind} record", kind=record.kind.value))
    row = _row_day(record, day)
    if record.kind in THINGS and act in LASTING_ACTS:
        facts["date"] = Fact(
            "date", day, FactSource.ASSUMED, sentence("in use on the day of asking")
        )
        if row is not None and row.source is FactSource.STATED:
            facts.setdefault("acquired_on", _stated("acquired_on", row.value, row.because))
    else:
        because = (
            sentence("the date in the record can't be read") if record.get("date") else NO_DATE
        )
        nothing = Fact("date", day, FactSource.ASSUMED, because)
        facts.setdefault("date", row or nothing)
    if record.kind is RecordKind.HOLDING and act in MONEY_ACTS:
        security = _stated(
            "product_form",
            "security",
            sentence("a {kind} record", kind=RecordKind.HOLDING.value),
        )
        stated = known.get("product_form")
        if stated is None or stated.source is not FactSource.STATED:
            facts["product_form"] = security
    return MappingProxyType(facts)


def _row_day(record: Record, day: date) -> Fact | None:
    """Return the day of the row; where it tells no more than a month, its last day."""
    text = record.get("date")
    if text is None:
        return None
    try:
        told = PartialDate.parse(text)
    except ValueError:
        return None
    if told.day is not None:
        return _stated("date", told.day, sentence("column date"))
    because = sentence("the record says no more than {told}", told=told)
    last = min(told.latest, max(day, told.earliest))
    return Fact("date", last, FactSource.ASSUMED, because)


def _stated(name: str, value: FactValue, because: str) -> Fact:
    return Fact(name, value, FactSource.STATED, because)
