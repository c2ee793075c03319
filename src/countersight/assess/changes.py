"""What would move a verdict, and which documents to acquire first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from countersight.assess.arguments import weakest
from countersight.assess.standards import Answer, meeting, strongest
from countersight.ids import EntryId
from countersight.messages import joined, sentence
from countersight.model.argument import (
    Acquisition,
    Argument,
    Leaf,
    LeafRole,
    LeafState,
    Standard,
    Verdict,
    WouldChange,
)
from countersight.model.contract import Grade

Title = Callable[[EntryId], str]
MOST: Final = 40
"""Things told that would move one verdict."""
_GRADES: Final = {
    Grade.HELD: sentence("Held"),
    Grade.CITED: sentence("Cited, not held"),
    Grade.ALLEGED: sentence("Alleged"),
}


def would_change(
    against: Sequence[Argument], in_favour: Sequence[Argument], title: Title
) -> tuple[WouldChange, ...]:
    """Return what would move a verdict: up, down, or over."""
    every = (
        change for argument in against for change in _of_argument(argument, in_favour, title)
    )
    found: dict[WouldChange, None] = {}
    for change in every:
        found[change] = None
        if len(found) == MOST:
            break
    return tuple(found)


def _of_argument(
    argument: Argument, in_favour: Sequence[Argument], title: Title
) -> Iterator[WouldChange]:
    if argument.falls:
        for leaf in argument.leaves:
            if leaf.speaks_against:
                yield WouldChange(
                    sentence("that this is withdrawn or answered: {says}", says=leaf.objection),
                    "stands",
                )
        return
    for leaf in argument.open:
        how = sentence(" ({acquire})", acquire=leaf.acquire) if leaf.acquire else ""
        yield WouldChange(
            sentence("shown, in a document that is held: {says}{how}", says=leaf.says, how=how),
            "stronger",
        )
    for document in _missing(argument):
        yield WouldChange(
            sentence("held, and read: {title}", title=title(document)), "stronger"
        )
    for leaf in _thin(argument):
        yield WouldChange(
            sentence(
                "shown by a document of its own: {says} ({acquire})",
                says=leaf.says,
                acquire=leaf.acquire,
            ),
            "stronger",
        )
    for other in meeting(argument, in_favour):
        yield WouldChange(
            sentence("that this is withdrawn or answered: {title}", title=other.title),
            "stronger",
        )
    yield from _falling(argument)


def _falling(argument: Argument) -> Iterator[WouldChange]:
    for leaf in argument.leaves_of(LeafRole.EXCEPTION):
        if leaf.state is not LeafState.SHOWN:
            yield WouldChange(sentence("shown: {says}", says=leaf.says), "falls")
    for leaf in argument.leaves_of(LeafRole.ASSUMPTION):
        if leaf.state is not LeafState.SHOWN or leaf.rests_on:  # else it is always so
            yield WouldChange(
                sentence("shown that it is not so: {says}", says=leaf.says), "falls"
            )


def _thin(argument: Argument) -> Iterator[Leaf]:
    """Yield what is shown by others than its own document, where that one is not known."""
    for leaf in argument.leaves:
        if (
            leaf.role is not LeafRole.EXCEPTION
            and leaf.state is LeafState.SHOWN
            and leaf.grade is not Grade.HELD
            and leaf.acquire
            and not leaf.missing
        ):
            yield leaf


def _missing(argument: Argument) -> Iterable[EntryId]:
    counted = (leaf for leaf in argument.leaves if leaf.role is not LeafRole.EXCEPTION)
    return dict.fromkeys(each for leaf in counted for each in leaf.missing)


@dataclass
class _Wanted:
    what: str
    document: EntryId | None
    waiting: dict[EntryId, None] = field(default_factory=dict)
    verdicts: int = 0
    moves: dict[EntryId, None] = field(default_factory=dict)


def acquisitions(verdicts: Iterable[Verdict], title: Title) -> tuple[Acquisition, ...]:
    """Return the documents to acquire: those that would move most verdicts first.

    A document is asked for where an argument that stands rests on it and it is not held, or
    where it would show an assumption that is open.
    """
    wanted: dict[str, _Wanted] = {}
    for verdict in verdicts:
        asked: dict[str, list[Argument]] = {}
        for key, what, document, argument in _asked(verdict, title):
            wanted.setdefault(key, _Wanted(what, document))
            asked.setdefault(key, []).append(argument)
        answer = Answer.of(verdict.in_favour)
        for key, arguments in asked.items():
            each = wanted[key]
            each.waiting[verdict.claim] = None
            each.verdicts += 1
            if _moves(verdict, arguments, key, answer):
                each.moves[verdict.claim] = None
    ordered = sorted(wanted.values(), key=lambda each: (-len(each.moves), -each.verdicts))
    return tuple(
        Acquisition(each.what, each.document, tuple(each.waiting), tuple(each.moves))
        for each in ordered
    )


def _asked(
    verdict: Verdict, title: Title
) -> Iterator[tuple[str, str, EntryId | None, Argument]]:
    """Yield key, words and document of what each argument that stands is waiting for."""
    for argument in verdict.against:
        if argument.falls:
            continue
        for document in _missing(argument):
            yield (
                _key(document),
                title(document),
                document,
                argument,
            )
        wanting = (*argument.open, *_thin(argument))
        for what in dict.fromkeys(leaf.acquire or leaf.says for leaf in wanting):
            yield what, what, None, argument


def _key(document: EntryId) -> str:
    """Return the key of a document that is not held; no words of a condition are like it."""
    return f"document {document}"


def _moves(verdict: Verdict, waiting: Iterable[Argument], key: str, answer: Answer) -> bool:
    """Whether the verdict would be better proved if this were held and nothing else."""
    supplied = (_supplied(argument, key) for argument in waiting)
    standard, _ = strongest(supplied, answer)
    before = 0 if verdict.standard is None else verdict.standard.rank
    return standard is not None and standard.rank > before


def _supplied(argument: Argument, key: str) -> Argument:
    leaves = tuple(_held(leaf, key) for leaf in argument.leaves)
    ground = [leaf for leaf in leaves if leaf.role in {LeafRole.CLAIM, LeafRole.PREMISE}]
    assumed = [leaf for leaf in leaves if leaf.role is LeafRole.ASSUMPTION]
    shown = [leaf for leaf in assumed if leaf.state is LeafState.SHOWN]
    return replace(
        argument,
        leaves=leaves,
        weight=weakest(ground),
        full_weight=weakest([*ground, *shown]),
        sound=not argument.falls and len(shown) == len(assumed),
    )


def _held(leaf: Leaf, key: str) -> Leaf:
    if key in map(_key, leaf.missing):
        return replace(leaf, grade=Grade.HELD, missing=())
    if leaf.role is not LeafRole.EXCEPTION and key in {leaf.acquire, leaf.says}:
        return replace(leaf, state=LeafState.SHOWN, grade=Grade.HELD)
    return leaf


def why_of(
    standard: Standard | None, argument: Argument | None, against: Sequence[Argument]
) -> str:
    """Return the reason of a verdict in one sentence."""
    if standard is None or argument is None:
        fallen = [
            leaf.objection for each in against for leaf in each.leaves if leaf.speaks_against
        ]
        return sentence("The argument falls: {why}", why=joined("; ", dict.fromkeys(fallen)))
    ground = (LeafRole.CLAIM, LeafRole.PREMISE)
    weakest = [leaf for leaf in argument.leaves if leaf.role in ground]
    short = [leaf.says for leaf in weakest if leaf.grade is argument.weight]
    parts = [argument.title]
    if standard is not Standard.ESTABLISHED:
        parts.append(joined(": ", (_GRADES[argument.weight], joined("; ", short))))
        if argument.open:
            parts.append(
                sentence("Open: {says}", says=joined("; ", (e.says for e in argument.open)))
            )
    return sentence("{said}.", said=joined(". ", parts))
