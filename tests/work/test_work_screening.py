"""Screening: from sources to answers, a batch at a time, nothing lost."""

import io
from collections.abc import Sequence
from datetime import date

import pytest

from countersight.catalogue import load, load_profile
from countersight.match.aliases import Alias
from countersight.match.nearness import Asks, Near
from countersight.model.catalogue import Catalogue
from countersight.model.decision import Outcome
from countersight.model.finding import Counts, Grounds, Screened, ScreenedBatch
from countersight.model.match import State
from countersight.model.record import Problem
from countersight.read import Options, Source
from countersight.read.source import Limits
from countersight.wiring.names import near_names
from countersight.work.screening import Conditions, Screening

AS_OF = date(2026, 11, 24)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def screen(
    catalogue: Catalogue,
    text: str,
    profile: str | None = "uk-council",
    *,
    every: bool = False,
    limits: Limits | None = None,
) -> tuple[list[Screened], list[Problem], Counts]:
    who = None if profile is None else load_profile(profile, catalogue.vocabulary)
    options = Options(limits=limits or Limits())
    conditions = Conditions(Grounds((), AS_OF, who), options, every)
    source = Source("rows.csv", stream=io.BytesIO(text.encode()))
    batches: list[ScreenedBatch] = list(
        Screening(catalogue, conditions, near=near_names).run([source])
    )
    return (
        [each for batch in batches for each in batch.records],
        [each for batch in batches for each in batch.problems],
        sum((batch.counts for batch in batches), Counts()),
    )


def test_only_hits_are_told_and_everything_is_counted(catalogue: Catalogue) -> None:
    text = (
        "Supplier\nHikvision\nAcme Bakery Ltd\nRedacted\nMr A. Example\nHIKVISION UK LIMITED\n"
    )
    told, problems, counts = screen(catalogue, text)
    assert [each.record.origin.row for each in told] == [2, 6]
    assert {each.matches[0].entity for each in told} == {"hikvision"}
    assert problems == []
    assert counts == Counts(
        records=5, match=counts.match, review=counts.review, no_match=1, withheld=1, person=1
    )
    assert counts.match + counts.review == 2


def test_every_record_is_told_when_asked_for(catalogue: Catalogue) -> None:
    text = "Supplier\nHIKVISION UK LIMITED\nAcme Bakery Ltd\nRedacted\nMr A. Example\n"
    told, _, counts = screen(catalogue, text, every=True)
    assert [each.state for each in told] == [
        State.MATCH,
        State.NO_MATCH,
        State.NOT_CHECKED,
        State.NOT_CHECKED,
    ]
    assert counts.records == len(told) == 4


def test_a_person_is_counted_and_the_name_is_nowhere(catalogue: Catalogue) -> None:
    text = "Supplier,Description,Amount\nMr A. Example,lift for Mr A. Example,12.00\n"
    [answer], _, counts = screen(catalogue, text, every=True)
    assert counts.person == 1
    assert (answer.state, answer.reason) == (State.NOT_CHECKED, "person")
    assert "Example" not in repr(answer)
    assert answer.record.get("amount") == "12.00"


def test_a_person_beside_a_make_is_masked_and_the_make_is_matched(
    catalogue: Catalogue,
) -> None:
    text = "Supplier,Brand,Description\nMr A. Example,Hikvision,sold by Mr A. Example\n"
    [answer], _, counts = screen(catalogue, text)
    assert counts.match == 1
    assert answer.matches[0].entity == "hikvision"
    assert "Example" not in repr(answer.record)
    assert answer.record.get("brand") == "Hikvision"


def test_a_namesake_that_was_cleared_decides_no_duty(catalogue: Catalogue) -> None:
    text = "Supplier,Country\nShanghai Dahua Scale Factory,CN\n"
    [answer], _, counts = screen(catalogue, text, every=True)
    assert counts.no_match == 1
    assert answer.findings == ()
    assert {each.state for each in answer.matches} <= {State.NO_MATCH}


def test_alone_or_in_a_batch_a_record_gets_the_same_answer(catalogue: Catalogue) -> None:
    names = [
        "Hikvision",
        "Dahua Technology UK Limited",
        "Acme",
        "Hikvison Ltd",
        "EZVIZ",
        "Axis",
    ]
    whole, _, _ = screen(catalogue, "Supplier\n" + "\n".join(names), every=True)
    small, _, _ = screen(
        catalogue, "Supplier\n" + "\n".join(names), every=True, limits=Limits(batch_rows=1)
    )
    alone = [screen(catalogue, f"Supplier\n{name}\n", every=True)[0][0] for name in names]
    assert [(each.state, each.matches, each.findings) for each in whole] == [
        (each.state, each.matches, each.findings) for each in alone
    ]
    assert whole == small


def test_a_fact_that_can_not_be_is_a_problem_and_the_match_stays(catalogue: Catalogue) -> None:
    text = "Supplier,fact:site\nHIKVISION UK LIMITED,on the moon\n"
    [answer], [problem], counts = screen(catalogue, text)
    assert answer.state is State.MATCH
    assert answer.findings == ()
    assert (problem.code, problem.rows) == ("fact", 0)
    assert "site" in problem.message
    assert counts.problems == 1


def test_a_federal_contractor_is_bound_where_the_row_states_the_facts(
    catalogue: Catalogue,
) -> None:
    text = (
        "Supplier,date,product_form,product_class,purpose,routes_user_data\n"
        "ZTE Corporation,2026-01-15,equipment,telecommunications,other,true\n"
    )
    [answer], _, _ = screen(catalogue, text, "us-federal-contractor")
    bound = {
        each.decision.restriction.id
        for each in answer.findings
        if each.decision.outcome is Outcome.BINDS
    }
    assert "us-ndaa889-a1b" in bound


