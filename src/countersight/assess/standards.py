"""How well a claim is contradicted: the standards of proof, in one table of rules.

An argument against a claim *stands* unless it falls. It is met by the arguments for the claim
that stand and speak of the same matter, or of no matter in particular; the strongest counts.

==================  ==============================================================
alleged             it stands
prima facie         and its weakest premise is cited or held, and is better shown
                    than what meets it
established         and every assumption is shown, all of it is held, nothing
                    attacks it, and what meets it is alleged at most
==================  ==============================================================

A verdict has the standard of its strongest argument. Nothing is added up: ten alleged
arguments are alleged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from countersight.model.argument import Argument, Standard
from countersight.model.contract import Grade


def standard_of(argument: Argument, met: int) -> Standard | None:
    """Return the standard that an argument against a claim comes to; None if it has fallen.

    Args:
        argument: the argument.
        met: the rank of the strongest argument that meets it; 0 where none does.
    """
    if argument.falls:
        return None
    if argument.weight.rank < Grade.CITED.rank or argument.weight.rank <= met:
        return Standard.ALLEGED
    all_held = argument.sound and argument.full_weight is Grade.HELD
    if all_held and not argument.attacked and met < Grade.CITED.rank:
        return Standard.ESTABLISHED
    return Standard.PRIMA_FACIE


@dataclass(frozen=True, slots=True)
class Answer:
    """The strongest arguments for a claim, by the contract that they speak of."""

    by_matter: Mapping[str, int]

    @classmethod
    def of(cls, in_favour: Iterable[Argument]) -> "Answer":
        """Return what the arguments for a claim come to; the fallen do not count."""
        found: dict[str, int] = {}
        for each in in_favour:
            if not each.falls:
                found[each.matter] = max(found.get(each.matter, 0), each.weight.rank)
        return cls(found)

    def to(self, argument: Argument) -> int:
        """Return the rank of the strongest that meets an argument; 0 where none does."""
        return max(self.by_matter.get("", 0), self.by_matter.get(argument.matter, 0))


def meeting(argument: Argument, in_favour: Iterable[Argument]) -> tuple[Argument, ...]:
    """Return the arguments for the claim that stand and meet one against it."""
    return tuple(
        each
        for each in in_favour
        if not each.falls and (not each.matter or each.matter == argument.matter)
    )


def strongest(
    against: Iterable[Argument], answer: Answer
) -> tuple[Standard | None, Argument | None]:
    """Return the best standard that any of the arguments comes to, and that argument."""
    best: tuple[Standard | None, Argument | None] = (None, None)
    for each in against:
        found = standard_of(each, answer.to(each))
        if found is not None and (best[0] is None or found.rank > best[0].rank):
            best = (found, each)
    return best
