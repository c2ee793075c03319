"""A case as text for a terminal: the same parts as the page, in the same order."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from countersight.ids import EntryId
from countersight.model.argument import Argument, Leaf, LeafRole, LeafState, Verdict
from countersight.model.casefile import Claim, Entry, Reviewed, Statement
from countersight.model.contract import Contract
from countersight.publish.case.gathering import Told, ourselves
from countersight.publish.case.judging import disputed, judged, review_words
from countersight.publish.case.replying import (
    accused,
    not_put_words,
    put,
    put_words,
    unheard,
)
from countersight.publish.case.words import (
    BEHALF,
    NOTICE,
    QUESTIONS,
    ROLES,
    STAGES,
    figures,
    graded_words,
    held_words,
    scope_words,
    state_words,
    statement_words,
    term_words,
    verdict_words,
    wording_words,
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
        where = passage.document
        state = "" if passage.place else "; orphan"
        yield from _wrapped(f'"{passage.words}" [{passage.id}, {where}{state}]', indent)


def _claim(claim: Claim, found: Told) -> Iterator[str]:
    yield from _wrapped(f"{claim.id}: {'; '.join(_spoken(claim, found))}")
    yield from _quoted(claim.passages, found)
    grade = graded_words(found.graded(claim))
    yield from _wrapped(f"{wording_words(claim)}. {grade[0].upper()}{grade[1:]}", "  ")
    yield from _withdrawal(claim)
    for _, verdict in found.numbered.get(claim.id, ()):
        yield from _wrapped(f"-> {verdict_words(verdict)}", "  ")
    asked = [put_words(each, found) for each in put(claim.id, found)]
    if not asked and accused(claim.id, found):
        asked = [not_put_words(claim, found)]
    for each in asked:
        yield from _wrapped(f"Right of reply: {each}", "  ")
    yield from _reviews(claim.id, found)
    yield from _reviews(claim.id, found, Reviewed.VERDICT)


def _spoken(claim: Claim, found: Told) -> Iterator[str]:
    """Yield who spoke, as what, for whom, where, and of what."""
    yield found.name(claim.speaker)
    if claim.capacity:
        yield claim.capacity
    if claim.on_behalf_of:
        behalf = ", ".join(found.name(each) for each in claim.on_behalf_of)
        yield f"for {behalf}, {BEHALF[claim.we]}"
    if claim.source is not None:
        yield f"in {found.name(claim.source)}"
    if scope := scope_words(claim.scope):
        yield scope


def _withdrawal(entry: Entry) -> Iterator[str]:
    if entry.withdrawn:
        yield from _wrapped(f"Withdrawn: {entry.withdrawn}", "  ")


def _reviews(id_: EntryId, found: Told, what: Reviewed = Reviewed.ENTRY) -> Iterator[str]:
    for each in judged(id_, what, found):
        yield from _wrapped(each, "  ")


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
    if contract.source is not None:
        yield from _wrapped(f"shown by {found.name(contract.source)}", "  ")
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
    yield from _withdrawal(contract)
    yield from _reviews(contract.id, found)


def _statement(statement: Statement, found: Told) -> Iterator[str]:
    yield from _wrapped(f"{statement.id}: {statement_words(statement, found.names)}")
    yield from _quoted(statement.passages, found)
    if scope := scope_words(statement.scope):
        yield from _wrapped(scope, "  ")
    if statement.source is not None:
        yield from _wrapped(f"shown by {found.name(statement.source)}", "  ")
    yield from _wrapped(graded_words(found.graded(statement)), "  ")
    yield from _withdrawal(statement)
    yield from _reviews(statement.id, found)


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
        yield _wrapped(f"{asked}, in {found.name(question.source)}; {answer.age}", "  ")
        yield _wrapped(question.says, "  ")
        yield _quoted(question.passages, found)
        if answer.reply is not None:
            yield _wrapped(f"in reply, in {found.name(answer.reply.document)}:", "  ")
            yield _quoted(answer.reply.passages, found)
        yield _withdrawal(question)
        yield _reviews(question.id, found)


def _ourselves(found: Told) -> Iterator[str]:
    against = ourselves(found)
    for document in against.not_held:
        yield from _wrapped(f"not held: {found.name(document.id)}")
    for claim, leaf in against.open:
        yield from _wrapped(f"open ({claim}): {leaf.says}")
    for claim, says in against.favour:
        yield from _wrapped(f"for the speaker ({claim}): {says}")
    for claim, why in against.untouched:
        yield from _wrapped(f"nothing bears ({claim}): {why}")
    for each in unheard(found):
        yield from _wrapped(f"not put to the speaker ({each.id})")
    for review in disputed(found):
        yield from _wrapped(f"disputed ({review.of}): {review_words(review, found)}")
    for entry, why in against.weak:
        yield from _wrapped(f"weak ({entry}): {why}")


def _acquire(found: Told) -> Iterator[str]:
    for number, wanted in enumerate(found.assessment.acquisitions, start=1):
        waiting = ", ".join(wanted.waiting)
        alone = f"; alone moves {', '.join(wanted.moves)}" if wanted.moves else ""
        yield from _wrapped(f"{number}. {wanted.what} (waiting: {waiting}{alone})")
