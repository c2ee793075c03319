"""All columns of a record together: what each names, and what one says of another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from countersight.ids import VendorId
from countersight.match.aliases import Alias
from countersight.match.comparing import Names
from countersight.match.evidence import Pass, first_piece, piece
from countersight.match.gate import Barred, bar
from countersight.match.hits import EQUAL, Hit, take
from countersight.match.identifiers import Held, Identifiers
from countersight.match.judging import held_back, judge
from countersight.match.spellings import Spelling
from countersight.match.strengths import Strength
from countersight.match.things import Marked, Mentions, Models, is_about_cameras
from countersight.model.match import Evidence, Match, Relation
from countersight.model.record import Record, RecordKind
from countersight.model.vendor import Vendor
from countersight.normalise import FoldedName
from countersight.normalise.words import country_of

THINGS: Final = frozenset({RecordKind.DEVICE, RecordKind.COMPONENT})
NAMING: Final = ("name", "maker", "brand")
"""The columns that name an organisation."""
WHOLE: Final = EQUAL | {Pass.IDENTIFIER}
WEAK: Final = frozenset(
    {Pass.WORD, Pass.JOINED, Pass.SPELT, Pass.NEAR, Pass.FURTHER, Pass.SOUND}
)
"""Passes that give way where the whole name is that of a company tied to the vendor."""
KEPT: Final = 20_000
LONGEST_KEPT: Final = 400
NOBODY: Final = Spelling(FoldedName(()), ())


@dataclass(frozen=True, slots=True)
class Known:
    """What of the catalogue the columns are read with."""

    vendors: Mapping[VendorId, Vendor]
    paths: Mapping[VendorId, tuple[VendorId, ...]]
    names: Names
    models: Models
    mentions: Mentions
    identifiers: Identifiers


@dataclass(frozen=True, slots=True)
class Gathered:
    """The matches of one record, best first, and why it was not checked if it was not."""

    matches: tuple[Match, ...]
    reason: Barred | None


@dataclass(frozen=True, slots=True)
class _Named:
    """What the naming columns give."""

    hits: Mapping[str, tuple[Hit, ...]]
    """By column; a text that stands in two columns is read once."""
    reason: Barred | None

    def entities(self, column: str) -> frozenset[VendorId]:
        return frozenset(hit.alias.entity for hit in self.hits.get(column, ()))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the rest of a record says."""

    record: Record
    named: _Named
    marked: frozenset[VendorId]
    mentioned: frozenset[VendorId]
    country: str
    about_cameras: bool


class Gatherer:
    """Reads the columns of a record, and lets them speak for and against one another."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._kept = lru_cache(KEPT)(known.names.read)
        self._tied = _tied(known.vendors)

    def of(self, record: Record) -> Gathered:
        """Return what the record names."""
        named = self._named(record)
        hits = [hit for found in named.hits.values() for hit in found]
        hits += map(_of_identifier, self._known.identifiers.of(record.get("identifier") or ""))
        hits = self._without_near(hits)
        model = record.get("model") or ""
        marks = self._known.models.of(model)
        hits += _of_models(marks, hits, named)
        mentions = self._mentions(record, model, named)
        met = {hit.alias.entity for hit in hits}
        hits += [
            Hit(alias, Pass.MENTION, (), Relation.BRAND)
            for alias in mentions
            if alias.entity not in met
        ]
        context = self._context(record, named, marks, mentions)
        best: dict[VendorId, Hit] = {}
        take(hits, best)
        found = [self._match(hit, context) for hit in best.values()]
        found.sort(key=lambda match: (-match.score, match.entity))
        return Gathered(tuple(found), named.reason)

    def stands_over(self, barred: Barred, text: str) -> bool:
        """Tell whether a barred text is the whole name of a catalogued company after all."""
        return barred is Barred.PERSON and any(hit.how in EQUAL for hit in self.read(text))

    def read(self, text: str) -> tuple[Hit, ...]:
        """Return what a text names; the answers to short texts are kept."""
        return self._kept(text) if len(text) <= LONGEST_KEPT else self._known.names.read(text)

    def _named(self, record: Record) -> _Named:
        hits: dict[str, tuple[Hit, ...]] = {}
        reasons: set[Barred | None] = set()
        seen: set[str] = set()
        for column in NAMING:
            text = record.name if column == "name" else record.get(column)
            if not text or text in seen:
                continue
            seen.add(text)
            reason = bar(text)
            if reason is not None and self.stands_over(reason, text):
                reason = None
            reasons.add(reason)
            if reason is None:
                hits[column] = self.read(text)
        if None in reasons:
            return _Named(hits, None)
        worst = next((each for each in Barred if each in reasons), Barred.NO_NAME)
        return _Named(hits, worst)

    def _without_near(self, hits: list[Hit]) -> list[Hit]:
        """Leave out a vendor met by a word of a name that is a tied company's own."""
        whole = {hit.alias.entity for hit in hits if hit.how in WHOLE}
        near = {other for entity in whole for other in self._tied.get(entity, ())} - whole
        return [hit for hit in hits if hit.how not in WEAK or hit.alias.entity not in near]

    def _mentions(self, record: Record, model: str, named: _Named) -> list[Alias]:
        if named.reason in {Barred.WITHHELD, Barred.PERSON}:
            return []
        description = record.get("description") or ""
        found = [*self._known.mentions.of(model), *self._known.mentions.of(description)]
        return list({alias.entity: alias for alias in reversed(found)}.values())

    def _context(
        self, record: Record, named: _Named, marks: list[Marked], mentions: list[Alias]
    ) -> _Context:
        texts = [record.get(column) or "" for column in ("description", "model")]
        return _Context(
            record,
            named,
            frozenset(each.vendor.id for each in marks),
            frozenset(alias.entity for alias in mentions),
            country_of(record.get("country") or ""),
            is_about_cameras(texts, record.get("classification") or ""),
        )

    def _match(self, hit: Hit, context: _Context) -> Match:
        alias = hit.alias
        vendor = self._known.vendors[alias.entity]
        kinds = self._second(hit, context)
        second = [*hit.pieces, *(piece(kind, alias, vendor.name, what) for kind, what in kinds)]
        state, score = judge(hit.how, hit.strength, second, hit.near)
        kinds = held_back(hit.how, hit.strength, second)
        second += [piece(kind, alias, vendor.name, what) for kind, what in kinds]
        company = alias.company or hit.called
        path = self._known.paths[alias.entity]
        evidence: tuple[Evidence, ...] = (first_piece(hit.how, alias, vendor.name), *second)
        return Match(
            entity=alias.entity,
            name=vendor.name,
            alias=alias.text,
            state=state,
            score=score,
            relation=hit.relation,
            path=(company, *path) if company else path,
            evidence=evidence,
            company=company,
        )

    def _second(self, hit: Hit, context: _Context) -> Iterator[tuple[str, str]]:
        """Yield the kinds of evidence that other columns give."""
        yield from _of_the_thing(hit, context)
        yield from _of_the_country(hit, context)
        number = context.record.get("identifier") or ""
        differs = self._known.identifiers.differs(hit.alias.entity, number)
        if differs and not hit.alias.company and hit.how is not Pass.IDENTIFIER:
            yield "other-identifier", differs


