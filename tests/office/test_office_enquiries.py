"""What is asked at once is answered alike by many threads, and little is remembered."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from countersight.errors import PersonError, ProfileError
from countersight.model.match import State
from countersight.model.office import Asked
from countersight.model.review import Verdict
from countersight.wiring.office import Opened, enquiries, open_desk
from countersight.work.office.desk import Judged
from countersight.work.office.enquiries import Enquiries, Told
from countersight.work.office.ready import Ready
from countersight.work.office.stated import Stated

HIK = Stated({"name": "HIKVISION UK LIMITED", "country": "GB"})


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    office = open_desk(tmp_path_factory.mktemp("enquiries") / "office")
    yield office
    office.office.close()


@pytest.fixture(scope="module")
def asked(opened: Opened) -> Enquiries:
    return enquiries(opened.desk)


def test_many_threads_get_the_answer_that_one_gets(asked: Enquiries) -> None:
    alone = asked.screen([HIK], Asked("uk-council"))
    found: list[Told] = []

    def ask() -> None:
        found.extend(asked.screen([HIK], Asked("uk-council")) for _ in range(10))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 60
    assert all(each == alone for each in found)


def test_names_are_matched_and_nothing_is_decided(asked: Enquiries) -> None:
    told = asked.match([HIK, Stated({"name": "Mr F. Example"})], None)
    assert [each.state for each in told.records] == [State.MATCH, State.NOT_CHECKED]
    assert told.records[0].findings == ()
    assert told.counts.person == 1


def test_one_name_of_a_person_is_refused(asked: Enquiries) -> None:
    with pytest.raises(PersonError, match="not screened"):
        asked.match_one(Stated({"name": "Mr F. Example"}), None)


def test_a_profile_that_is_none_is_refused_and_nothing_is_kept(
    opened: Opened, asked: Enquiries, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "own"', "utf-8")
    with pytest.raises(ProfileError, match="no profile"):
        asked.screen([HIK], Asked(str(own)))
    with pytest.raises(ProfileError, match="no profile"):
        opened.desk.ask_of([HIK], Asked(str(own)), "")
    assert opened.desk.store.runs.latest(10) == ()


def test_a_judgement_counts_in_what_is_asked_afterwards(tmp_path: Path) -> None:
    office = open_desk(tmp_path / "office")
    desk, asked = office.desk, enquiries(office.desk)
    record = Stated({"name": "Dahau Technology"})
    before = asked.screen([record], Asked("uk-council"))
    run = desk.ask_of([record], Asked("uk-council"), "case desk")
    desk.screenings.perform(run.id)
    entity = before.records[0].matches[0].entity
    desk.judge(Judged(run.id, 1, entity, Verdict.DISMISSED, "another firm", "case desk"))
    [found] = asked.screen([record], Asked("uk-council")).records
    assert found.matches[0].judged is State.NO_MATCH
    assert found.matches[0].review is not None
    office.office.close()


def test_what_is_asked_too_often_or_too_long_ago_is_made_anew() -> None:
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return str(key)

    ready = Ready(make, most=2, uses=3)
    for key in (1, 1, 2, 3, 2, 1, 1, 1, 1):
        with ready.use(key) as told:
            assert told == str(key)
    assert made == [1, 2, 3, 1, 1]
