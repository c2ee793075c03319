"""What a case refers to is there, and is of the right kind; words are of the vocabulary."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from countersight.catalogue.fields import Place, nearest
from countersight.claim.grading import Basis, Index
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.argument import Predicate, PredicateKind
from countersight.model.casefile import (
    Casefile,
    Claim,
    Entry,
    Question,
    Review,
    Reviewed,
    Statement,
)
from countersight.model.contract import Contract, Grade, Party
from countersight.model.document import Document
from countersight.model.passage import Passage

Where: TypeAlias = Callable[[EntryId], Place]
_NAMES: Final[Mapping[type, str]] = {
    Document: "document",
    Passage: "passage",
    Party: "party",
    Claim: "claim",
}
_HEARSAY: Final = sentence(
    'Name the document that would show it (source), or write grade = "alleged".'
)


def checked(case: Casefile, predicates: Mapping[str, Predicate], where: Where) -> Casefile:
    """Return the case, if what it refers to is there and its words are known.

    Raises:
        CatalogueError: it is not; the message names the entry and the key.
    """
    entries = {entry.id: entry for entry in case.entries()}
    index = Index.of(case)
    for entry in entries.values():
        _check_references(entry, entries, where(entry.id))
    for entry in entries.values():
        match entry:
            case Statement():
                _check_statement(entry, predicates, where(entry.id))
            case Claim():
                _check_claim(entry, predicates, where(entry.id))
            case Review():
                _check_review(entry, entries, where(entry.id))
            case _:
                pass
        if isinstance(entry, Statement | Claim | Contract):
            _check_grade(Basis.of_entry(entry), index, where(entry.id))
    return case


def _check_references(entry: Entry, entries: Mapping[EntryId, Entry], place: Place) -> None:
    for key, kind, ids in _references(entry):
        for id_ in ids:
            if not isinstance(entries.get(id_), kind):
                known = [each.id for each in entries.values() if isinstance(each, kind)]
                what = sentence("{id!r} is no {kind} of the case", id=id_, kind=_NAMES[kind])
                raise place.at(key).error(what, nearest(id_, known))


_Reference: TypeAlias = tuple[str, type[Entry], Iterable[EntryId]]


def _references(entry: Entry) -> Iterator[_Reference]:
    """Yield key, kind and ids of what an entry refers to."""
    match entry:
        case Document():
            yield "by", Party, entry.by
            yield "to", Party, entry.to
            yield "cited_in", Document, entry.cited_in
        case Passage():
            yield "document", Document, (entry.document,)
        case Party():
            yield "of", Party, entry.of
            yield "passages", Passage, entry.passages
        case Contract():
            yield from _of_contract(entry)
        case Statement() | Claim():
            yield from _of_said(entry)
        case Question():
            yield from _of_question(entry)
        case Review():
            pass


def _of_said(entry: Statement | Claim) -> Iterator[_Reference]:
    yield "passages", Passage, entry.passages
    yield "source", Document, _maybe(entry.source)
    if isinstance(entry, Claim):
        yield "speaker", Party, (entry.speaker,)
        yield "for", Party, entry.on_behalf_of


def _of_contract(entry: Contract) -> Iterator[_Reference]:
    yield "source", Document, _maybe(entry.source)
    yield "roles", Party, (role.party for role in entry.roles)
    yield "passages", Passage, entry.passages
    for each in (*entry.roles, entry.term, entry.construction, entry.value):
        if each is not None:
            yield "passages", Passage, each.passages


def _of_question(entry: Question) -> Iterator[_Reference]:
    yield "by", Party, (entry.by,)
    yield "to", Party, (entry.to,)
    yield "source", Document, (entry.source,)
    yield "passages", Passage, entry.passages
    yield "puts", Claim, entry.puts
    for reply in entry.replies:
        yield "document", Document, (reply.document,)
        yield "passages", Passage, reply.passages


def _maybe(id_: EntryId | None) -> tuple[EntryId, ...]:
    return () if id_ is None else (id_,)


def _check_statement(
    entry: Statement, predicates: Mapping[str, Predicate], place: Place
) -> None:
    known = _known(entry.predicate, PredicateKind.FACT, predicates, place)
    for key, meaning, value in (
        ("object", known.object, entry.object),
        ("about", known.about, entry.about),
    ):
        if bool(meaning) != bool(value):
            what = (
                sentence("is missing: {meaning}", meaning=meaning)
                if meaning
                else sentence("{predicate} has none", predicate=entry.predicate)
            )
            raise place.at(key).error(what, f"{entry.predicate}: {known.means}.")
    if known.objects and entry.object not in known.objects:
        what = sentence(
            "{object!r} is no object of {predicate}",
            object=entry.object,
            predicate=entry.predicate,
        )
        raise place.at("object").error(what, nearest(entry.object, known.objects))
    if not entry.passages and entry.grade is not Grade.ALLEGED:
        raise place.at("passages").error(sentence("is missing"), _HEARSAY)


def _check_claim(entry: Claim, predicates: Mapping[str, Predicate], place: Place) -> None:
    known = _known(entry.predicate, PredicateKind.CLAIM, predicates, place)
    if known.about and not entry.about:
        raise place.at("about").error(
            sentence("is missing: {about}", about=known.about), f"{known.means}."
        )


def _check_review(entry: Review, entries: Mapping[EntryId, Entry], place: Place) -> None:
    of = entries.get(entry.of)
    if of is None or isinstance(of, Review):
        known = [each.id for each in entries.values() if not isinstance(each, Review)]
        what = sentence("{of!r} is no entry of the case that can be judged", of=entry.of)
        raise place.at("of").error(what, nearest(entry.of, known))
    if entry.what is Reviewed.VERDICT and not isinstance(of, Claim):
        what = sentence("{of!r} is no claim, and verdicts are on claims", of=entry.of)
        raise place.at("of").error(what, sentence("Name a claim, or leave out `what`."))


def _known(
    name: str, kind: PredicateKind, predicates: Mapping[str, Predicate], place: Place
) -> Predicate:
    found = predicates.get(name)
    if found is None or found.kind is not kind:
        words = [each.name for each in predicates.values() if each.kind is kind]
        what = sentence("{name!r} is no {kind} of the vocabulary", name=name, kind=kind.value)
        raise place.at("predicate").error(what, nearest(name, words))
    return found


def _check_grade(basis: Basis, index: Index, place: Place) -> None:
    """Refuse an entry without a source that is not alleged, or a grade above its source."""
    if basis.source is None and basis.stated is not Grade.ALLEGED:
        raise place.at("source").error(sentence("is missing"), _HEARSAY)
    found = index.graded(Basis(basis.passages, basis.source, None))
    if found.counts and basis.stated is not None and basis.stated.rank > found.grade.rank:
        what = sentence(
            "{stated} is more than its source comes to: {why}",
            stated=basis.stated.value,
            why=found.why,
        )
        raise place.at("grade").error(
            what, sentence('Write "{grade}", or leave it out.', grade=found.grade.value)
        )