def test_without_a_profile_no_duty_binds(catalogue: Catalogue) -> None:
    [answer], _, _ = screen(catalogue, "Supplier\nHIKVISION UK LIMITED\n", None)
    assert {each.decision.outcome for each in answer.findings} == {Outcome.DEPENDS}
    assert all({"place", "roles"} & set(each.decision.ask) for each in answer.findings)


LOREX = "Manufacturer,Model,Acquired\nLorex Technology Inc.,LNB8921,{}\n"


@pytest.mark.parametrize(("acquired", "reached"), [("2020-05-04", True), ("2025-05-04", False)])
def test_a_tie_that_had_ended_when_the_camera_was_bought_reaches_no_more(
    catalogue: Catalogue,
    acquired: str,
    reached: bool,  # noqa: FBT001 - a table of cases
) -> None:
    text = LOREX.format(acquired).replace("Acquired", "Date acquired")
    [answer], _, _ = screen(catalogue, text, "us-federal-contractor")
    laws = {each.decision.restriction.id for each in answer.findings}
    assert ("us-ndaa889-a1b" in laws) is reached


def test_an_undated_camera_of_a_former_affiliate_has_to_be_asked_about(
    catalogue: Catalogue,
) -> None:
    text = "Manufacturer,Model\nLorex Technology Inc.,LNB8921\n"
    [answer], _, _ = screen(catalogue, text, "us-federal-contractor")
    asked = [
        each.decision
        for each in answer.findings
        if each.decision.restriction.id == "us-ndaa889-a1b"
    ]
    assert [each.outcome for each in asked] == [Outcome.DEPENDS]
    assert "owners" in asked[0].ask


def test_a_broken_file_keeps_what_came_before(catalogue: Catalogue) -> None:
    source = Source(
        "x.json", stream=io.BytesIO(b'[{"supplier": "HIKVISION UK LIMITED"}, {"sup')
    )
    conditions = Conditions(Grounds((), AS_OF))
    batches = list(Screening(catalogue, conditions, near=near_names).run([source]))
    told = [each for batch in batches for each in batch.records]
    stops = [each for batch in batches for each in batch.problems if each.stops]
    assert [each.state for each in told] == [State.MATCH]
    assert len(stops) == 1


def test_a_person_in_a_header_is_masked_wherever_headers_are_told(catalogue: Catalogue) -> None:
    told: list[str] = []
    for text in ("Mrs A. Example,GB\n", "Supplier,Mr B. Example\nAcme,1\n"):
        source = Source("rows.csv", stream=io.BytesIO(text.encode()))
        for batch in Screening(catalogue, Conditions(Grounds((), AS_OF))).run([source]):
            told += [*batch.reading.ignored, *(each.message for each in batch.problems)]
    assert "Example" not in " ".join(told)
    assert sum("(name withheld)" in each for each in told) == 2


@pytest.mark.parametrize(
    ("cell", "because"),
    [
        ("", "no date in the record"),
        ("44197", "the date in the record can't be read"),
        ("01/02/2021", "the date in the record can't be read"),
    ],
)
def test_a_date_that_cannot_be_read_is_not_told_as_none(
    catalogue: Catalogue, cell: str, because: str
) -> None:
    text = f"Supplier,Award Date\nHIKVISION UK LIMITED,{cell}\n"
    told, _, _ = screen(catalogue, text)
    (dated,) = {
        f.because for x in told[0].findings for f in x.decision.assumed if f.name == "date"
    }
    assert dated == because


def test_a_person_in_a_column_beside_the_name_is_masked(catalogue: Catalogue) -> None:
    text = (
        "Supplier,Buyer,Description\n"
        "HIKVISION UK LIMITED,Mrs A. Example,Mr B. Example\n"
        "Acme Ltd,Mrs A. Example,Mr B. Example\n"
        "Mr C. Example,Mrs A. Example,Mr B. Example\n"
    )
    told, _, _ = screen(catalogue, text, every=True)
    assert len(told) == 3
    assert "Example" not in repr([each.record for each in told])
    assert told[0].record.get("buyer") == "(name withheld)"


class Kernels:
    """Remembers what the kernels were asked."""

    def __init__(self) -> None:
        self.made = 0
        self.asked: list[str] = []

    def __call__(self, aliases: Sequence[Alias]) -> Asks:
        self.made += 1
        told = near_names(aliases)

        def asks(texts: Sequence[str]) -> Sequence[tuple[Near, ...]]:
            self.asked += texts
            return told(texts)

        return asks


def run(catalogue: Catalogue, text: str, near: Kernels) -> Counts:
    source = Source("rows.csv", stream=io.BytesIO(text.encode()))
    screening = Screening(catalogue, Conditions(Grounds((), AS_OF)), near=near)
    return sum((batch.counts for batch in screening.run([source])), Counts())


def test_a_name_that_occurs_a_thousand_times_is_compared_once(catalogue: Catalogue) -> None:
    kernels = Kernels()
    rows = "Dahau Technology\nAcme Bakery Ltd\n" * 1_000
    counts = run(catalogue, f"Supplier\n{rows}", kernels)
    assert counts == Counts(records=2_000, review=1_000, no_match=1_000)
    assert (kernels.made, kernels.asked) == (1, ["Dahau Technology"])


def test_a_file_without_a_name_that_is_near_brings_up_no_kernels(catalogue: Catalogue) -> None:
    kernels = Kernels()
    rows = "Acme Bakery Ltd\nHIKVISION UK LIMITED\nGreen Solutions Ltd\nHuawei Technologies\n"
    counts = run(catalogue, f"Supplier\n{rows}", kernels)
    assert (counts.match, counts.no_match) == (2, 2)
    assert kernels.made == 0
