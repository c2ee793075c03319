"""Judged matches made into names for the catalogue: proposed, and never written there.

A confirmed match proposes the record's name as one of the vendor's, or as that of a company
tied to it where it was met as one; a dismissed match as that of a namesake. Nothing is proposed
that is known, that looks like a natural person, that is one character, or that another vendor
has.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from countersight.errors import SourceError
from countersight.ids import EvidenceDigest, RecordKey, VendorId
from countersight.match import bar
from countersight.messages import sentence
from countersight.model.match import Relation
from countersight.model.proposal import (
    Because,
    Judged,
    LeftOut,
    Proposal,
    Proposals,
    Section,
)
from countersight.model.record import MASKED
from countersight.model.review import Force, Review, Verdict
from countersight.model.vendor import NameKind, Vendor
from countersight.normalise import FoldedName, fold
from countersight.normalise.script_codes import script_of
from countersight.normalise.words import country_of
from countersight.read.json_objects import json_objects

KINDS: Final[Mapping[Relation, NameKind]] = {
    Relation.ITSELF: NameKind.ALIAS,
    Relation.BRAND: NameKind.BRAND,
    Relation.FORMER: NameKind.FORMER,
}
"""What a confirmed name is, by what the record was to the vendor."""
NAMED: Final = ("name", "maker", "brand")
"""Fields of a record that name an organisation, the first that is there counts."""
_Run = Mapping[str, object]


def proposals(
    run: BinaryIO, vendors: Iterable[Vendor], reviews: Iterable[Review] = ()
) -> Proposals:
    """Return what the judged matches of a run propose.

    Args:
        run: what ``screen --format jsonl`` wrote.
        vendors: the catalogue.
        reviews: judgements beside those that the run tells itself.

    Raises:
        SourceError: the run can't be read on, or holds no record.
    """
    known = {(each.record, each.entity): each for each in reviews}
    judged: list[Judged] = []
    unread: list[tuple[int, str]] = []
    unjudged = records = 0
    for found in json_objects(run):
        if found.value is None:
            unread.append((found.line, found.wrong))
            continue
        records += isinstance(found.value.get("record"), dict)
        for match in _objects(found.value.get("matches")):
            one = _judged(found.value, match, known)
            unjudged += one is None
            judged += [one] if one is not None else []
    if not records:
        raise SourceError(
            sentence("it holds no record of a run"),
            hint=sentence("Hand in what `countersight screen --format jsonl` wrote."),
        )
    made, left_out = _Sorting(tuple(vendors)).sort(judged)
    return Proposals(made, left_out, unjudged, tuple(unread))


def _objects(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _judged(
    line: _Run, match: _Run, known: Mapping[tuple[RecordKey, VendorId], Review]
) -> Judged | None:
    """Return a match with its judgement: that of the run, else that of the reviews."""
    record = line.get("record")
    key, entity = RecordKey(_text(line.get("key"))), VendorId(_text(match.get("entity")))
    evidence = EvidenceDigest(_text(match.get("evidence_digest")))
    told, review = match.get("review"), known.get((key, entity))
    if not isinstance(record, dict):
        return None
    if isinstance(told, dict):
        said = _Said.of_run(told)
    elif review is not None:
        said = _Said.of(review, evidence, _day(line.get("as_of")))
    else:
        return None
    if said is None:
        return None
    try:
        relation = Relation(_text(match.get("relation")))
    except ValueError:
        return None
    return Judged(
        record=key,
        entity=entity,
        text=next(filter(None, (_text(record.get(name)) for name in NAMED)), ""),
        relation=relation,
        company=_text(match.get("company")),
        country=country_of(_text(record.get("country"))),
        at=_text(record.get("at")),
        evidence=evidence,
        verdict=said.verdict,
        reason=said.reason,
        who=said.who,
        when=said.when,
        counts=said.counts,
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Said:
    """A judgement, from wherever it comes."""

    verdict: Verdict
    reason: str
    who: str
    when: date
    counts: bool

    @classmethod
    def of_run(cls, told: _Run) -> "_Said | None":
        """Return the judgement that a run tells."""
        when = _day(told.get("when"))
        verdict, force = _text(told.get("verdict")), _text(told.get("force"))
        if when is None or verdict not in set(Verdict):
            return None
        reason, who = _text(told.get("reason")), _text(told.get("who"))
        return cls(Verdict(verdict), reason, who, when, force == Force.IN_FORCE)

    @classmethod
    def of(cls, review: Review, evidence: EvidenceDigest, on: date | None) -> "_Said":
        """Return the judgement of a file of reviews; it counts for the evidence that it saw."""
        force = review.force(evidence, on or review.when)
        return cls(
            review.verdict, review.reason, review.who, review.when, force is Force.IN_FORCE
        )


class _Sorting:
    """Tells of each judgement whether it adds to the catalogue."""

    def __init__(self, vendors: tuple[Vendor, ...]) -> None:
        self._vendors = {vendor.id: vendor for vendor in vendors}
        self._holders: dict[FoldedName, set[VendorId]] = defaultdict(set)
        self._namesakes: dict[VendorId, set[FoldedName]] = defaultdict(set)
        for vendor in vendors:
            for text in _names(vendor):
                self._holders[fold(text)].add(vendor.id)
            self._namesakes[vendor.id] = {fold(each.name) for each in vendor.namesakes}

    def sort(
        self, judged: Iterable[Judged]
    ) -> tuple[tuple[Proposal, ...], tuple[LeftOut, ...]]:
        """Return what is proposed, each name once, and what is left out."""
        made: dict[tuple[VendorId, FoldedName], Proposal] = {}
        left: list[LeftOut] = []
        said: dict[FoldedName, set[tuple[VendorId, bool]]] = defaultdict(set)
        for each in judged:
            because, other = self._why_not(each)
            if because is not None:
                left.append(LeftOut(each, because, other))
                continue
            folded, confirmed = fold(each.text), each.verdict is Verdict.CONFIRMED
            said[folded].add((each.entity, confirmed))
            made.setdefault((each.entity, folded), _proposal(each))
        kept = []
        for (vendor, folded), proposal in made.items():
            if _contradicted(vendor, said[folded]):
                others = sorted(key for key, _ in said[folded] if key != vendor)
                other = others[0] if others else None
                left.append(LeftOut(proposal.judged, Because.CONTRADICTED, other))
            else:
                kept.append(proposal)
        kept.sort(key=lambda each: (each.judged.entity, each.section, each.judged.text))
        return tuple(kept), tuple(left)

    def _why_not(self, each: Judged) -> tuple[Because | None, VendorId | None]:
        """Return why nothing is proposed of a judgement, and the other vendor of a conflict."""
        if each.entity not in self._vendors:
            return Because.NO_VENDOR, None
        for because, holds in _BARS:
            if holds(each):
                return because, None
        return self._of_names(each, fold(each.text))

    def _of_names(
        self, each: Judged, folded: FoldedName
    ) -> tuple[Because | None, VendorId | None]:
        holders = self._holders.get(folded, set())
        confirmed = each.verdict is Verdict.CONFIRMED
        if each.entity in holders or folded in self._namesakes[each.entity]:
            own = confirmed is (each.entity in holders)
            return (Because.KNOWN if own else Because.CONTRADICTED), None
        if holders:
            return Because.ANOTHERS, min(holders)
        if confirmed and each.company and fold(each.company) != folded:
            return Because.TIED, None
        return None, None


def _proposal(judged: Judged) -> Proposal:
    """Return what a judgement proposes: its verdict and what was met say for which section."""
    script = script_of(judged.text)
    if judged.verdict is not Verdict.CONFIRMED:
        return Proposal(judged, script, Section.NAMESAKE)
    kind = KINDS.get(judged.relation)
    if kind is None or judged.company:
        return Proposal(judged, script, Section.TIE)
    return Proposal(judged, script, Section.NAME, kind)


_BARS: Final[tuple[tuple[Because, Callable[[Judged], bool]], ...]] = (
    (Because.PERSON, lambda each: each.text == MASKED or bar(each.text) is not None),
    (Because.NO_FORCE, lambda each: not each.counts),
    (Because.UNSURE, lambda each: each.verdict is Verdict.UNSURE),
    (Because.SHORT, lambda each: len(fold(each.text).glued) <= 1),
    (Because.NO_LETTERS, lambda each: not script_of(each.text)),
)
"""What bars a name, whoever has it; the first that holds is told."""


def _names(vendor: Vendor) -> Iterator[str]:
    """Yield every name by which a vendor or a company tied to it is known."""
    yield vendor.name
    yield from (name.text for name in vendor.names)
    yield from vendor.ambiguous
    for tie in vendor.ties:
        if tie.vendor is None:
            yield tie.name
            yield from (text for text, _ in tie.names)


def _contradicted(vendor: VendorId, said: set[tuple[VendorId, bool]]) -> bool:
    """Tell whether a name was confirmed for two vendors, or judged both ways for one."""
    ways = {confirmed for key, confirmed in said if key == vendor}
    confirmed = {key for key, yes in said if yes}
    return len(ways) > 1 or (True in ways and len(confirmed) > 1)
