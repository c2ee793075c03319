"""A case as text for a terminal: the same parts as the page, in the same order."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from countersight.ids import EntryId
from countersight.model.argument import Argument, Leaf, LeafRole, LeafState, Verdict
from countersight.model.casefile import Claim, Statement
from countersight.model.contract import Contract
from countersight.publish.case.gathering import Told, ourselves
from countersight.publish.case.words import (
    BEHALF,
    NOTICE,
    QUESTIONS,
    ROLES,
    STAGES,
    figures,
    graded_words,
    held_words,
    state_words,
    term_words,
    verdict_words,
)
from countersight.render.escaping import visible

WIDE: Final = 88


def lines(found: Told) -> Iterator[str]:
    """Yield the lines of a case; nothing in them moves a cursor."""
    for line in _all(found):
        yield visible(line)


def _all(found: Told) -> Iterator[str]:
    yield found.case.title
    yield "=" * min(WIDE, len(found.case.title))
    yield from _wrapped(f"As of {found.as_of}. {NOTICE}")
    yield from _section("What was said", (_claim(each, found) for each in found.case.claims))
    yield from _section("Evidence", _evidence(found))
    for says in found.stale:
        yield from ("", *_wrapped(says))
    yield from _section(
        "Verdicts", (_verdict(each, found) for each in found.assessment.verdicts)
    )
    yield from _section("Questions", _questions(found))
    yield from _section("The case against ourselves", [_ourselves(found)])
    yield from _section("To acquire, what moves most first", [_acquire(found)])


def _section(title: str, parts: Iterable[Iterable[str]]) -> Iterator[str]:
    yield from ("", title, "-" * len(title))
    empty = True
    for part in parts:
        for line in part:
            empty = False
            yield line
    if empty:
        yield "Nothing."


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        " ".join(text.split()), WIDE, initial_indent=indent, subsequent_indent=indent
    )


def _quoted(passages: tuple[EntryId, ...], found: Told, indent: str = "    ") -> Iterator[str]:
    for passage in found.words(passages):
        where = found.name(passage.document)
        state = "" if passage.place else "; orphan"
        yield from _wrapped(f'"{passage.words}" [{passage.id}, {where}{state}]', indent)


def _claim(claim: Claim, found: Told) -> Iterator[str]:
    speaker = found.name(claim.speaker)
    behalf = ", ".join(found.name(each) for each in claim.on_behalf_of)
    yield from _wrapped(
        f"{claim.id}: {speaker}{f', for {behalf}, {BEHALF[claim.we]}' if behalf else ''}"
    )
    yield from _quoted(claim.passages, found)
    yield from _wrapped(graded_words(found.graded(claim)), "  ")
    for _, verdict in found.numbered.get(claim.id, ()):
        yield from _wrapped(f"-> {verdict_words(verdict)}", "  ")


def _evidence(found: Told) -> Iterator[Iterable[str]]:
    for document in found.case.documents:
        held = held_words(document, found.index.hands(document.id))
        yield _wrapped(f"{document.id}: {found.name(document.id)}; {held}")
    for contract in found.case.contracts:
        yield _contract(contract, found)
    for statement in found.case.statements:
        yield _statement(statement, found)


def _contract(contract: Contract, found: Told) -> Iterator[str]:
    yield from _wrapped(f"{contract.id}: {contract.title}; {STAGES[contract.stage]}")
    for role in contract.roles:
        roles = ", ".join(each.value for each in role.roles)
        yield from _wrapped(f"{found.name(role.party)}: {roles}", "  ")
        yield from _quoted(role.passages, found)
    if contract.term is not None:
        yield f"  runs for {term_words(contract.term)}"
        yield from _quoted(contract.term.passages, found)
    if contract.value is not None:
        read = figures(contract.value.sum)
        worth = f"worth {contract.value.sum.text}{f' ({read})' if read else ''}"
        yield from _wrapped(worth, "  ")
    yield from _wrapped(graded_words(found.graded(contract)), "  ")


def _statement(statement: Statement, found: Told) -> Iterator[str]:
    yield from _wrapped(f"{statement.id}: {statement_words(statement, found)}")
    yield from _quoted(statement.passages, found)
    yield from _wrapped(graded_words(found.graded(statement)), "  ")


def statement_words(statement: Statement, found: Told) -> str:
    """Return a statement in words: its own, or its typed parts."""
    if statement.says:
        return statement.says
    parts = (statement.subject, statement.object, statement.about)
    named = ", ".join(found.name(each) for each in parts if each)
    negation = "" if statement.holds else "not "
    return f"{negation}{statement.predicate.replace('_', ' ')}: {named}"


def _verdict(verdict: Verdict, found: Told) -> Iterator[str]:
    yield from _wrapped(f"{verdict.claim}: {verdict_words(verdict)}")
    yield from _wrapped(verdict.why, "  ")
    for argument in (*verdict.against, *verdict.in_favour):
        yield from _argument(argument, found)
    for change in verdict.would_change:
        yield from _wrapped(f"would change it ({change.to}): {change.what}", "  ")


def _argument(argument: Argument, found: Told) -> Iterator[str]:
    falls = " (falls)" if argument.falls else ""
    yield from _wrapped(f"{argument.side.value}: {argument.title}{falls}", "  ")
    for leaf in argument.leaves:
        if leaf.role is LeafRole.EXCEPTION and leaf.state is LeafState.OPEN:
            continue
        yield from _wrapped(leaf_words(leaf), "    ")
        yield from _quoted(leaf.passages, found, "      ")


def leaf_words(leaf: Leaf) -> str:
    """Return a leaf in a sentence."""
    return f"{ROLES[leaf.role]}: {leaf.says}. {state_words(leaf)}."


def _questions(found: Told) -> Iterator[Iterable[str]]:
    for question, answer in zip(found.case.questions, found.questions, strict=True):
        asked = f"{found.name(question.by)} asked {found.name(question.to)}"
        yield _wrapped(f"{question.id}: {QUESTIONS[answer.state]}: {answer.why}")
        yield _wrapped(f"{asked}; {answer.age}", "  ")
        yield _quoted(question.passages, found)


def _ourselves(found: Told) -> Iterator[str]:
    against = ourselves(found)
    for document in against.not_held:
        yield from _wrapped(f"not held: {found.name(document.id)}")
    for claim, leaf in against.open:
        yield from _wrapped(f"open ({claim}): {leaf.says}")
    for claim, says in against.favour:
        yield from _wrapped(f"for the speaker ({claim}): {says}")
    for entry, why in against.weak:
        yield from _wrapped(f"weak ({entry}): {why}")


def _acquire(found: Told) -> Iterator[str]:
    for number, wanted in enumerate(found.assessment.acquisitions, start=1):
        waiting = ", ".join(wanted.waiting)
        alone = f"; alone moves {', '.join(wanted.moves)}" if wanted.moves else ""
        yield from _wrapped(f"{number}. {wanted.what} (waiting: {waiting}{alone})")
