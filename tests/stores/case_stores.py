"""What every store of a case must do, whichever database it keeps its log in."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from countersight.errors import HoldingError, LogError
from countersight.ids import EntryNumber, Sha256, digest
from countersight.model.capture import Capture, NoRendition, Receipt, Rendition, RenditionKind
from countersight.model.event import Event, EventKind, JsonValue
from countersight.ports import Erasure, SignedCheckpoint
from countersight.preserve.log.notes import Verifier, verify
from countersight.preserve.log.tree import (
    continues,
    includes,
    leaf_hash,
    prove_consistency,
    prove_inclusion,
    root,
)
from countersight.preserve.telling import capture_event, capture_in, derived_event, derived_in
from countersight.stores.case import Workspace

NOON = "2026-11-24T12:00:00Z"
BY = "Registry"
Make: TypeAlias = Callable[[], Workspace]


def said(number: int, *, at: str = NOON, **more: JsonValue) -> Event:
    return Event(EventKind.STATE, at, BY, {"type": "statement", "number": number, **more})


def added(data: bytes) -> Event:
    capture = Capture(digest(data), len(data), "text/plain", Receipt("a.txt", "file", "a.txt"))
    return capture_event(capture, at=NOON, by=BY)


class StoreContract:
    """Tests that a class of tests inherits; it has a fixture ``make``."""

    @pytest.fixture
    def case(self, make: Make) -> Workspace:
        return make()

    def test_a_new_case_has_an_empty_log_with_a_name(self, case: Workspace) -> None:
        assert case.log.size() == 0
        assert list(case.log.entries()) == []
        assert case.log.origin == "example.org/case/1"

    def test_events_come_back_in_order_with_numbers_from_0(self, case: Workspace) -> None:
        events = [said(number) for number in range(5)]
        first = case.log.append(events[:2])
        second = case.log.append(events[2:])
        assert [entry.event for entry in (*first, *second)] == events
        assert list(case.log.entries()) == [*first, *second]
        assert [entry.number for entry in case.log.entries(3)] == [3, 4]
        assert [entry.number for entry in case.log.entries(1, 3)] == [1, 2]
        assert [entry.number for entry in case.log.entries(4, 99)] == [4]

    def test_appending_nothing_changes_nothing(self, case: Workspace) -> None:
        assert case.log.append([]) == ()
        assert case.log.size() == 0

    def test_of_a_batch_with_a_bad_event_nothing_is_kept(self, case: Workspace) -> None:
        with pytest.raises(LogError):
            case.log.append([said(0), said(1, wrong=float("nan"))])
        assert case.log.size() == 0
        case.log.append([said(2)])
        assert case.log.size() == 1

    def test_each_state_of_the_log_continues_the_states_before(self, case: Workspace) -> None:
        for number in range(20):
            case.log.append([said(number)] * (1 + number % 3))
        size, hashes = case.log.size(), case.log.hashes
        whole = root(size, hashes)
        for number, (line, _) in enumerate(case.log.lines()):
            proof = prove_inclusion(number, size, hashes)
            assert includes(proof, leaf_hash(line.encode()), whole)
        for smaller in range(1, size + 1):
            grown = prove_consistency(smaller, size, hashes)
            assert continues(grown, root(smaller, hashes), whole)

    def test_a_checkpoint_is_signed_and_kept(self, case: Workspace) -> None:
        case.log.append([said(0)])
        note = case.checkpoint()
        keys = [Verifier.parse(one) for one in case.verifiers()]
        assert verify(note, keys).size == 1
        case.keep_checkpoint(SignedCheckpoint(1, note, b"answer", "certificate"))
        case.checkpoint()
        assert list(case.checkpoints()) == [SignedCheckpoint(1, note, b"answer", "certificate")]

    def test_a_clock_set_back_is_told_and_the_order_stays(self, case: Workspace) -> None:
        case.log.append([said(0, at="2026-11-24T12:00:05Z")])
        case.log.append([said(1, at="2026-11-24T12:00:04Z")])
        case.log.append(
            [said(2, at="2026-11-24T12:00:04.9Z"), said(3, at="2026-11-24T12:00:05Z")]
        )
        assert [entry.set_back for entry in case.log.entries()] == [False, True, True, False]

    def test_bytes_come_back_by_their_digest(self, case: Workspace) -> None:
        names = case.blobs.put([b"one", b"", b"one"])
        assert names == (digest(b"one"), digest(b""), digest(b"one"))
        assert [case.blobs.get(name) for name in names] == [b"one", b"", b"one"]
        assert list(case.blobs.names()) == sorted({*names})

    def test_bytes_that_are_not_held_are_told(self, case: Workspace) -> None:
        assert not case.blobs.holds(digest(b"none"))
        for name in (digest(b"none"), Sha256("../../etc/passwd"), Sha256("A" * 64)):
            with pytest.raises(HoldingError):
                case.blobs.get(name)

    def test_an_erasure_leaves_the_tree_and_says_why(self, case: Workspace) -> None:
        (name,) = case.blobs.put([b"words"])
        case.log.append([added(b"words"), said(1)])
        before = root(2, case.log.hashes)
        why = Event(
            EventKind.REDACT, NOON, BY, {"type": "erasure", "reason": "a court's order"}
        )
        made, texts = case.erase([why], Erasure([EntryNumber(0)], [name]))
        assert (made.number, len(texts)) == (2, 1)
        assert digest(texts[0].encode()) == next(case.log.entries()).sealed
        left = list(case.log.entries())
        assert [entry.event is None for entry in left] == [True, False, False]
        assert left[2].event == why
        assert root(2, case.log.hashes) == before
        assert not case.blobs.holds(name)
        assert case.log.pending_erasures() == ()

    def test_an_erasure_that_was_cut_short_is_finished(self, case: Workspace) -> None:
        (name,) = case.blobs.put([b"words"])
        case.log.append([added(b"words")])
        why = Event(EventKind.REDACT, NOON, BY, {"reason": "safety"})
        case.log.erase([why], Erasure([EntryNumber(0)], [name]))
        assert case.blobs.holds(name)
        case.finish_erasures()
        assert not case.blobs.holds(name)

    def test_captures_and_renditions_come_back_from_the_log(self, case: Workspace) -> None:
        data = b"words"
        text = Rendition(
            digest(data), digest(b"w"), RenditionKind.TEXT, "tool", "1", {"mode": "all"}
        )
        none = NoRendition(digest(data), "encrypted", "needs a password", "tool", "1")
        part = Capture(
            digest(b"p"), 1, "text/plain", Receipt("mail", "part", "p", "x/y", digest(data), 1)
        )
        case.log.append(
            [
                added(data),
                derived_event(text, at=NOON, by=BY),
                derived_event(none, at=NOON, by=BY),
                capture_event(part, at=NOON, by=BY),
            ]
        )
        first, second, third, fourth = case.log.entries()
        held = capture_in(first)
        assert held is not None
        assert held.capture.digest == digest(data)
        assert derived_in(second) == text
        assert derived_in(third) == none
        inner = capture_in(fourth)
        assert inner is not None
        assert inner.capture == part

    def test_a_log_is_rebuilt_and_restored_the_same(self, case: Workspace, make: Make) -> None:
        case.log.append([added(b"words"), *(said(number) for number in range(30))])
        lines, whole = list(case.log.lines()), root(31, case.log.hashes)
        case.rebuild()
        assert root(31, case.log.hashes) == whole
        other = make()
        assert other.log.restore(lines) == 31
        assert root(31, other.log.hashes) == whole
        assert list(other.log.lines()) == lines
        with pytest.raises(LogError, match="already"):
            other.log.restore(lines)

    def test_of_a_damaged_log_nothing_is_restored(self, make: Make, case: Workspace) -> None:
        case.log.append([said(0), said(1)])
        (line, sealed), second = case.log.lines()
        other = make()
        with pytest.raises(LogError):
            other.log.restore([(line, sealed), (second[0], sealed)])
        assert other.log.size() == 0
