"""How near the evidence of an entry is: held, cited and not held, or alleged.

An entry is *held* when its source is held and words of it stand in the source itself; *cited*
when the source is known through a held document; else *alleged*. An entry that names passages
counts only while all of them stand and none is withdrawn. A document that is withdrawn shows
nothing, and nothing is known through it.

What a newspaper tells of others is held where the newspaper is, and proves no more than what is
cited: the document that would show it is not there. Of its own author it is a source.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from countersight.ids import EntryId
from countersight.messages import joined, sentence
from countersight.model.casefile import Casefile, Claim, Statement, Wording
from countersight.model.contract import Contract, Grade
from countersight.model.document import Document, DocumentKind
from countersight.model.passage import Passage, PassageState

PRESS: Final = sentence(
    "a newspaper tells it, which proves as much as a document that is cited"
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a grade is made of."""

    passages: tuple[EntryId, ...]
    source: EntryId | None
    stated: Grade | None = None
    most: Grade = Grade.HELD
    """A paraphrase comes to no more than cited: the words are not the speaker's."""
    of: frozenset[str] = frozenset()
    """Of whom it tells: an article that one of them wrote is their own word."""

    @classmethod
    def of_entry(cls, entry: Statement | Claim | Contract) -> "Basis":
        """Return what the grade of an entry is made of."""
        most, tells_of = Grade.HELD, frozenset[str]()
        match entry:
            case Claim():
                most = Grade.CITED if entry.wording is Wording.PARAPHRASE else most
                tells_of = frozenset((entry.speaker, *entry.on_behalf_of))
            case Statement():
                tells_of = frozenset((entry.subject,))
            case Contract():
                pass
        return cls(entry.passages, entry.source, entry.grade, most, tells_of)


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, how many hands it came through, and why."""

    grade: Grade
    hands: int | None
    """Documents between the source and what is held; None where no held one cites it."""
    why: str
    counts: bool = True
    """False where the passages that it rests on don't stand."""
    missing: tuple[EntryId, ...] = ()
    """The source, where it is not held."""
    press: bool = False
    """Whether the source that is held is a newspaper that tells of others."""

    @property
    def proves(self) -> "Graded":
        """What arguments may make of it: what a newspaper tells of others counts as cited."""
        if self.press and self.grade is Grade.HELD:
            return replace(self, grade=Grade.CITED, hands=1)
        return self


@dataclass(frozen=True, slots=True)
class Index:
    """The documents and passages of a case, by id."""

    documents: Mapping[EntryId, Document]
    passages: Mapping[EntryId, Passage]
    _hands: Mapping[EntryId, int]
    _groups: Mapping[EntryId, frozenset[EntryId]]
    """Each party with the organisations that its role belongs to."""

    @classmethod
    def of(cls, case: Casefile) -> "Index":
        """Return the index of a case."""
        return cls(
            {each.id: each for each in case.documents},
            {each.id: each for each in case.passages},
            _distances(case.documents),
            {each.id: frozenset((each.id, *each.of)) for each in case.parties},
        )

    def graded(self, basis: Basis) -> Graded:
        """Return the grade that *basis* comes to."""
        fallen = [why for why in map(self._fallen, basis.passages) if why]
        if fallen:
            return Graded(Grade.ALLEGED, None, joined("; ", fallen), counts=False)
        found = self._by_source(basis)
        most = min((basis.stated or basis.most, basis.most), key=lambda grade: grade.rank)
        if most.rank >= found.grade.rank:
            return found
        return replace(found, grade=most, why=sentence("{why}; graded lower", why=found.why))

    def together(self, one: EntryId, other: EntryId) -> bool:
        """Whether two parties are one, or their roles belong to one organisation."""
        alone = frozenset((one,))
        return not self._groups.get(one, alone).isdisjoint(
            self._groups.get(other, frozenset((other,)))
        )

    def hands(self, source: EntryId) -> int | None:
        """Return how many documents lie between a source and what is held; 0 if it is held.

        The shortest way along ``cited_in`` counts.
        """
        return self._hands.get(source)

    def through(self, source: EntryId, passages: Iterable[EntryId]) -> int | None:
        """Return through how many hands the words of passages came from a source.

        0 where one of them stands in the source itself; else the steps along ``cited_in`` from
        the source to the nearest document in which one stands; None where none leads there.
        """
        wanted = {self.passages[each].document for each in passages}
        seen, edge, steps = {source}, [source], 0
        while edge:
            if not wanted.isdisjoint(edge):
                return steps
            behind = (
                each
                for at in edge
                for each in self.documents[at].cited_in
                if not self.documents[each].withdrawn
            )
            edge = [each for each in dict.fromkeys(behind) if each not in seen]
            seen.update(edge)
            steps += 1
        return None

    def _by_source(self, basis: Basis) -> Graded:
        source = basis.source
        if source is None or self.documents[source].withdrawn:
            return _sourceless(source)
        hands = self.hands(source)
        missing = () if hands == 0 else (source,)
        if hands is None:
            why = sentence("its source is not held, and no held document cites it")
            return Graded(Grade.ALLEGED, None, why, missing=missing)
        if basis.passages:
            hands = self.through(source, basis.passages)
        if hands is None:
            why = sentence("its words stand in no document that cites its source")
            return Graded(Grade.ALLEGED, None, why, missing=missing)
        if not missing:
            if hands == 0 and basis.passages:
                return self._held(source, basis.of)
            why = sentence("its source is held, and the words are taken from another document")
            return Graded(Grade.CITED, hands or 1, why)
        why = sentence("its source is not held, and is known through others")
        return Graded(Grade.CITED, hands, why, missing=(source,))

    def _held(self, source: EntryId, tells_of: frozenset[str]) -> Graded:
        document = self.documents[source]
        own = tells_of & {*document.by, source}
        why = sentence("its source is held, and says so in these words")
        if document.kind is DocumentKind.ARTICLE and not own:
            return Graded(Grade.HELD, 0, joined("; ", (why, PRESS)), press=True)
        return Graded(Grade.HELD, 0, why)

    def _fallen(self, id_: EntryId) -> str:
        """Return why a passage does not count; nothing where it does."""
        passage = self.passages[id_]
        document = self.documents[passage.document]
        if passage.withdrawn or document.withdrawn:
            return sentence("passage {id} is withdrawn", id=id_)
        return (
            sentence("passage {id} is an orphan", id=id_)
            if passage.state is PassageState.ORPHAN
            else ""
        )


def _sourceless(source: EntryId | None) -> Graded:
    why = (
        sentence("no document is named that would show it")
        if source is None
        else sentence("its source is withdrawn")
    )
    return Graded(Grade.ALLEGED, None, why)


def _distances(documents: Iterable[Document]) -> dict[EntryId, int]:
    """Return how far each document is from one that is held, along ``cited_in``."""
    known_through: dict[EntryId, list[EntryId]] = {}
    standing = [each for each in documents if not each.withdrawn]
    for document in standing:
        for citing in document.cited_in:
            known_through.setdefault(citing, []).append(document.id)
    found = {each.id: 0 for each in standing if each.held}
    edge = list(found)
    while edge:
        behind = [each for citing in edge for each in known_through.get(citing, ())]
        steps = found[edge[0]] + 1
        edge = [each for each in dict.fromkeys(behind) if each not in found]
        found.update(dict.fromkeys(edge, steps))
    return found
