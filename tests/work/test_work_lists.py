"""A list's file is judged whole: kept beside its earlier versions, or refused with reason."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from countersight.catalogue.watchlists import load_watchlists
from countersight.errors import AbsentError, SettingError, SourceError
from countersight.ids import ListId
from countersight.model.edition import Rhythm
from countersight.model.facts import Truth
from countersight.stores.lists import ListFolder
from countersight.work.lists import ListKeeping, ListSettings
from countersight.work.lists.comparing import changes, side_of, sides_of

EXAMPLES = Path(__file__).parents[1] / "read" / "lists" / "examples"
TODAY = date(2026, 11, 25)
HEAD = "id,name,listed,delisted\n"


class Clock:
    def today(self) -> date:
        return TODAY


@pytest.fixture
def store(tmp_path: Path) -> ListFolder:
    return ListFolder(tmp_path / "kept")


@pytest.fixture
def indexed() -> list[str]:
    return []


@pytest.fixture
def keeping(store: ListFolder, indexed: list[str]) -> ListKeeping:
    return ListKeeping(
        store, load_watchlists(), Clock(), lambda name, own: indexed.append(f"{name}@{own}")
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(name: str, *rows: str, head: str = HEAD) -> Path:
        path = tmp_path / name
        path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return written


OWN = ListSettings(ListId("own"))


def test_a_list_is_kept_with_its_name_vintage_licence_and_counts(
    keeping: ListKeeping, store: ListFolder, indexed: list[str]
) -> None:
    added = keeping.add([EXAMPLES / "csl.csv"], ListSettings())
    edition = added.edition
    assert (edition.list, edition.vintage, edition.vintage_from) == (
        "us-csl",
        date(2019, 10, 9),
        "newest",
    )
    assert edition.id == f"2019-10-09+{edition.sha256[:12]}"
    assert edition.watchlist.rhythm is Rhythm.DAILY
    assert edition.staleness(TODAY)[0] is Truth.TRUE
    assert (edition.counts.entries, edition.counts.persons, edition.counts.unclear) == (4, 1, 1)
    assert edition.counts.short_names == 1
    assert edition.version(TODAY).stale
    assert store.editions(ListId("us-csl")) == (edition,)
    assert indexed == [f"us-csl@{edition.id}"]
    optics = next(store.entries(edition.list, edition.id))
    assert [(each.name, each.role) for each in optics.parents] == [
        ("FENWICK HOLDINGS PLC", "linked_to")
    ]


def test_the_same_bytes_are_kept_once(keeping: ListKeeping) -> None:
    first = keeping.add([EXAMPLES / "un.xml"], ListSettings())
    again = keeping.add([EXAMPLES / "un.xml"], ListSettings())
    assert (again.unchanged, again.edition) == (True, first.edition)
    assert first.edition.vintage_from == "file"


def test_a_new_version_stands_beside_the_old_and_tells_what_it_differs_in(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    old = write("a.csv", "1,Marlbridge Ltd,2024-01-31,", "2,Fenwick Ltd,2024-01-31,")
    keeping.add([old], OWN)
    new = write("b.csv", "1,Marlbridge Ltd,2024-01-31,", "3,Another Ltd,2025-01-07,")
    added = keeping.add([new], OWN)
    assert added.before is not None
    assert added.delta is not None
    assert (added.delta.added, added.delta.removed, added.delta.changed) == (1, 1, 0)
    assert [each.vintage.isoformat() for each in store.editions(ListId("own"))] == [
        "2024-01-31",
        "2025-01-07",
    ]


def test_two_entries_of_one_id_are_a_problem_with_both_rows(
    keeping: ListKeeping, write: Callable[..., Path]
) -> None:
    file = write("a.csv", "1,Marlbridge Ltd,,", "2,Fenwick Ltd,,", "1,Another Ltd,,")
    added = keeping.add([file], OWN)
    [problem] = added.problems
    assert (problem.code, added.edition.counts.problems) == ("same-id", 1)
    assert "rows 2, 4" in problem.message


def test_delisted_before_listed_is_a_problem_and_the_days_are_unknown(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    added = keeping.add([write("a.csv", "1,Marlbridge Ltd,2025-01-07,2024-01-31")], OWN)
    assert [each.code for each in added.problems] == ["delisted-first"]
    [entry] = store.entries(ListId("own"), added.edition.id)
    assert entry.listed is entry.delisted is None
    assert entry.stands(TODAY, added.edition.vintage) is Truth.UNKNOWN


def test_a_stream_that_breaks_off_is_refused_whole(
    keeping: ListKeeping, store: ListFolder, tmp_path: Path
) -> None:
    whole = (EXAMPLES / "entities.ftm.json").read_bytes()
    cut = tmp_path / "cut.json"
    cut.write_bytes(whole[: whole.index(b'"s-1"') + 30])
    with pytest.raises(SourceError, match=r"cut\.json:6: the line can't be read.*nothing"):
        keeping.add([cut], OWN)
    assert store.lists() == ()
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_list_that_shrank_by_half_is_refused_unless_that_is_accepted(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    rows = [f"{n},Marlbridge {n} Ltd,2024-01-31," for n in range(10)]
    keeping.add([write("a.csv", *rows)], OWN)
    half = write("b.csv", *rows[:5])
    with pytest.raises(SourceError, match="from 10 entries to 5; it is not kept") as refused:
        keeping.add([half], OWN)
    assert "--accept" in refused.value.hint
    assert len(store.editions(ListId("own"))) == 1
    accepted = ListSettings(ListId("own"), accept=True)
    assert keeping.add([half], accepted).edition.counts.entries == 5


def test_a_list_that_lost_its_newest_half_is_refused_too(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    rows = [f"{n},Marlbridge {n} Ltd,202{n}-01-31," for n in range(6)]
    keeping.add([write("a.csv", *rows)], OWN)
    with pytest.raises(SourceError, match="from 6 entries to 2; it is not kept"):
        keeping.add([write("b.csv", *rows[:2])], OWN)
    write("a.csv", *rows[:2])
    with pytest.raises(SourceError, match="from 6 entries to 2; it is not kept"):
        keeping.update(ListId("own"))
    assert len(store.editions(ListId("own"))) == 1


def test_what_is_read_again_is_no_older_than_what_is_held(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    rows = ["1,Marlbridge Ltd,2024-01-31,", "2,Fenwick Ltd,2024-01-31,"]
    said = ListSettings(ListId("own"), vintage=date(2026, 11, 20))
    keeping.add([write("a.csv", *rows)], said)
    write("a.csv", *rows, "3,New Ltd,2026-11-18,")
    added = keeping.update(ListId("own"))
    assert store.edition(ListId("own")) == added.edition
    assert added.edition.vintage_from == "modified"
    assert added.delta is not None
    assert added.delta.added == 1
    write("a.csv", *rows)
    back = keeping.update(ListId("own"))
    assert (back.unchanged, store.edition(ListId("own"))) == (False, back.edition)


def test_an_older_version_that_is_added_is_told_not_to_be_the_latest(
    keeping: ListKeeping, write: Callable[..., Path]
) -> None:
    new = keeping.add([write("a.csv", "1,Marlbridge Ltd,2025-01-31,")], OWN)
    old = keeping.add([write("b.csv", "1,Marlbridge Ltd,2024-01-31,")], OWN)
    assert (new.latest, old.latest) == (None, new.edition)


def test_of_two_versions_of_one_vintage_the_one_added_last_is_the_latest(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    added = []
    for name in ("Marlbridge Ltd", "Fenwick Ltd", "Veskar Ltd", "Tansey Ltd", "Orpington Ltd"):
        added.append(keeping.add([write("a.csv", f"1,{name},2024-01-31,")], OWN).edition)
        assert store.edition(ListId("own")) == added[-1]
    assert list(store.editions(ListId("own"))) == added


def test_the_same_bytes_read_by_another_mapping_are_another_list(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    path = write("a.csv", "1,Marlbridge Ltd,Fenwick Ltd", head="id,Firma,Marke\n")
    names = []
    for column in ("Firma", "Marke"):
        said = ListSettings(ListId("own"), licence=column, mapping=(("name", column),))
        kept = keeping.add([path], said)
        names += [each.name for each in store.entries(ListId("own"), kept.edition.id)]
        assert (kept.unchanged, kept.edition.watchlist.licence) == (False, column)
    assert names == ["Marlbridge Ltd", "Fenwick Ltd"]


def test_an_older_version_may_be_smaller(
    keeping: ListKeeping, write: Callable[..., Path]
) -> None:
    rows = [f"{n},Marlbridge {n} Ltd,2024-01-31," for n in range(10)]
    keeping.add([write("a.csv", *rows)], OWN)
    older = ListSettings(ListId("own"), vintage=date(2020, 1, 1))
    assert keeping.add([write("b.csv", *rows[:2])], older).before is None


def test_a_file_of_the_right_name_and_the_wrong_publisher_is_refused(
    keeping: ListKeeping, tmp_path: Path
) -> None:
    for name, meant in (("sdn.csv", "us-ofac-sdn"), ("consolidated.csv", "us-csl")):
        path = tmp_path / name
        path.write_bytes((EXAMPLES / "1260h.csv").read_bytes())
        said = f"is not {meant}; it looks like the history of the 1260H list"
        with pytest.raises(SourceError, match=said):
            keeping.add([path], ListSettings())
    with pytest.raises(SourceError, match="is not us-csl; it looks like FollowTheMoney"):
        keeping.add([EXAMPLES / "entities.ftm.json"], ListSettings(ListId("us-csl")))
    named = ListSettings(ListId("mine"))
    assert keeping.add([tmp_path / "sdn.csv"], named).edition.watchlist.rhythm is Rhythm.YEARLY


def test_a_held_list_does_not_become_another_publishers(
    keeping: ListKeeping, write: Callable[..., Path]
) -> None:
    keeping.add([write("a.csv", "1,Marlbridge Ltd,,")], OWN)
    with pytest.raises(SourceError, match="is not own; it looks like FollowTheMoney"):
        keeping.add([EXAMPLES / "entities.ftm.json"], OWN)


def test_a_list_without_a_name_of_its_own_needs_one(keeping: ListKeeping) -> None:
    with pytest.raises(SettingError, match="does not say which list it is"):
        keeping.add([EXAMPLES / "entities.ftm.json"], ListSettings())


def test_persons_of_a_users_own_table_are_left_out(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    added = keeping.add([write("a.csv", "1,Marlbridge Ltd,,", "2,Mrs A Example,,")], OWN)
    assert added.edition.counts.unclear == 1
    assert "Example" not in repr(list(store.entries(ListId("own"), added.edition.id)))
    with pytest.raises(SourceError, match="no entry can be kept"):
        keeping.add([write("b.csv", "2,Mrs A Example,,")], ListSettings(ListId("other")))


def test_other_names_that_read_like_persons_are_left_out_too(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path], tmp_path: Path
) -> None:
    head = "id,name,alias\n"
    added = keeping.add([write("a.csv", "1,Marlbridge Ltd,Mrs A Example", head=head)], OWN)
    [entry] = store.entries(ListId("own"), added.edition.id)
    assert [each.text for each in entry.names] == ["Marlbridge Ltd"]
    kept = [path for path in (tmp_path / "kept").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"Example" in path.read_bytes() for path in kept)


def test_a_stated_vintage_licence_and_rhythm_count(
    keeping: ListKeeping, write: Callable[..., Path]
) -> None:
    said = ListSettings(
        ListId("own"), date(2026, 11, 1), licence="CC0 1.0", rhythm=Rhythm.MONTHLY
    )
    edition = keeping.add([write("a.csv", "1,Marlbridge Ltd,2024-01-31,")], said).edition
    assert (edition.vintage, edition.vintage_from) == (date(2026, 11, 1), "stated")
    assert edition.watchlist.licence == "CC0 1.0"
    assert edition.staleness(TODAY)[0] is Truth.FALSE
    with pytest.raises(SettingError, match="a day to come"):
        keeping.add([EXAMPLES / "un.xml"], ListSettings(vintage=date(2027, 1, 1)))


def test_an_update_reads_again_where_it_was_read_before(
    keeping: ListKeeping, write: Callable[..., Path]
) -> None:
    head = "id,Firma,listed\n"
    settings = ListSettings(ListId("own"), licence="CC0", mapping=(("name", "Firma"),))
    keeping.add([write("a.csv", "1,Marlbridge Ltd,2024-01-31", head=head)], settings)
    assert keeping.update(ListId("own")).unchanged
    write("a.csv", "1,Marlbridge Ltd,2024-01-31", "2,New Ltd,2025-01-07", head=head)
    added = keeping.update(ListId("own"))
    assert added.delta is not None
    assert (added.delta.added, added.edition.watchlist.licence) == (1, "CC0")
    with pytest.raises(AbsentError):
        keeping.update(ListId("other"))


def test_an_update_finds_the_file_from_wherever_it_is_asked_for(
    keeping: ListKeeping,
    write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(write("a.csv", "1,Marlbridge Ltd,2024-01-31,").parent)
    keeping.add([Path("a.csv")], OWN)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert keeping.update(ListId("own")).unchanged


def test_sides_are_versions_and_days(
    keeping: ListKeeping, store: ListFolder, write: Callable[..., Path]
) -> None:
    keeping.add([EXAMPLES / "1260h.csv"], ListSettings())
    before, after = sides_of(store, "us-1260h@2024-05-01", "", TODAY)
    assert (before.day, after.day) == (date(2024, 5, 1), TODAY)
    assert [(each.what.value, each.name) for each in changes(store, before, after)] == [
        ("added", "Marlbridge Optics Co., Ltd.")
    ]
    with pytest.raises(AbsentError, match="one version alone"):
        sides_of(store, "us-1260h", "", TODAY)
    keeping.add([write("a.csv", "1,Marlbridge Ltd,2024-01-31,")], OWN)
    keeping.add([write("b.csv", "1,Marlbridge PLC,2025-01-07,")], OWN)
    old, new = store.editions(ListId("own"))
    for pair in (("own", ""), (f"own@{old.id}", ""), (f"own@{old.id}", new.id)):
        one, other = sides_of(store, *pair, TODAY)
        assert (one.edition, other.edition) == (old, new)
    assert side_of(store, "own@2024-06-01").edition == old


def test_links_and_sanctions_of_follow_the_money_reach_their_entries(
    keeping: ListKeeping, store: ListFolder
) -> None:
    for name in ("entities.ftm.json", "targets.nested.json"):
        settings = ListSettings(ListId(name.partition(".")[0]))
        edition = keeping.add([EXAMPLES / name], settings).edition
        optics = next(store.entries(edition.list, edition.id))
        assert [(each.name, each.role, each.percent) for each in optics.parents] == [
            ("Fenwick Holdings PLC", "owner", "51")
        ]
        assert str(optics.listed) == "2024-01-31"
        assert "Fictional Act" in optics.programmes
        assert "Person" not in json.dumps([repr(each) for each in optics.parents])
