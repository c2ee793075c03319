"""Documents into a case, and what changed between two captures."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from document_makers import WORDS, mail, nested, page, pdf
from hypothesis import given
from hypothesis import strategies as st

from countersight.errors import HoldingError, SourceError
from countersight.ids import digest
from countersight.model.capture import Receipt, RenditionKind
from countersight.model.event import Event, EventKind
from countersight.ports import SignedCheckpoint
from countersight.preserve.adding import Added, Adder
from countersight.preserve.checking import check
from countersight.preserve.differences import differences
from countersight.preserve.log.tree import root
from countersight.preserve.parsing import Limits, Parsers
from countersight.preserve.parsing.made import Answer
from countersight.preserve.redacting import What, redact
from countersight.preserve.telling import capture_in, derived_in
from countersight.stores.case import Workspace, create_workspace

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


class Noon:
    """A watch that stands still."""

    def now(self) -> str:
        return "2026-11-24T12:00:00Z"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "case", origin="example.org/case/1")
    yield made
    made.close()


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers(Limits(parts=6, depth=2)) as made:
        yield made


def add(case: Workspace, parsers: Parsers, *documents: tuple[bytes, Receipt]) -> list[Added]:
    return list(Adder(case, parsers, Noon(), "Registry").add(documents))


def receipt(source: str = "https://supplier.example/a", claimed_type: str = "") -> Receipt:
    return Receipt(source, "download", claimed_type=claimed_type)


def test_a_document_is_kept_with_its_renditions_and_told_in_the_log(
    case: Workspace, parsers: Parsers
) -> None:
    data = pdf([[WORDS]])
    (added,) = add(case, parsers, (data, receipt(claimed_type="application/x-pdf")))
    assert case.blobs.get(added.capture.digest) == data
    assert [one.kind for one in added.renditions] == [RenditionKind.TEXT, RenditionKind.PAGEMAP]
    assert case.blobs.get(added.renditions[0].digest) == WORDS.encode()
    first, *others = case.log.entries()
    held = capture_in(first)
    assert held is not None
    assert (held.capture, held.by, held.at) == (added.capture, "Registry", Noon().now())
    assert held.capture.media_type == "application/pdf"
    assert held.capture.receipt.claimed_type == "application/x-pdf"
    assert tuple(derived_in(one) for one in others) == added.renditions


def test_the_same_address_twice_is_two_captures_with_a_difference(
    case: Workspace, parsers: Parsers
) -> None:
    before, after = (
        page(f"<article><p>We do {word} oversee our devices.</p></article>")
        for word in ("not", "always")
    )
    one, two = add(case, parsers, (before, receipt()), (after, receipt()))
    assert one.capture.digest != two.capture.digest
    texts = [case.blobs.get(added.renditions[0].digest).decode() for added in (one, two)]
    assert [(found.before, found.after) for found in differences(*texts)] == [("not", "always")]


def test_the_same_bytes_twice_are_two_captures_of_one_digest(
    case: Workspace, parsers: Parsers
) -> None:
    add(case, parsers, (b"words", receipt("a")), (b"words", receipt("b")))
    held = [found for entry in case.log.entries() if (found := capture_in(entry))]
    assert [one.capture.receipt.source for one in held] == ["a", "b"]
    assert {one.capture.digest for one in held} == {digest(b"words")}


def test_a_document_that_cannot_be_read_is_kept_and_told(
    case: Workspace, parsers: Parsers
) -> None:
    locked, picture = pdf([[WORDS]], password=WORDS), PNG
    added = add(case, parsers, (locked, receipt()), (picture, receipt()))
    assert [one.failures[0].code for one in added] == ["encrypted", "no_text"]
    assert [one.renditions for one in added] == [(), ()]
    assert case.blobs.get(digest(locked)) == locked
    told = [found for entry in case.log.entries() if (found := derived_in(entry))]
    assert told == [one.failures[0] for one in added]


def test_what_is_attached_to_a_mail_is_a_capture_of_its_own(
    case: Workspace, parsers: Parsers
) -> None:
    inner = mail("the tender record", (PNG, "text/html", "../../etc/passwd.png"))
    inner = inner.replace(b"passwd.png", b"passwd=0A.png")
    data = mail(WORDS, (inner, "application/octet-stream", "e\u0301.eml"))
    outer, middle, picture = add(case, parsers, (data, receipt()))
    assert middle.capture.receipt.parent == outer.capture.digest
    assert middle.capture.media_type == "message/rfc822"
    assert middle.capture.receipt.name == "e\u0301.eml"
    assert picture.capture.receipt.parent == middle.capture.digest
    assert picture.capture.receipt.depth == 2
    assert (picture.capture.media_type, picture.capture.receipt.claimed_type) == (
        "image/png",
        "text/html",
    )
    assert "passwd" in picture.capture.receipt.name
    kept = {path.name for path in case.blobs.path(digest(data)).parents[1].rglob("*")}
    assert {name for name in kept if len(name) > 2} == set(case.blobs.names())


def test_mails_within_mails_end_at_a_depth_that_is_told(
    case: Workspace, parsers: Parsers
) -> None:
    added = add(case, parsers, (nested(5), receipt()))
    assert [one.capture.receipt.depth for one in added] == [0, 1, 2]
    assert added[-1].failures[0].code == "too_deep"
    assert added[-1].renditions


def test_parts_end_at_a_number_that_is_told(case: Workspace, parsers: Parsers) -> None:
    many = [(b"x%d" % number, "image/png", "a.png") for number in range(5)]
    data = mail("outer", *((mail("inner", *many), "x/y", "a.eml") for _ in range(3)))
    added = add(case, parsers, (data, receipt()))
    assert len(added) == 1 + 6
    assert any(one.failures and one.failures[0].code == "too_many_parts" for one in added)


def test_many_documents_are_written_in_stretches(
    case: Workspace, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("countersight.preserve.adding._MOST_WAITING", 4)
    told = Adder(case, parsers, Noon(), "Registry").add(
        (b"words %d" % number, receipt()) for number in range(10)
    )
    next(told)
    assert case.log.size() == 8, "what is told of is kept"
    assert len(list(told)) == 9
    assert case.log.size() == 20


@given(st.text(alphabet="ab c\n", max_size=30), st.text(alphabet="ab c\n", max_size=30))
def test_differences_turn_one_text_into_the_other(before: str, after: str) -> None:
    made, at = [], 0
    for one in differences(before, after):
        assert before[slice(*one.before_at)] == one.before
        assert after[slice(*one.after_at)] == one.after
        made += before[at : one.before_at[0]].split() + one.after.split()
        at = one.before_at[1]
    assert made + before[at:].split() == after.split()


def test_differences_of_long_texts_are_found_between_words_that_stand_once() -> None:
    before = " ".join(f"w{number}" for number in range(30_000))
    after = before.replace("w7000 ", "changed ").replace(" w29000", "") + " more"
    found = [(one.before, one.after) for one in differences(before, after)]
    assert found == [("w7000", "changed"), ("w29000", ""), ("", "more")]


def test_long_texts_with_nothing_in_common_are_one_change() -> None:
    (one,) = differences("a b " * 5_000, "c d " * 5_000)
    assert one.before_at == (0, 19_999)


def test_an_erased_document_goes_with_its_text_its_parts_and_what_names_it(
    case: Workspace, parsers: Parsers
) -> None:
    letter = mail(WORDS, (b"%PDF-1.7 rubbish", "application/pdf", "a.pdf"))
    outer, inner = add(case, parsers, (letter, receipt()))
    add(case, parsers, (b"another", receipt()))
    text = outer.renditions[0].digest
    case.log.append(
        [
            Event(
                EventKind.CITE, Noon().now(), "Registry", {"rendition": text, "words": WORDS}
            ),
            Event(EventKind.STATE, Noon().now(), "Registry", {"words": "stays"}),
        ]
    )
    before = root(case.log.size(), case.log.hashes)
    erased = redact(
        case, What("a court's order", "Registry", (outer.capture.digest,)), watch=Noon()
    )
    assert root(erased.entry.number, case.log.hashes) == before
    assert set(erased.digests) == {outer.capture.digest, inner.capture.digest, text}
    assert not any(case.blobs.holds(name) for name in erased.digests)
    assert case.blobs.holds(digest(b"another"))
    left = [entry for entry in case.log.entries() if entry.event is None]
    assert tuple(entry.number for entry in left) == erased.numbers
    assert [digest(text.encode()) for text in erased.sealed] == [one.sealed for one in left]
    assert WORDS not in str([entry.event for entry in case.log.entries()])
    assert "stays" in str([entry.event for entry in case.log.entries()])
    assert list(check(case)) == []


def test_nothing_is_erased_that_is_not_there(case: Workspace) -> None:
    with pytest.raises(HoldingError):
        redact(case, What("safety", "Registry", (digest(b"none"),)), watch=Noon())
    assert case.log.size() == 0


def test_a_check_finds_what_is_gone_and_what_changed(case: Workspace, parsers: Parsers) -> None:
    one, two = add(case, parsers, (b"one", receipt()), (b"two", receipt()))
    case.checkpoint()
    assert list(check(case)) == []
    case.blobs.path(one.capture.digest).unlink()
    case.blobs.path(two.capture.digest).write_bytes(b"changed")
    assert {flaw.where for flaw in check(case)} == {one.capture.digest, two.capture.digest}
    case.keep_checkpoint(SignedCheckpoint(1, next(case.checkpoints()).note))
    assert {flaw.code for flaw in check(case)} == {"object", "log"}


class Slow(Parsers):
    """Reads the first documents more slowly than those that come after, three at a time."""

    at_once = 3

    def parse(self, media_type: str, data: bytes) -> Answer:
        time.sleep(0.05 if data in {b"0", b"1"} else 0.0)
        return super().parse(media_type, data)


def test_documents_read_at_a_time_are_kept_in_their_order(case: Workspace) -> None:
    drawn: list[int] = []

    def documents() -> Iterator[tuple[bytes, Receipt]]:
        for number in range(40):
            drawn.append(number)
            yield b"%d" % number, receipt(f"{number}.txt")

    with Slow() as parsers:
        adder = Adder(case, parsers, Noon(), "Registry")
        first, *_ = adder.batches(documents())
        assert [added.capture.receipt.source for added, _ in first.added] == [
            f"{number}.txt" for number in range(40)
        ]
        drawn.clear()
        next(adder._ahead(documents()))
        assert len(drawn) <= 2 * 3 + 1, "no more is held than is read"


def test_a_document_that_cannot_be_had_ends_the_reading(case: Workspace) -> None:
    def documents() -> Iterator[tuple[bytes, Receipt]]:
        yield b"one", receipt()
        raise SourceError("it is not there")

    with Slow() as parsers, pytest.raises(SourceError):
        list(Adder(case, parsers, Noon(), "Registry").add(documents()))
    assert case.log.size() == 0
