"""Checking a user's own files: every error of every file, and every example that fails."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from countersight.catalogue import Example, Own, OwnFile, load_own, tests_of
from countersight.errors import CatalogueError, FactError
from countersight.judge import Rulebook, parse_facts, summarise
from countersight.judge.bodies import ADVISORY
from countersight.messages import changed, joined, sentence
from countersight.model.decision import Decision, Outcome
from countersight.model.restriction import Restriction
from countersight.model.rules import FileCheck

CLOSE: Final = 0.8
"""How near a name has to be to a known one to be taken for a slip of the pen."""
_OUTCOMES: Final = {
    Outcome.BINDS: sentence("binds"),
    Outcome.ADVISES: sentence("advises"),
}


def check(paths: Sequence[Path], cache: Path | None = None) -> tuple[FileCheck, ...]:
    """Return what was found in each file, in the order of the paths.

    Raises:
        CatalogueError: a path can't be listed, or a folder holds no TOML file.
    """
    own = load_own(paths, cache=cache)
    return tuple(_check(each, own) for each in own.files)


def _check(file: OwnFile, own: Own) -> FileCheck:
    name = str(file.path)
    key = file.restriction.id if file.restriction is not None else ""
    if file.error is not None or file.restriction is None:
        errors = () if file.error is None else (_told(file.error, name),)
        return FileCheck(name, key, errors, (), 0)
    notes = []
    if key in own.bundled and not file.is_bundled:
        notes.append(
            sentence(
                "{key} is the id of a bundled restriction: decide over this folder alone "
                "(--catalogue), or give it an id of its own",
                key=key,
            )
        )
    if not file.examples:
        notes.append("it has no [[example]]: nothing shows that it decides as you mean it")
    notes += _doubts(file.restriction, own)
    rules = _rulebook(file.restriction, own)
    failed = tuple(
        (example.title, wrong)
        for example in file.examples
        for wrong in _failures(example, file.restriction, rules, own)
    )
    return FileCheck(name, key, (), failed, len(file.examples), tuple(notes))


def _doubts(restriction: Restriction, own: Own) -> Iterator[str]:
    """Yield what may stand in a file, and seldom is what was meant."""
    for entry, field, test in tests_of(restriction):
        if test.fact not in own.defined:
            close = get_close_matches(test.fact, sorted(own.defined), n=1, cutoff=CLOSE)
            meant = sentence("; did you mean {close}?", close=close[0]) if close else ""
            yield sentence(
                "{entry}: {field}: {fact} is a fact of this file's own{meant}",
                entry=entry,
                field=field,
                fact=test.fact,
                meant=meant,
            )
    if restriction.listings or restriction.force in ADVISORY:
        return
    for duty in restriction.duties:
        for field, words in (("binds", duty.binds), ("acts", duty.acts)):
            if not words:
                yield sentence(
                    '[[duty]] "{duty}": {field} is empty, so the duty can never bind',
                    duty=duty.id,
                    field=field,
                )


def _told(error: CatalogueError, name: str) -> tuple[str, str]:
    return changed(error.message, lambda said: said.removeprefix(f"{name}: ")), error.hint


def _rulebook(restriction: Restriction, own: Own) -> Rulebook:
    """Return the duties of the one restriction, with whoever keeps a list it asks for."""
    others = (each for each in own.lists.values() if each.id != restriction.id)
    return Rulebook([restriction, *others])


def _failures(
    example: Example, restriction: Restriction, rules: Rulebook, own: Own
) -> Iterator[str]:
    try:
        decisions = rules.decide(parse_facts(example.facts, own.vocabulary))
    except FactError as wrong:
        yield joined(". ", (wrong.message, wrong.hint))
        return
    mine = [each for each in decisions if each.restriction.id == restriction.id]
    yield from failures(example, mine)


def failures(example: Example, decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield what came out otherwise than an example of the restriction expects."""
    expect = example.expect
    wanted: dict[str, str] = {
        **dict.fromkeys(expect.binds, _OUTCOMES[Outcome.BINDS]),
        **dict.fromkeys(expect.advises, _OUTCOMES[Outcome.ADVISES]),
        **{
            each.duty: sentence("depends on {ask}", ask=", ".join(each.ask))
            for each in expect.depends
        },
        **{
            each.duty: sentence("is exempt by {exemption}", exemption=each.exemption)
            for each in expect.exempt
        },
    }
    for decision in decisions:
        found = _said(decision)
        hoped = wanted.get(decision.duty.id, sentence("does not bind"))
        if found != hoped:
            yield sentence(
                "{id}: expected that it {hoped}, and it {found}",
                id=decision.duty.id,
                hoped=hoped,
                found=found,
            )
    for summary in summarise(decisions):  # none, where the restriction has no duties
        if expect.not_bound and summary.reason not in (None, expect.not_bound):
            yield sentence(
                "expected the reason {not_bound}, and it is {reason}",
                not_bound=expect.not_bound,
                reason=summary.reason,
            )


def _said(decision: Decision) -> str:
    match decision.outcome:
        case Outcome.DEPENDS:
            return sentence("depends on {ask}", ask=", ".join(decision.ask))
        case Outcome.EXEMPT:
            return sentence("is exempt by {exemption}", exemption=decision.exemption)
        case Outcome.NOT_BOUND:
            return sentence("does not bind")
        case Outcome.BINDS | Outcome.ADVISES:
            return _OUTCOMES[decision.outcome]
