"""What became of a question, and how old it is.

A question is *evaded* only where the full reply is held; *declined* where quoted words of the
reply say so. That no reply is held is no evasion: the question is open.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from countersight.claim.grading import Index
from countersight.messages import joined, sentence
from countersight.model.casefile import Casefile, Question, Reply, ReplyKind
from countersight.model.passage import PassageState
from countersight.model.values import PartialDate

NO_REPLY: Final = sentence("no reply held")


class QuestionState(StrEnum):
    """What became of a question."""

    OPEN = "open"
    ANSWERED = "answered"
    PARTLY = "partly"
    EVADED = "evaded"
    DECLINED = "declined"


_BECOMES: Final = {
    ReplyKind.ANSWERS: QuestionState.ANSWERED,
    ReplyKind.PARTLY: QuestionState.PARTLY,
    ReplyKind.DECLINES: QuestionState.DECLINED,
    ReplyKind.EVADES: QuestionState.EVADED,
}
"""The strongest first."""
_AGAINST: Final = frozenset({ReplyKind.DECLINES, ReplyKind.EVADES})


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a question, why it is said, and for how long it has stood."""

    state: QuestionState
    why: str
    asked: PartialDate | None
    days: tuple[int, int] | None
    """The least and the most days since it was asked; None where that can't be told."""
    age: str
    """The same in words."""
    reply: Reply | None = None


def answered(question: Question, case: Casefile | Index, as_of: date) -> Answered:
    """Return what became of a question, as far as the case shows on the day *as_of*."""
    index = case if isinstance(case, Index) else Index.of(case)
    asked = index.documents[question.source].date
    days = _days(asked, as_of)
    state, why, reply = _state(question, index)
    return Answered(state, why, asked, days, _age(asked, days), reply)


def _state(question: Question, index: Index) -> tuple[QuestionState, str, Reply | None]:
    if not question.replies:
        return QuestionState.OPEN, NO_REPLY, None
    asked = index.documents[question.source].date
    reasons = {
        reply: _not_theirs(reply, question, index) or _why_not(reply, asked, index)
        for reply in question.replies
    }
    for kind, state in _BECOMES.items():
        for reply, against in reasons.items():
            if reply.kind is kind and not against:
                held = index.documents[reply.document].held
                how = (
                    sentence("the reply is held")
                    if held
                    else sentence("quoted words of the reply say so")
                )
                return state, how, reply
    return QuestionState.OPEN, joined("; ", sorted(set(reasons.values()))), None


def _not_theirs(reply: Reply, question: Question, index: Index) -> str:
    """Return why a reply that is held against whom was asked is not theirs."""
    if reply.kind not in _AGAINST:
        return ""
    by = index.documents[reply.document].by
    if not by:
        evades = reply.kind is ReplyKind.EVADES
        return sentence("who wrote the reply is not told") if evades else ""
    if not any(index.together(each, question.to) for each in by):
        return sentence("what is called the reply is not by whom was asked")
    return ""


def _why_not(reply: Reply, asked: PartialDate | None, index: Index) -> str:
    """Return why a reply does not count; nothing where it does."""
    document = index.documents[reply.document]
    if document.withdrawn:
        return sentence("the reply is withdrawn")
    if _before(document.date, asked):
        return sentence("what is called the reply is older than the question")
    if reply.passages and index.through(document.id, reply.passages) is None:
        return sentence("the quoted words stand in no document that cites the reply")
    if any(
        index.passages[each].withdrawn or index.passages[each].state is PassageState.ORPHAN
        for each in reply.passages
    ):
        return sentence("the quoted words of the reply don't stand")
    if reply.kind is ReplyKind.EVADES and not document.held:
        return sentence("no reply held in full, so that nothing can be called evaded")
    return ""


def _before(replied: PartialDate | None, asked: PartialDate | None) -> bool:
    """Whether a reply was surely written before the question was asked."""
    if replied is None or asked is None:
        return False
    return replied.latest < asked.earliest


def _days(asked: PartialDate | None, as_of: date) -> tuple[int, int] | None:
    if asked is None or asked.text.startswith("XXXX") or asked.earliest > as_of:
        return None
    return max(0, (as_of - asked.latest).days), (as_of - asked.earliest).days


def _age(asked: PartialDate | None, days: tuple[int, int] | None) -> str:
    if asked is None:
        return sentence("asked on an unknown day")
    if days is None:
        unknown = asked.text.startswith("XXXX")
        why = (
            sentence("the year is not told, so its age is not known")
            if unknown
            else sentence("not yet asked")
        )
        return sentence("asked on {asked}: {why}", asked=asked, why=why)
    least, most = days
    many = (
        f"{most}"
        if least == most
        else sentence("between {least} and {most}", least=least, most=most)
    )
    return sentence("asked on {asked}, {many} days ago", asked=asked, many=many)
