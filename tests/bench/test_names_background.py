"""The background: counts of words, no names, nothing personal, the same bytes each time."""

from bench.names.background import counted, coverage, decode, encode, halves, kept
from bench.names.sources import Entry


def entries(*names: str) -> list[Entry]:
    return [Entry(f"e{number}", name) for number, name in enumerate(names)]


FIRMS = entries(
    "Solar Alpha Ltd", "Solar Beta GmbH", "Solar Gamma Inc", "Solar Solar 12 Ltd",
)  # fmt: skip


def test_a_word_counts_once_a_name() -> None:
    count, total = counted(FIRMS)
    assert (count["solar"], total) == (4, 4)


def test_names_that_may_be_built_from_a_persons_are_not_counted() -> None:
    count, total = counted([*FIRMS, *entries("The Dorrit Solar Family Trust", "Dorrit e.K.")])
    assert "dorrit" not in count
    assert total == 4


def test_a_word_that_stands_beside_few_others_is_left_out() -> None:
    same = entries("Dorrit Ltd", "Dorrit Ltd", "Dorrit Ltd")
    assert "dorrit" not in counted(same)[0]


def test_numbers_and_single_letters_are_left_out() -> None:
    assert not {"12", "x"} & set(counted([*FIRMS, *entries("X 12 Delta Solar")])[0])


def test_the_file_reads_back_and_has_the_same_bytes_each_time() -> None:
    counts = {"solar": 4, "ltd": 2, "żółw": 2}
    assert decode(encode(counts, 9)) == (counts, 9)
    assert encode(counts, 9) == encode(dict(reversed(counts.items())), 9)


def test_words_below_the_threshold_are_dropped() -> None:
    assert kept({"solar": 4, "alpha": 2}, 3) == {"solar": 4}


def test_coverage_weighs_each_name_that_has_a_word() -> None:
    known, different = coverage({"solar": 4}, entries("Solar Alpha", "Solar Beta"))
    assert (known, different) == (0.5, 1 / 3)


def test_the_halves_are_apart_and_complete() -> None:
    many = entries(*(f"Firm {number}" for number in range(200)))
    one, two = halves(many)
    assert {e.id for e in one} | {e.id for e in two} == {e.id for e in many}
    assert not {e.id for e in one} & {e.id for e in two}
    assert 60 < len(one) < 140
