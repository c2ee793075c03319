"""What is told of one duty at length, a line each."""

from collections.abc import Iterator
from typing import Final

from countersight.messages import _
from countersight.model.decision import Decision
from countersight.model.vocabulary import Vocabulary
from countersight.render.escaping import shortened, visible
from countersight.report.words import ask_words, cite_words, day_words

_CITE: Final = 200
"""Letters of a citation; the whole of it stands in the other formats."""


def detail_lines(decision: Decision, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the days, what may free, the questions, the sources and the warnings."""
    days = day_words(decision)
    if days:
        yield f"        {days}"
    yield from _ways(decision, vocabulary)
    for question in ask_words(decision.ask, vocabulary):
        yield _("        ask: {question}").format(question=_safe(question))
    for cite in cite_words(decision):
        yield _("        source: {cite}").format(cite=shortened(visible(cite), _CITE))
    yield from _warnings(decision)


def _ways(decision: Decision, vocabulary: Vocabulary) -> Iterator[str]:
    texts = {each.id: each.text for each in decision.restriction.exemptions}
    if decision.exemption is not None:
        yield _("        by {exemption}: {texts}").format(
            exemption=decision.exemption, texts=_safe(texts[decision.exemption])
        )
    for way in decision.perhaps:
        yield _("        may be exempt by {id}: {texts}").format(
            id=way.id, texts=_safe(texts[way.id])
        )
        for question in ask_words(way.ask, vocabulary):
            yield _("          ask: {question}").format(question=_safe(question))


def _warnings(decision: Decision) -> Iterator[str]:
    for flag in decision.flags:
        if flag.startswith("unverified_after"):
            day = decision.restriction.verified_through
            yield _(
                "        note: its sources speak through {day}; look for changes since"
            ).format(day=day)
        elif flag.startswith("scheduled_change"):
            yield _("        note: rests on a change that is scheduled and may yet be moved")


def _safe(text: str) -> str:
    return shortened(visible(text), 600)
