"""Loads of names: what a change keeps, what a negative is, and that a seed makes one load."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bench.names import negatives
from bench.names.letters import Known
from bench.names.load import Load, Maker, Spec, build, fillers, write
from bench.names.negatives import Listed, choose
from bench.names.perturb import KINDS
from bench.names.sources import Entry, Split, split_of
from bench.names.words import key, parts, sameness

FREQUENCY = {"technology": 900, "solar": 400, "services": 700, "ltd": 9000, "quantock": 2}
EXAMPLES = [
    ("Quantock Solar & Technology Services 2 Limited", "GB"),
    ("Ühlmann Technology Services GmbH", "DE"),
    ("Romashka", "RU"),
]


def known(text: str, country: str = "GB") -> Known:
    return Known.of(text, country, FREQUENCY)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_some_name(kind: str) -> None:
    changed = [
        KINDS[kind](known(*example), Random(n)) for n in range(40) for example in EXAMPLES
    ]
    assert any(new and new not in dict(EXAMPLES) for new in changed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_depends_on_the_random_stream_alone(kind: str) -> None:
    first, second = (KINDS[kind](known(*EXAMPLES[0]), Random(5)) for _ in range(2))
    assert first == second


def test_there_are_at_least_fourteen_kinds() -> None:
    assert len(KINDS) >= 14


@pytest.mark.parametrize("kind", ["words_lost", "initials"])
def test_the_word_that_tells_a_company_apart_is_never_lost(kind: str) -> None:
    for seed in range(50):
        changed = KINDS[kind](known(*EXAMPLES[0]), Random(seed))
        assert changed is not None
        assert "Quantock" in changed


def test_a_changed_legal_form_is_another_one_of_the_country() -> None:
    changed = KINDS["legal_changed"](known(*EXAMPLES[0]), Random(1))
    assert changed is not None
    assert key(changed) == key(EXAMPLES[0][0])
    assert parts(changed).after != ("Limited",)


def test_a_cut_name_is_the_beginning_of_the_name() -> None:
    changed = KINDS["cut"](known(*EXAMPLES[0]), Random(1))
    assert changed is not None
    assert EXAMPLES[0][0].startswith(changed)
    assert len(changed) < len(EXAMPLES[0][0])


def test_a_russian_name_is_written_in_its_own_letters() -> None:
    assert KINDS["transliterated"](known("Romashka", "RU"), Random(1)) == "Ромашка"
    assert KINDS["transliterated"](known("Ромашка", "RU"), Random(1)) == "Romashka"
    assert KINDS["transliterated"](known("Romashka", "GB"), Random(1)) is None


def test_a_kind_that_does_not_apply_says_so() -> None:
    assert KINDS["number_words"](known("Quantock Solar Ltd"), Random(1)) is None
    assert KINDS["ampersand"](known("Quantock Solar Ltd"), Random(1)) is None
    assert KINDS["glued"](known("Quantock Ltd"), Random(1)) is None


LISTED = [
    Entry("e1", "Quantock Solar Services Ltd"),
    Entry("e2", "Fund Twelve 12 Limited", ("Dozen Fund",)),
    Entry("e3", "Wisconsin Dairy Trading Inc."),
]


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ("numbered", "Fund Twelve 13 Limited"),
        ("near", "Wisconsen Dairy Trading LLC"),
        ("rarest", "The Quantock Brewery Company"),
        ("leading", "Quantock Property"),
        ("industry", "Blackdown Solar Services Ltd"),
    ],
)
def test_a_negative_is_like_a_listed_name_in_the_way_it_was_chosen(way: str, name: str) -> None:
    frequency = {**FREQUENCY, "wisconsin": 3, "brewery": 90, "the": 900, "company": 900}
    listed = Listed(LISTED, frequency)
    assert negatives.WAYS[way](listed, name)
    assert not negatives.WAYS[way](listed, "Blackdown Hills Cider")


def test_what_differs_in_place_branch_or_legal_form_is_no_negative() -> None:
    listed = Listed(LISTED, FREQUENCY)
    assert listed.has("QUANTOCK SOLAR SERVICES (UK) PLC")
    assert listed.has("Dozen Fund")
    assert not listed.has("Quantock Wind Services Ltd")
    outside = [Entry("o1", "Quantock Solar Services (Ireland) Ltd"), Entry("o2", "Hills Cider")]
    assert [e.id for e, _ in choose(outside, listed, 1, "hard", Random(1))] == ["o2"]


def test_more_negatives_than_names_is_an_error_that_says_how_many_there_are() -> None:
    with pytest.raises(ValueError, match="3 negatives wanted, 1 names are outside"):
        choose([Entry("o2", "Hills Cider")], Listed(LISTED, FREQUENCY), 3, "hard", Random(1))


def test_a_changed_name_that_means_another_entry_is_drawn_again() -> None:
    entries = [Entry("a", "Quantock Solar Farm Ltd"), Entry("b", "Quantock Solar Ltd")]
    maker = Maker(entries, Listed(entries, FREQUENCY), Random(1))
    made_up = [maker.make("words_lost") for _ in range(6)]
    names = {found[1] for found in made_up if found}
    assert names
    assert not any(sameness(name) == sameness("Quantock Solar") for name in names)


def test_a_split_depends_on_the_identifier_alone_and_has_its_share() -> None:
    found = Counter(split_of(f"lei:{number:020}") for number in range(20_000))
    assert found[Split.TRAIN] / 20_000 == pytest.approx(0.35, abs=0.02)
    assert found[Split.DEV] / 20_000 == pytest.approx(0.2, abs=0.02)


def test_a_seed_makes_the_same_queries_each_time() -> None:
    listed = Listed(LISTED, FREQUENCY)
    one, two = (Maker(LISTED, listed, Random(9)) for _ in range(2))
    assert [one.make(kind) for kind in KINDS] == [two.make(kind) for kind in KINDS]


def test_fillers_are_many_and_different() -> None:
    made_up = fillers(LISTED, 3, Random(1))
    assert len({key(entry.name) for entry in made_up}) == 3
    assert {entry.source for entry in made_up} == {"filler"}


def test_the_truth_is_kept_apart_from_what_a_matcher_reads(tmp_path: Path) -> None:
    write(Load(LISTED, []), tmp_path)
    assert (tmp_path / "entries.csv").read_text().splitlines()[:3] == [
        "id,name,aliases,country",
        "e1,Quantock Solar Services Ltd,,",
        "e2,Fund Twelve 12 Limited,Dozen Fund,",
    ]
    assert (tmp_path / "queries.csv").read_text().strip() == "id,name,country"
    assert (tmp_path / "truth.csv").read_text().strip() == "id,truth,kind"


@pytest.mark.realdata
def test_a_load_of_real_names_has_the_truth_in_its_list(realdata: Path) -> None:
    spec = Spec(entries=3000, queries=400, seed=4)
    load = build(spec, realdata)
    ids = {entry.id for entry in load.entries}
    assert len(ids) == 3000
    assert all(query.truth in ids for query in load.queries if query.truth)
    assert sum(bool(query.truth) for query in load.queries) == 200
    assert all(split_of(entry_id) is Split.DEV for entry_id in ids)
    listed = Listed(load.entries, {})
    assert not any(listed.has(query.name) for query in load.queries if not query.truth)
