"""A restriction may name an outside list: who stands on it that day, and who may."""

from dataclasses import replace
from datetime import date

import pytest
from judge_small import HIKVISION, restriction, use

from countersight.ids import ListId
from countersight.judge import Rulebook
from countersight.model.decision import Outcome
from countersight.model.facts import Facts, OnList
from countersight.model.restriction import Cover
from countersight.model.values import PartialDate

OUTSIDE = ListId("us-sample")
ALONE = restriction(covers=(Cover("a", watchlist=OUTSIDE),))
BESIDE = restriction(covers=(Cover("a", makers=(HIKVISION,), watchlist=OUTSIDE),))


def place(since: str | None, until: str | None = None, of: str = OUTSIDE) -> OnList:
    first, last = (None if each is None else PartialDate.parse(each) for each in (since, until))
    return OnList((ListId(of),), "Marlbridge Ltd", first, last, date(2022, 6, 1))


def of(*listings: OnList, asked: bool = True, maker: str = "us-sample/1") -> Facts:
    named = (OUTSIDE,) if asked else ()
    return replace(use(maker=maker), listings=listings, asked=named)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (of(place("2020-01-01")), Outcome.BINDS),
        (of(place("2023-01-01")), Outcome.BINDS),
        (of(place("2023-01-02")), Outcome.NOT_BOUND),
        (of(place("2020-01-01", "2022-12-31")), Outcome.NOT_BOUND),
        (of(place("2020-01-01", "2023-01-01")), Outcome.BINDS),
        (of(place("2023")), Outcome.DEPENDS),
        (of(place(None)), Outcome.BINDS),
        (of(place("2020-01-01", of="another")), Outcome.NOT_BOUND),
        (of(), Outcome.NOT_BOUND),
        (of(asked=False), Outcome.DEPENDS),
    ],
)
def test_who_stands_on_the_list_that_day_is_a_target(facts: Facts, outcome: Outcome) -> None:
    [decision] = Rulebook([ALONE]).decide(facts)
    assert decision.outcome is outcome


def test_a_list_that_was_not_asked_is_said_to_be_so_and_is_no_acquittal() -> None:
    [decision] = Rulebook([ALONE]).decide(of(asked=False))
    assert "maker" in decision.ask
    assert any("us-sample was not asked" in step.note for step in decision.trace)


def test_without_a_day_the_day_is_asked_for() -> None:
    facts = of(place("2020-01-01", "2022-12-31"))
    known = {name: fact for name, fact in facts.known.items() if name != "date"}
    [decision] = Rulebook([ALONE]).decide(replace(facts, known=known))
    assert decision.outcome is Outcome.DEPENDS
    assert "date" in decision.ask


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (of(asked=False, maker="hikvision"), Outcome.BINDS),
        (of(asked=False, maker="axis"), Outcome.NOT_BOUND),
        (of(place("2020-01-01")), Outcome.BINDS),
        (of(place("2020-01-01", "2022-12-31"), maker="hikvision"), Outcome.BINDS),
    ],
)
def test_names_stand_beside_a_list(facts: Facts, outcome: Outcome) -> None:
    [decision] = Rulebook([BESIDE]).decide(facts)
    assert decision.outcome is outcome
