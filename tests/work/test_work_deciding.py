"""Lines of facts in, answers out: as they come, each as if it stood alone."""

import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camera_facts import CAMERA
from countersight.catalogue import folder, load, load_folder
from countersight.model.answer import Decided, Undecided
from countersight.report.decisions import answer_object
from countersight.work.deciding import Deciding

DECIDING = Deciding(load())
CHANGES: dict[str, st.SearchStrategy[object]] = {
    "date": st.sampled_from(["2019-08-12", "2025-10-15", "2026-11-24", "2023-02-30", None]),
    "place": st.sampled_from(["US", "TW", "GB-EAW", "CA-QC", "UK"]),
    "roles": st.sampled_from([["public.school"], ["us_person", "exporter"], []]),
    "act": st.sampled_from(["use", "export_to", "invest", "buy"]),
    "maker": st.sampled_from(["axis", "dahua", "unknown"]),
    "owners": st.sampled_from([[], [{"id": "dahua", "percent": 51}], [{"id": "a", "of": "b"}]]),
    "id": st.sampled_from(["a", 7, 1.5, None]),
    "site": st.sampled_from(["sensitive", "odd"]),
}
changed = st.fixed_dictionaries({}, optional=CHANGES).map(lambda more: {**CAMERA, **more})
texts = st.one_of(changed.map(json.dumps), st.sampled_from(["[1]", '{"date": 1', "{}", "nul"]))


def told(text: str, deciding: Deciding = DECIDING) -> list[str]:
    """Return the answers as text, without the number of the line."""
    found = []
    for answer in deciding.run(io.BytesIO(text.encode())):
        plain = answer_object(answer, "v")
        plain.pop("line", None)
        found.append(json.dumps(plain, sort_keys=True))
    return found


@given(st.lists(texts, max_size=5))
def test_a_stream_is_decided_as_each_line_alone(lines: list[str]) -> None:
    together = told("\n".join(["{}", *lines]))[1:]
    assert together == [answer for line in lines for answer in told(f"{{}}\n{line}")[1:]]


@given(changed, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_of_a_line_never_matters(
    facts: dict[str, object], random: Random
) -> None:
    mixed = dict(random.sample(list(facts.items()), len(facts)))
    assert told(json.dumps(mixed)) == told(json.dumps(facts))


@given(st.lists(changed.map(json.dumps), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_lines_never_matters(lines: list[str], random: Random) -> None:
    mixed = random.sample(lines, len(lines))
    assert sorted(told("\n".join(mixed))) == sorted(told("\n".join(lines)))


def test_the_names_and_the_order_of_files_never_matter(tmp_path: Path) -> None:
    laws = sorted((folder() / "restrictions").iterdir())
    copies = []
    for name in ("as_they_stand", "turned_about"):
        where = tmp_path / name
        where.mkdir()
        for number, path in enumerate(laws if name == "as_they_stand" else laws[::-1]):
            shutil.copyfile(path, where / f"{number:03}.toml")
        copies.append(Deciding(load_folder(where)))
    line = json.dumps(CAMERA)
    assert told(line, copies[0]) == told(line, copies[1])


def test_answers_come_while_the_stream_still_runs() -> None:
    class Counting(io.BytesIO):
        """Counts the lines that were taken from it."""

        taken = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.taken += 1
            return super().readline(size)

    stream = Counting(f"{json.dumps(CAMERA)}\n".encode() * 100)
    for number, answer in enumerate(DECIDING.run(stream), start=1):
        assert isinstance(answer, Decided)
        assert stream.taken == number
    assert stream.taken == 101


@pytest.mark.parametrize(
    ("stated", "name"),
    [("a" * 600, "a" * 500), (10**15, 10**15), (10**16, None), (True, None), (["a"], None)],
    ids=lambda part: str(part)[:10],
)
def test_an_id_is_told_as_it_was_stated_where_it_can_be_one(
    stated: object, name: str | int | None
) -> None:
    (answer,) = DECIDING.run(io.BytesIO(json.dumps({**CAMERA, "id": stated}).encode()))
    assert answer.id == name
    assert isinstance(answer, Undecided) == (name is None)


def many(make: Callable[[int], dict[str, object]], number: int) -> Iterator[bytes]:
    return (f"{json.dumps(make(each))}\n".encode() for each in range(number))


def test_twenty_thousand_objects_are_told_in_their_order() -> None:
    stream = io.BytesIO(b"".join(many(lambda n: {**CAMERA, "id": n}, 20_000)))
    for number, answer in enumerate(DECIDING.run(stream)):
        assert answer.id == number
        assert isinstance(answer, Decided)
