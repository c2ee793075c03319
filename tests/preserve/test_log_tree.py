"""The tree over the log, held against a published library and the examples of RFC 9162."""

from collections.abc import Sequence
from dataclasses import replace

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.ids import EntryNumber
from countersight.preserve.log.tree import (
    EMPTY,
    Growing,
    Hashes,
    continues,
    includes,
    leaf_hash,
    node_hash,
    place,
    places_of,
    prove_consistency,
    prove_inclusion,
    root,
)

SIZES = 70


class Row:
    """The hashes of a tree of entries 0, 1, 2, ..., kept in memory."""

    def __init__(self, size: int) -> None:
        self.row: list[bytes] = []
        self.tree = Growing()
        for number in range(size):
            self.row += self.tree.add(leaf_hash(b"%d" % number))

    def __call__(self, places: Sequence[int]) -> Sequence[bytes]:
        return [self.row[place] for place in places]


ROW = Row(SIZES)
ORACLE = pymerkle.InmemoryTree(algorithm="sha256")
for _number in range(SIZES):
    ORACLE.append_entry(b"%d" % _number)


def other(hashes: tuple[bytes, ...], at: int) -> tuple[bytes, ...]:
    """Return hashes of which one has another bit."""
    changed = bytearray(hashes[at])
    changed[0] ^= 1
    return (*hashes[:at], bytes(changed), *hashes[at + 1 :])


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root(0, ROW) == EMPTY == Growing().root()


@pytest.mark.parametrize("size", range(1, SIZES + 1))
def test_the_root_is_that_of_the_published_library(size: int) -> None:
    assert root(size, ROW) == ORACLE.get_root(size) == Row(size).tree.root()


@pytest.mark.parametrize("size", range(1, SIZES + 1))
def test_the_path_of_an_entry_is_that_of_the_published_library(size: int) -> None:
    for number in range(size):
        ours = prove_inclusion(number, size, ROW)
        theirs = ORACLE.prove_inclusion(number + 1, size)
        leaf = leaf_hash(b"%d" % number)
        assert [leaf, *ours.path] == theirs.path
        assert includes(ours, leaf, ORACLE.get_root(size))


@pytest.mark.parametrize("larger", range(1, SIZES + 1))
def test_a_tree_continues_each_smaller_tree_of_the_published_library(larger: int) -> None:
    for smaller in range(1, larger + 1):
        proof = prove_consistency(smaller, larger, ROW)
        assert continues(proof, ORACLE.get_root(smaller), ORACLE.get_root(larger))


def test_the_proofs_of_rfc_9162_have_the_hashes_that_it_names() -> None:
    # Section 2.1.5: a tree of seven entries, with nodes a to l.
    a, b, c, d, e, f, j = (leaf_hash(b"%d" % number) for number in range(7))
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the names of the RFC
    assert prove_inclusion(0, 7, ROW).path == (b, h, l)
    assert prove_inclusion(3, 7, ROW).path == (c, g, l)
    assert prove_inclusion(4, 7, ROW).path == (f, j, k)
    assert prove_inclusion(6, 7, ROW).path == (i, k)
    assert prove_consistency(3, 7, ROW).path == (c, d, g, l)
    assert prove_consistency(4, 7, ROW).path == (l,)
    assert prove_consistency(6, 7, ROW).path == (i, j, k)


@pytest.mark.parametrize(("number", "size"), [(0, 0), (1, 1), (-1, 3), (9, 3)])
def test_there_is_no_proof_of_an_entry_that_is_not_there(number: int, size: int) -> None:
    with pytest.raises(ValueError, match="no entry"):
        prove_inclusion(number, size, ROW)


@pytest.mark.parametrize(("smaller", "larger"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_proof_that_a_tree_shrank(smaller: int, larger: int) -> None:
    with pytest.raises(ValueError, match="beginning"):
        prove_consistency(smaller, larger, ROW)


@given(st.data())
def test_a_changed_proof_of_an_entry_does_not_hold(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, SIZES))
    number = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(number, size, ROW)
    leaf, whole = leaf_hash(b"%d" % number), root(size, ROW)
    at = data.draw(st.integers(0, len(proof.path) - 1))
    assert includes(proof, leaf, whole)
    assert not includes(replace(proof, path=other(proof.path, at)), leaf, whole)
    assert not includes(replace(proof, path=proof.path[:-1]), leaf, whole)
    assert not includes(replace(proof, path=(*proof.path, leaf)), leaf, whole)
    assert not includes(proof, leaf_hash(b"another"), whole)
    assert not includes(replace(proof, number=EntryNumber(proof.number ^ 1)), leaf, whole)
    assert not includes(replace(proof, size=0), leaf, whole)


@given(st.data())
def test_a_changed_proof_of_growth_does_not_hold(data: st.DataObject) -> None:
    larger = data.draw(st.integers(2, SIZES))
    smaller = data.draw(st.integers(1, larger - 1))
    proof = prove_consistency(smaller, larger, ROW)
    before, after = root(smaller, ROW), root(larger, ROW)
    at = data.draw(st.integers(0, len(proof.path) - 1))
    assert continues(proof, before, after)
    assert not continues(replace(proof, path=other(proof.path, at)), before, after)
    assert not continues(replace(proof, path=proof.path[:-1]), before, after)
    assert not continues(replace(proof, path=(*proof.path, before)), before, after)
    assert not continues(proof, after, after)
    assert not continues(proof, before, before)
    assert not continues(replace(proof, smaller=larger), before, after)
    assert not continues(replace(proof, smaller=larger + 1), before, after)


def test_two_trees_of_one_size_must_be_the_same() -> None:
    proof = prove_consistency(5, 5, ROW)
    assert continues(proof, root(5, ROW), root(5, ROW))
    assert not continues(proof, root(5, ROW), root(6, ROW))


def test_hashes_stand_in_the_row_in_the_order_in_which_they_are_complete() -> None:
    seen: list[int] = []
    for number in range(SIZES):
        level = 0
        while number >> level << level == number - ((1 << level) - 1):
            seen.append(place(level, number >> level))
            level += 1
    assert seen == list(range(places_of(SIZES)))


def test_a_tree_that_stopped_grows_on() -> None:
    def grown(size: int, hashes: Hashes) -> bytes:
        tree = Growing.at(size, hashes)
        for number in range(size, SIZES):
            tree.add(leaf_hash(b"%d" % number))
        return tree.root()

    assert {grown(size, ROW) for size in range(SIZES + 1)} == {ROW.tree.root()}
