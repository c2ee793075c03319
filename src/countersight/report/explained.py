"""Decisions for people: the trace of each duty as a tree, strongest first.

Duties that do not bind are folded into one line a reason, unless all are asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.messages import _, marked, spoken
from countersight.model.answer import Answer, Undecided
from countersight.model.decision import Decision, Outcome, Reason
from countersight.render.escaping import shortened, visible
from countersight.report.decisions import problem_words
from countersight.report.faces import NOTICE
from countersight.report.words import NOT_BOUND

Explain = Callable[[Decision], tuple[str, ...]]
"""Gives the lines of the tree of one decision."""

_COUNTED: Final = (
    (Outcome.BINDS, marked("{number} binds"), marked("{number} bind")),
    (Outcome.DEPENDS, marked("{number} depends"), marked("{number} depend")),
    (Outcome.EXEMPT, marked("{number} is exempt"), marked("{number} are exempt")),
    (Outcome.ADVISES, marked("{number} advises"), marked("{number} advise")),
    (Outcome.NOT_BOUND, marked("{number} does not bind"), marked("{number} do not bind")),
)
"""The outcomes, strongest first, and how one and how several duties are said to come out."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Writes each answer for a person who reads it from top to bottom."""

    version: str
    """Of the catalogue."""
    explain: Explain
    every: bool = False
    """Draw the trees of the duties that do not bind as well."""

    def answer(self, answer: Answer) -> str:
        """Return one answer as a paragraph."""
        return "".join(f"{row}\n" for row in (*self._rows(answer), ""))

    def end(self) -> str:
        """Return what every answer rests on."""
        return _("Decided by catalogue {version}. {notice}\n").format(
            version=self.version, notice=_(NOTICE)
        )

    def _rows(self, answer: Answer) -> Iterator[str]:
        name = _("line {line}").format(line=answer.line)
        if answer.id is not None:
            name = f"{shortened(visible(str(answer.id)), 100)} ({name})"
        if isinstance(answer, Undecided):
            yield _("{name}: not decided: {problem}").format(
                name=name, problem=shortened(visible(spoken(problem_words(answer))), 1000)
            )
            return
        yield f"{name}: {_counts(answer.decisions)}"
        for outcome, *_rest in _COUNTED:
            if outcome is not Outcome.NOT_BOUND or self.every:
                for decision in answer.decisions:
                    if decision.outcome is outcome:
                        yield from self.explain(decision)
        if not self.every:
            yield from _folded(answer.decisions)


def _counts(decisions: Sequence[Decision]) -> str:
    told = []
    for outcome, one, many in _COUNTED:
        number = sum(decision.outcome is outcome for decision in decisions)
        if number:
            told.append(_(one if number == 1 else many).format(number=number))
    return _("of {number} duties {told}").format(number=len(decisions), told=", ".join(told))


def _folded(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield a line for each reason, with the duties that it keeps from binding."""
    grouped: dict[Reason, list[str]] = {reason: [] for reason in Reason}
    for decision in decisions:
        if decision.reason is not None:
            grouped[decision.reason].append(f"{decision.restriction.id}/{decision.duty.id}")
    for reason, duties in grouped.items():
        if duties:
            yield _("do not bind, because {not_bound}: {duties}").format(
                not_bound=NOT_BOUND[reason], duties=", ".join(duties)
            )
