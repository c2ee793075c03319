"""A file handed in at the desk comes out as answers that can be looked for and judged."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from countersight.errors import ConflictError, SettingError
from countersight.ids import VendorId
from countersight.model.office import Asked, Filter, JobState, Run
from countersight.model.review import Verdict
from countersight.wiring.office import Opened, open_desk
from countersight.work.office.desk import Judged

ROWS = b"""supplier,site
HIKVISION UK LIMITED,Leeds
Acme Bakery Ltd,Leeds
Dahau Technology,York
"""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    office = open_desk(tmp_path / "office")
    yield office
    office.office.close()


def screened(opened: Opened, rows: bytes = ROWS, profile: str | None = "uk-council") -> Run:
    upload = opened.desk.hand_in("suppliers.csv", io.BytesIO(rows))
    run = opened.desk.ask(upload, Asked(profile), "case desk")
    opened.desk.screenings.perform(run.id)
    return opened.desk.store.runs.get(run.id)


def test_a_run_tells_of_every_record_of_a_small_file(opened: Opened) -> None:
    run = screened(opened)
    assert run.job.state is JobState.DONE, run.job.said
    assert (run.counts.records, run.counts.match, run.job.done, run.job.total) == (3, 1, 3, 3)
    page = opened.desk.store.answers.page(run.id, Filter(), 0, 10)
    assert page[0].name == "HIKVISION UK LIMITED"
    assert len(page) == 3


def test_answers_are_filtered_by_facets_and_words(opened: Opened) -> None:
    run = screened(opened)
    answers = opened.desk.store.answers
    facets = answers.facets(run.id, Filter({"state": ("match",)}))
    assert facets["site"] == {"Leeds": 1}
    assert facets["state"] == {"match": 1, "no_match": 1, "review": 1}
    assert answers.count(run.id, Filter({"site": ("Leeds",)}, "acme")) == 1
    assert answers.count(run.id, Filter({"site": ("York",)}, "acme")) == 0


def test_a_judgement_counts_at_once_and_in_the_next_run(opened: Opened) -> None:
    run = screened(opened)
    store = opened.desk.store
    before = store.answers.waiting_count(None)
    [(_, answer), *_] = store.answers.waiting(run.id, 0, 10)
    judged = Judged(
        run.id,
        answer.number,
        VendorId(answer.matches[0].entity),
        Verdict.DISMISSED,
        "a bakery",
        "case desk",
    )
    kept = opened.desk.judge(judged)
    assert store.answers.one(run.id, answer.number).judged == "dismissed"
    assert store.answers.waiting_count(None) == before - 1
    again = screened(opened)
    found = store.answers.page(again.id, Filter({"state": ("dismissed",)}), 0, 10)
    assert [each.name for each in found] == [answer.name]
    opened.desk.undo(kept.number, "case desk")
    assert store.answers.one(run.id, answer.number).judged == answer.judged


def test_whoever_judges_second_is_told(opened: Opened) -> None:
    run = screened(opened)
    [(_, answer), *_] = opened.desk.store.answers.waiting(run.id, 0, 10)
    entity = VendorId(answer.matches[0].entity)
    judged = Judged(run.id, answer.number, entity, Verdict.UNSURE, "to be asked", "one desk")
    opened.desk.judge(judged)
    with pytest.raises(ConflictError, match="in between"):
        opened.desk.judge(judged)


def test_a_judgement_needs_a_reason_and_a_name(opened: Opened) -> None:
    run = screened(opened)
    entity = VendorId("hikvision")
    with pytest.raises(SettingError, match="reason"):
        opened.desk.judge(Judged(run.id, 1, entity, Verdict.CONFIRMED, " ", "desk"))
    with pytest.raises(SettingError, match="nobody is named"):
        opened.desk.judge(Judged(run.id, 1, entity, Verdict.CONFIRMED, "seen", ""))
