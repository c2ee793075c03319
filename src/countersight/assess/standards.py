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

from collections.abc import Iterable, Sequence

from countersight.model.argument import Argument, Standard
from countersight.model.contract import Grade


def standard_of(argument: Argument, in_favour: Iterable[Argument]) -> Standard | None:
    """Return the standard that an argument against a claim comes to; None if it has fallen."""
    if argument.falls:
        return None
    met = max((each.weight.rank for each in meeting(argument, in_favour)), default=0)
    if argument.weight.rank < Grade.CITED.rank or argument.weight.rank <= met:
        return Standard.ALLEGED
    all_held = argument.sound and argument.full_weight is Grade.HELD
    if all_held and not argument.attacked and met < Grade.CITED.rank:
        return Standard.ESTABLISHED
    return Standard.PRIMA_FACIE


def meeting(argument: Argument, in_favour: Iterable[Argument]) -> tuple[Argument, ...]:
    """Return the arguments for the claim that stand and meet one against it."""
    return tuple(
        each
        for each in in_favour
        if not each.falls and (not each.matter or each.matter == argument.matter)
    )


def strongest(
    against: Sequence[Argument], in_favour: Sequence[Argument]
) -> tuple[Standard | None, Argument | None]:
    """Return the best standard that any of the arguments comes to, and that argument."""
    best: tuple[Standard | None, Argument | None] = (None, None)
    for each in against:
        found = standard_of(each, in_favour)
        if found is not None and (best[0] is None or found.rank > best[0].rank):
            best = (found, each)
    return best
