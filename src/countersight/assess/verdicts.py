"""Verdicts: each claim with the arguments against it and for it, weighed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from countersight.assess.arguments import Names, arguments
from countersight.assess.changes import acquisitions, why_of, would_change
from countersight.assess.facts import Knowledge, Said, knowledge
from countersight.assess.matching import FactBase, best
from countersight.assess.standards import Answer, strongest
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.argument import (
    Argument,
    Assessment,
    Bearing,
    LeafState,
    Schemes,
    Side,
    Verdict,
)
from countersight.model.casefile import Casefile, Claim, Entry, Modality, Statement
from countersight.model.contract import Contract, Party
from countersight.model.document import Document
from countersight.model.passage import Passage
from countersight.render.escaping import shortened

_STRENGTH = {bearing: number for number, bearing in enumerate(Bearing)}
NOTHING = sentence("Nothing that the case holds bears on it; that is no proof of it.")
SHORT = 80
"""Letters of a claim that stand for it in sentences."""
ASKED = sentence("It only asks, and asserts nothing.")
SAYS_NOTHING = frozenset({NOTHING, ASKED})
"""Reasons that speak for nobody."""


def assess(case: Casefile, schemes: Schemes, *, log_size: int = 0) -> Assessment:
    """Return the verdicts on every claim of a case.

    Args:
        case: the case.
        schemes: the schemes and the vocabulary.
        log_size: entries of its log; the verdicts carry it.

    Raises:
        EntryError: the case makes more arguments than are looked at.
    """
    known = knowledge(case, schemes.predicates)
    names = names_of(case)
    found = judged(known, schemes, names, log_size=log_size)
    order = {claim.id: number for number, claim in enumerate(case.claims)}
    verdicts = tuple(
        sorted(found, key=lambda each: (order.get(each.claim, 0), *strength(each)))
    )
    return Assessment(
        case.id,
        verdicts,
        acquisitions(verdicts, names.called),
        known.not_counted,
        log_size,
        schemes.version,
    )


def judged(
    known: Knowledge, schemes: Schemes, names: Names, *, log_size: int = 0
) -> Iterator[Verdict]:
    """Yield the verdicts on what was said."""
    reflexive = (each.name for each in schemes.predicates.values() if each.reflexive)
    base = FactBase(known.facts, frozenset(reflexive))
    bench = _Bench(known, schemes, names, base)
    by_claim: dict[EntryId, list[Said]] = {}
    for said in known.said:
        by_claim.setdefault(said.id, []).append(said)
    for told in by_claim.values():
        for verdict in bench.verdicts(told):
            yield replace(verdict, log_size=log_size)


def strength(verdict: Verdict) -> tuple[int, int]:
    """Return a key that puts the better proved first, and of those the graver."""
    proved = 0 if verdict.standard is None else verdict.standard.rank
    return -proved, _STRENGTH[verdict.bearing]


def names_of(case: Casefile) -> Names:
    """Return what the entries of a case are called in sentences; a claim by its words."""
    found: dict[str, str] = {}
    words = {each.id: each.words for each in case.passages}
    for entry in case.entries():
        match entry:
            case Party():
                found[entry.id] = entry.name
            case Contract():
                found[entry.id] = (
                    sentence("contract {reference}", reference=entry.reference)
                    if entry.reference
                    else entry.title
                )
            case Document():
                found[entry.id] = _document_name(entry)
            case Claim():
                found[entry.id] = f"“{shortened(words.get(entry.passages[0], ''), SHORT)}”"
            case _:
                pass
    return Names(found)


def _document_name(document: Document) -> str:
    return f"{document.title} ({document.date})" if document.date else document.title


@dataclass(frozen=True, slots=True)
class _Bench:
    known: Knowledge
    schemes: Schemes
    names: Names
    base: FactBase

    def verdicts(self, told: list[Said]) -> Iterator[Verdict]:
        """Yield one verdict for each bearing on a claim, or that nothing bears on it."""
        claim = told[0]
        made = [
            argument
            for scheme in self.schemes.schemes
            for said in told
            for argument in arguments(scheme, said, self.base, self.known, self.names)
        ]
        in_favour = tuple(each for each in made if each.side is Side.FOR)
        against = [each for each in made if each.side is Side.AGAINST]
        standing = list(self._by_bearing(claim, against, in_favour))
        if any(verdict.standard is not None for verdict in standing):
            yield from (each for each in standing if each.standard is not None)
            return
        yield Verdict(
            claim.id,
            Bearing.DOES_NOT_BEAR,
            None,
            self._why(claim, against),
            tuple(against),
            in_favour,
            would_change(against, in_favour, self.names.called),
        )

    def _by_bearing(
        self, claim: Said, against: Iterable[Argument], in_favour: tuple[Argument, ...]
    ) -> Iterator[Verdict]:
        sorted_out: dict[Bearing, list[Argument]] = {}
        for each in against:
            sorted_out.setdefault(each.bearing, []).append(each)
        for bearing, those in sorted_out.items():
            standard, leading = strongest(those, Answer.of(in_favour))
            yield Verdict(
                claim.id,
                bearing,
                standard,
                why_of(standard, leading, those),
                tuple(those),
                in_favour,
                would_change(those, in_favour, self.names.called),
            )

    def _why(self, claim: Said, against: list[Argument]) -> str:
        if claim.modality is Modality.ASKS:
            return ASKED
        if against:
            return why_of(None, None, against)
        near = dict.fromkeys(self._near(claim))
        return " ".join(near) or NOTHING

    def _near(self, claim: Said) -> Iterator[str]:
        """Yield why facts that schemes draw on do not bear on a claim that lies near."""
        for scheme in self.schemes.schemes:
            for near in scheme.near:
                if near.predicate == claim.predicate and all(
                    best(each, {}, self.base)[1].state is LeafState.SHOWN
                    for each in scheme.premises
                ):
                    yield near.why


def stale(verdict: Verdict, then: Casefile, now: Casefile) -> tuple[str, ...]:
    """Return why a verdict no longer holds: what it rests on was withdrawn, changed or is gone.

    Args:
        verdict: what was found.
        then: the case that it was found on.
        now: the case as it is.
    """
    before = {each.id: each for each in then.entries()}
    after = {each.id: each for each in now.entries()}
    found = []
    for id_ in sorted({*verdict.rests_on, *_behind(verdict.rests_on, before)}):
        entry = after.get(id_)
        if entry is None:
            found.append(sentence("{id} is gone", id=id_))
        elif entry != before.get(id_):
            withdrawn = entry.withdrawn
            found.append(
                sentence("{id} is withdrawn: {withdrawn}", id=id_, withdrawn=withdrawn)
                if withdrawn
                else sentence("{id} changed", id=id_)
            )
    return tuple(found)


def _behind(ids: Iterable[EntryId], entries: Mapping[EntryId, Entry]) -> Iterator[EntryId]:
    """Yield the documents that entries stand in, or that would show them."""
    for id_ in ids:
        match entries.get(id_):
            case Passage() as passage:
                yield passage.document
            case Statement() | Claim() | Contract() as entry if entry.source is not None:
                yield entry.source
            case _:
                pass
