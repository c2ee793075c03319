"""A case as text for a terminal: the same parts as the page, in the same order."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from countersight.ids import EntryId
from countersight.messages import changed, joined, marked, sentence, spoken
from countersight.model.argument import Argument, Leaf, LeafRole, LeafState, Side, Verdict
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
from countersight.publish.case.stated import statement_words
from countersight.publish.case.words import (
    BEHALF,
    NOTICE,
    PARTS,
    QUESTIONS,
    ROLES,
    STAGES,
    figures,
    graded_words,
    held_words,
    scope_words,
    state_words,
    term_words,
    verdict_words,
    wording_words,
)
from countersight.render.escaping import visible

WIDE: Final = 88
_ENDS: Final = {
    "stronger": marked("would change it (stronger): {what}"),
    "falls": marked("would change it (falls): {what}"),
    "stands": marked("would change it (stands): {what}"),
}
_SIDES: Final = {Side.AGAINST: sentence("against"), Side.FOR: sentence("for")}


def lines(found: Told) -> Iterator[str]:
    """Yield the lines of a case; nothing in them moves a cursor."""
    for line in _all(found):
        yield visible(line)


def _all(found: Told) -> Iterator[str]:
    yield found.case.title
    yield "=" * min(WIDE, len(found.case.title))
    yield from _wrapped(sentence("As of {as_of}. {notice}", as_of=found.as_of, notice=NOTICE))
    yield from _section(
        sentence("What was said"), (_claim(each, found) for each in found.case.claims)
    )
    yield from _section(sentence("Evidence"), _evidence(found))
    for says in found.stale:
        yield from ("", *_wrapped(says))
    yield from _section(
        sentence("Verdicts"), (_verdict(each, found) for each in found.assessment.verdicts)
    )
    yield from _section(sentence("Questions"), _questions(found))
    yield from _section(sentence("The case against ourselves"), [_ourselves(found)])
    yield from _section(sentence("To acquire, what moves most first"), [_acquire(found)])


def _section(title: str, parts: Iterable[Iterable[str]]) -> Iterator[str]:
    told = spoken(title)
    yield from ("", told, "-" * len(told))
    empty = True
    for part in parts:
        for line in part:
            empty = False
            yield line
    if empty:
        yield spoken(sentence("Nothing."))


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        " ".join(spoken(text).split()), WIDE, initial_indent=indent, subsequent_indent=indent
    )


def _quoted(passages: tuple[EntryId, ...], found: Told, indent: str = "    ") -> Iterator[str]:
    for passage in found.words(passages):
        where = passage.document
        state = "" if passage.place else sentence("; orphan")
        if passage.withdrawn:
            state = sentence(
                "{state}; withdrawn: {withdrawn}", state=state, withdrawn=passage.withdrawn
            )
        said = sentence(
            '"{words}" [{id}, {where}{state}]',
            words=passage.words,
            id=passage.id,
            where=where,
            state=state,
        )
        yield from _wrapped(said, indent)


def _claim(claim: Claim, found: Told) -> Iterator[str]:
    yield from _wrapped(joined(": ", (claim.id, joined("; ", _spoken(claim, found)))))
    yield from _quoted(claim.passages, found)
    grade = changed(graded_words(found.graded(claim)), _capital)
    yield from _wrapped(joined(". ", (wording_words(claim), grade)), "  ")
    yield from _withdrawal(claim)
    for _, verdict in found.numbered.get(claim.id, ()):
        yield from _wrapped(joined(" ", ("->", verdict_words(verdict))), "  ")
    asked = [put_words(each, found) for each in put(claim.id, found)]
    if not asked and accused(claim.id, found):
        asked = [not_put_words(claim, found)]
    for each in asked:
        yield from _wrapped(sentence("Right of reply: {said}", said=each), "  ")
    yield from _reviews(claim.id, found)
    yield from _reviews(claim.id, found, Reviewed.VERDICT)


def _spoken(claim: Claim, found: Told) -> Iterator[str]:
    """Yield who spoke, as what, for whom, where, and of what."""
    yield found.name(claim.speaker)
    if claim.capacity:
        yield claim.capacity
    if claim.on_behalf_of:
        behalf = ", ".join(found.name(each) for each in claim.on_behalf_of)
        yield sentence("for {behalf}, {known}", behalf=behalf, known=BEHALF[claim.we])
    if claim.source is not None:
        yield sentence("in {place}", place=found.name(claim.source))
    if scope := scope_words(claim.scope):
        yield scope


def _withdrawal(entry: Entry) -> Iterator[str]:
    if entry.withdrawn:
        yield from _wrapped(sentence("Withdrawn: {withdrawn}", withdrawn=entry.withdrawn), "  ")


def _reviews(id_: EntryId, found: Told, what: Reviewed = Reviewed.ENTRY) -> Iterator[str]:
    for each in judged(id_, what, found):
        yield from _wrapped(each, "  ")


def _evidence(found: Told) -> Iterator[Iterable[str]]:
    for document in found.case.documents:
        held = held_words(document, found.index.hands(document.id))
        yield _wrapped(joined("; ", (f"{document.id}: {found.name(document.id)}", held)))
        yield _withdrawal(document)
    for contract in found.case.contracts:
        yield _contract(contract, found)
    for statement in found.case.statements:
        yield _statement(statement, found)


def _contract(contract: Contract, found: Told) -> Iterator[str]:
    called = f"{contract.id}: {contract.title}"
    yield from _wrapped(joined("; ", (called, STAGES[contract.stage])))
    if contract.source is not None:
        yield from _wrapped(
            sentence("shown by {document}", document=found.name(contract.source)), "  "
        )
    for role in contract.roles:
        roles = joined(", ", (PARTS[each] for each in role.roles))
        yield from _wrapped(joined(": ", (found.name(role.party), roles)), "  ")
        yield from _quoted(role.passages, found)
    if contract.term is not None:
        yield spoken(sentence("  runs for {term}", term=term_words(contract.term)))
        yield from _quoted(contract.term.passages, found)
    if contract.value is not None:
        read = figures(contract.value.sum)
        worth = sentence(
            "worth {sum}{read}", sum=contract.value.sum.text, read=f" ({read})" if read else ""
        )
        yield from _wrapped(worth, "  ")
    yield from _wrapped(graded_words(found.graded(contract)), "  ")
    yield from _withdrawal(contract)
    yield from _reviews(contract.id, found)


def _statement(statement: Statement, found: Told) -> Iterator[str]:
    yield from _wrapped(joined(": ", (statement.id, statement_words(statement, found))))
    yield from _quoted(statement.passages, found)
    if scope := scope_words(statement.scope):
        yield from _wrapped(scope, "  ")
    if statement.source is not None:
        yield from _wrapped(
            sentence("shown by {document}", document=found.name(statement.source)), "  "
        )
    yield from _wrapped(graded_words(found.graded(statement)), "  ")
    yield from _withdrawal(statement)
    yield from _reviews(statement.id, found)


def _verdict(verdict: Verdict, found: Told) -> Iterator[str]:
    yield from _wrapped(joined(": ", (verdict.claim, verdict_words(verdict))))
    yield from _wrapped(verdict.why, "  ")
    for argument in (*verdict.against, *verdict.in_favour):
        yield from _argument(argument, found)
    for change in verdict.would_change:
        yield from _wrapped(
            sentence(_ENDS[change.to], what=change.what),
            "  ",
        )


def _argument(argument: Argument, found: Told) -> Iterator[str]:
    falls = sentence(" (falls)") if argument.falls else ""
    title = joined("", (argument.title, falls))
    yield from _wrapped(joined(": ", (_SIDES[argument.side], title)), "  ")
    for leaf in argument.leaves:
        if leaf.role is LeafRole.EXCEPTION and leaf.state is LeafState.OPEN:
            continue
        yield from _wrapped(leaf_words(leaf), "    ")
        yield from _quoted(leaf.passages, found, "      ")


def leaf_words(leaf: Leaf) -> str:
    """Return a leaf in a sentence."""
    return sentence(
        "{role}: {says}. {state}.",
        role=ROLES[leaf.role],
        says=leaf.says,
        state=state_words(leaf),
    )


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _questions(found: Told) -> Iterator[Iterable[str]]:
    for question, answer in zip(found.case.questions, found.questions, strict=True):
        asked = sentence(
            "{by} asked {to}, in {document}",
            by=found.name(question.by),
            to=found.name(question.to),
            document=found.name(question.source),
        )
        yield _wrapped(joined(": ", (question.id, QUESTIONS[answer.state], answer.why)))
        yield _wrapped(joined("; ", (asked, answer.age)), "  ")
        yield _wrapped(question.says, "  ")
        yield _quoted(question.passages, found)
        if answer.reply is not None:
            where = found.name(answer.reply.document)
            yield _wrapped(sentence("in reply, in {document}:", document=where), "  ")
            yield _quoted(answer.reply.passages, found)
        yield _withdrawal(question)
        yield _reviews(question.id, found)


def _ourselves(found: Told) -> Iterator[str]:
    against = ourselves(found)
    for document in against.not_held:
        yield from _wrapped(sentence("not held: {document}", document=found.name(document.id)))
    for claim, leaf in against.open:
        yield from _wrapped(sentence("open ({claim}): {says}", claim=claim, says=leaf.says))
    for claim, says in against.favour:
        yield from _wrapped(
            sentence("for the speaker ({claim}): {says}", claim=claim, says=says)
        )
    for claim, why in against.untouched:
        yield from _wrapped(sentence("nothing bears ({claim}): {why}", claim=claim, why=why))
    for each in unheard(found):
        yield from _wrapped(sentence("not put to the speaker ({claim})", claim=each.id))
    for review in disputed(found):
        yield from _wrapped(
            sentence(
                "disputed ({entry}): {review}",
                entry=review.of,
                review=review_words(review, found),
            )
        )
    for entry, why in against.weak:
        yield from _wrapped(sentence("weak ({entry}): {why}", entry=entry, why=why))


def _acquire(found: Told) -> Iterator[str]:
    for number, wanted in enumerate(found.assessment.acquisitions, start=1):
        waiting = ", ".join(wanted.waiting)
        alone = (
            sentence("; alone moves {moves}", moves=", ".join(wanted.moves))
            if wanted.moves
            else ""
        )
        yield from _wrapped(
            sentence(
                "{number}. {what} (waiting: {waiting}{alone})",
                number=number,
                what=wanted.what,
                waiting=waiting,
                alone=alone,
            )
        )
