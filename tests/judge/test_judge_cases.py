"""Worked cases, the files' own examples, and the shared sample."""

from pathlib import Path

import pytest
from judge_cases import CATALOGUE, decide, outcomes, read_cases

from countersight.catalogue import Example, examples, folder, load_folder
from countersight.ids import RestrictionId
from countersight.judge import Rulebook, parse_facts
from countersight.judge.summary import summarise
from countersight.model.decision import Decision, Outcome

WORKED = read_cases(Path(__file__).with_name("worked_cases.json"))
EXAMPLES = [
    (restriction, example)
    for restriction, several in examples(folder() / "restrictions").items()
    for example in several
]


@pytest.mark.parametrize("case", WORKED, ids=lambda case: str(case["title"]))
def test_a_worked_case_comes_out_as_decided_by_hand(case: dict[str, dict[str, object]]) -> None:
    decisions = decide(case["facts"])
    expected = case["expected"]
    for outcome in (Outcome.BINDS, Outcome.DEPENDS, Outcome.EXEMPT):
        wanted = expected.get(outcome.value, [])
        assert isinstance(wanted, list)
        assert outcomes(decisions, outcome) == {tuple(each) for each in wanted}
    _check_the_rest(decisions, expected)


@pytest.mark.parametrize(
    ("restriction", "example"), EXAMPLES, ids=[f"{law}: {case.title}" for law, case in EXAMPLES]
)
def test_an_example_of_a_file_comes_out_as_it_says(
    restriction: RestrictionId, example: Example
) -> None:
    rules = Rulebook([CATALOGUE.restrictions[restriction]])
    decisions = rules.decide(parse_facts(example.facts, CATALOGUE.vocabulary))
    expect = example.expect
    assert {each.duty.id for each in decisions if each.outcome is Outcome.BINDS} == {
        *expect.binds
    }
    assert {each.duty.id for each in decisions if each.outcome is Outcome.ADVISES} == {
        *expect.advises
    }
    assert {(e.duty.id, e.ask) for e in decisions if e.outcome is Outcome.DEPENDS} == {
        (asked.duty, asked.ask) for asked in expect.depends
    }
    assert {(e.duty.id, e.exemption) for e in decisions if e.outcome is Outcome.EXEMPT} == {
        (freed.duty, freed.exemption) for freed in expect.exempt
    }
    if expect.not_bound:
        (summary,) = summarise(decisions)
        assert (summary.outcome, summary.reason) == (Outcome.NOT_BOUND, expect.not_bound)


@pytest.mark.realdata
def test_the_shared_sample_comes_out_as_its_readers_decided(realdata: Path) -> None:
    where = realdata.parent / "restrictions"
    if not (where / "sample_cases.json").exists():
        pytest.skip("the sample decisions are not here")
    catalogue = load_folder(where)
    rules = Rulebook(catalogue.restrictions.values())
    for case in read_cases(where / "sample_cases.json"):
        decisions = rules.decide(parse_facts(case["facts"], catalogue.vocabulary))
        expected = case["expected"]
        for outcome in (Outcome.BINDS, Outcome.DEPENDS, Outcome.EXEMPT):
            wanted = expected[outcome.value]
            assert isinstance(wanted, list)
            assert outcomes(decisions, outcome) == {_flat(each) for each in wanted}, case["id"]
        _check_the_rest(decisions, expected)


def _check_the_rest(decisions: tuple[Decision, ...], expected: dict[str, object]) -> None:
    flags = expected.get("flags", [])
    assert isinstance(flags, list)
    assert {*flags} <= {flag for each in decisions for flag in each.flags}
    summaries = {str(each.restriction.id): each for each in summarise(decisions)}
    not_bound = expected.get("not_bound", {})
    assert isinstance(not_bound, dict)
    for restriction, reason in not_bound.items():
        assert summaries[restriction].outcome is Outcome.NOT_BOUND
        assert summaries[restriction].reason == reason


def _flat(entry: dict[str, object]) -> tuple[str, ...]:
    """Return an expected entry as ``outcomes`` gives it."""
    rest = [value for key, value in entry.items() if key not in ("restriction", "duty")]
    words = [
        str(each) for value in rest for each in (value if isinstance(value, list) else [value])
    ]
    return (
        str(entry["restriction"]),
        str(entry["duty"]),
        *("" if w == "None" else w for w in words),
    )
