"""The right of reply: what speaks against a claim was put to its speaker, or was not."""

from collections.abc import Iterator
from dataclasses import dataclass

from countersight.claim import Answered
from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.casefile import Claim, Question
from countersight.publish.case.gathering import Told
from countersight.publish.case.words import QUESTIONS


@dataclass(frozen=True, slots=True)
class Put:
    """A question that puts what speaks against a claim to somebody, and what became of it."""

    question: Question
    answer: Answered


def put(claim: EntryId, found: Told) -> tuple[Put, ...]:
    """Return the questions that put what speaks against a claim to somebody."""
    both = zip(found.case.questions, found.questions, strict=True)
    return tuple(
        Put(question, answer)
        for question, answer in both
        if claim in question.puts and not question.withdrawn
    )


def put_words(each: Put, found: Told) -> str:
    """Return in words what was put to whom, when, and which reply is held."""
    question, answer = each.question, each.answer
    by, to = found.name(question.by), found.name(question.to)
    return sentence(
        "{by} put it to {to}, in {document}; {age}. {state}: {why}.",
        by=by,
        to=to,
        document=found.name(question.source),
        age=answer.age,
        state=QUESTIONS[answer.state],
        why=answer.why,
    )


def not_put_words(claim: Claim, found: Told) -> str:
    """Return that what speaks against a claim was not put to its speaker."""
    speaker = found.name(claim.speaker)
    return sentence(
        "What speaks against it was not put to {speaker}, as far as this case shows.",
        speaker=speaker,
    )


def unheard(found: Told) -> Iterator[Claim]:
    """Yield the claims with a verdict against them of which nothing was put to anybody."""
    for claim in found.case.claims:
        if accused(claim.id, found) and not put(claim.id, found):
            yield claim


def accused(claim: EntryId, found: Told) -> bool:
    """Tell whether something that stands bears on a claim."""
    return any(verdict.standard is not None for _, verdict in found.numbered.get(claim, ()))