def _of_the_thing(hit: Hit, context: _Context) -> Iterator[tuple[str, str]]:
    entity, named = hit.alias.entity, context.named
    by_name = any(hit in found for found in named.hits.values())
    if by_name and context.record.kind in THINGS:
        yield "maker-column", ""
    if context.about_cameras:
        yield "product", ""
    if entity in context.marked and hit.how is not Pass.MODEL:
        yield "model-pattern", ""
    if entity in context.mentioned and hit.how is not Pass.MENTION:
        yield "also-mentioned", ""
    maker, brand = named.entities("maker") or named.entities("name"), named.entities("brand")
    if by_name and maker and brand and maker.isdisjoint(brand):
        yield "maker-and-brand-differ", ""


def _of_the_country(hit: Hit, context: _Context) -> Iterator[tuple[str, str]]:
    """A device's country is where it stands; it tells nothing of the maker."""
    here, there = context.country, hit.alias.country
    if here and there and context.record.kind not in THINGS:
        if here == there:
            yield "country", ""
        elif hit.how in EQUAL:
            yield "other-country", ""


def _of_identifier(held: Held) -> Hit:
    alias = Alias(
        entity=held.vendor.id,
        text=held.identifier,
        spelling=NOBODY,
        key=(),
        relation=held.relation,
        source=held.source,
        strength=Strength.COINED,
        country="",
        company=held.company,
        role=held.role,
        own=True,
    )
    return Hit(alias, Pass.IDENTIFIER, (), held.relation)


def _of_models(marks: list[Marked], hits: list[Hit], named: _Named) -> Iterator[Hit]:
    met = {hit.alias.entity for hit in hits}
    for marked in marks:
        if marked.vendor.id in met or marked.mark.only_with_maker:
            continue
        other = named.reason is None
        alias = Alias(
            entity=marked.vendor.id,
            text=marked.mark.prefix,
            spelling=NOBODY,
            key=(),
            relation=Relation.BRAND if other else Relation.ITSELF,
            source=marked.source,
            strength=Strength.COINED,
            country="",
            own=True,
        )
        against = (piece("model-of-another", alias, marked.vendor.name),) if other else ()
        yield Hit(alias, Pass.MODEL, against, alias.relation)


def _tied(vendors: Mapping[VendorId, Vendor]) -> dict[VendorId, frozenset[VendorId]]:
    """Return the vendors that each vendor has a tie with, whoever's file says so."""
    tied: dict[VendorId, set[VendorId]] = {key: set() for key in vendors}
    for vendor in vendors.values():
        for tie in vendor.ties:
            if tie.vendor is not None:
                tied[vendor.id].add(tie.vendor)
                tied.setdefault(tie.vendor, set()).add(vendor.id)
    return {key: frozenset(found) for key, found in tied.items()}
