"""Bags: written, verified by strangers, disclosed in part, taken in, and spoilt."""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from countersight.errors import BagError, HoldingError, LogError
from countersight.ids import EntryNumber, digest
from countersight.model.capture import Capture, Receipt, Rendition, RenditionKind
from countersight.model.event import Event, EventKind, JsonValue
from countersight.ports import Erasure
from countersight.preserve.log.notes import Verifier
from countersight.preserve.telling import capture_event, derived_event
from countersight.publish.bag import About, Export, Report, disclose, export, import_bag, verify
from countersight.publish.bag.layout import manifest, object_path, read_manifest, safe
from countersight.publish.bag.walking import file_digest, walk
from countersight.stores.case import Workspace, create_workspace
from time_authority import Authority

NOON = "2026-11-24T12:00:00Z"
BY = "Registry"
ORIGIN = "example.org/case/1"
LETTER = b"Operational matters are not within our remit."
TEXT = LETTER.lower()


class Noon:
    """A watch that stands still."""

    def now(self) -> str:
        return NOON


def said(kind: EventKind = EventKind.STATE, **body: JsonValue) -> Event:
    return Event(kind, NOON, BY, body)


def filled(folder: Path) -> Workspace:
    """Return a small case: a letter, its text, two statements, an erased one, a checkpoint."""
    case = create_workspace(folder, origin=ORIGIN)
    case.blobs.put([LETTER, TEXT, b"left by a crash"])
    capture = Capture(
        digest(LETTER), len(LETTER), "text/plain", Receipt("a", "file", "e\u0301\n../x.txt")
    )
    text = Rendition(digest(LETTER), digest(TEXT), RenditionKind.TEXT, "plain", "1")
    case.log.append(
        [
            capture_event(capture, at=NOON, by=BY),
            derived_event(text, at=NOON, by=BY),
            said(type="statement", words="erase me"),
            said(type="statement", words="stays"),
        ]
    )
    case.checkpoint()
    case.erase(
        [said(EventKind.REDACT, type="erasure", reason="safety")], Erasure([EntryNumber(2)])
    )
    return case


FILES = (("case.jsonl", b'{"id":"K1"}\n'), ("annotations/1.jsonld", b"{}\n"))
WHAT = Export(About("Case 1", "A supplier and its claims", "Registry"), BY, FILES)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Path]]:
    folder = tmp_path_factory.mktemp("origin")
    case = filled(folder / "case")
    export(case, folder / "bag", WHAT, watch=Noon())
    yield case, folder / "bag"
    case.close()


@pytest.fixture
def bag(origin: tuple[Workspace, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(origin[1], tmp_path / "bag"))


def rewrite(bag: Path) -> None:
    """Write both manifests anew, as one would who changes a bag and can hash."""
    for name, payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        digests = {
            path: file_digest(bag / path)
            for path in walk(bag)
            if path.startswith("data/") is payload and path != "tagmanifest-sha256.txt"
        }
        (bag / name).write_bytes(manifest(digests))


def codes(report: Report) -> set[str]:
    return {flaw.code for flaw in report.flaws}


def test_a_bag_holds_and_says_what_it_holds(bag: Path, origin: tuple[Workspace, Path]) -> None:
    report = verify(bag)
    assert report.flaws == ()
    assert report.holds
    assert (report.origin, report.size, report.erased, report.set_back) == (ORIGIN, 6, 1, 0)
    assert report.signed_by == origin[0].verifiers()[0]
    assert report.files == len(list(walk(bag)))


def test_a_bag_has_the_parts_that_its_page_names(bag: Path) -> None:
    there = set(walk(bag))
    assert {
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "VERIFY.txt",
        "verify.sh",
        "verify.py",
        "data/case.jsonl",
        "data/annotations/1.jsonld",
        "data/ro-crate-metadata.json",
        "data/log/entries.jsonl",
        "data/log/sealed.jsonl",
        "data/log/checkpoint",
        "data/log/checkpoints/000000000004",
        "data/log/keys/01.pem",
        "data/log/keys/01.vkey",
        "data/log/tile/0/000.p/6",
        "data/log/tile/entries/000.p/6",
        object_path(digest(LETTER)),
        object_path(digest(TEXT)),
    } == there
    assert b"erase me" not in (bag / "data/log/sealed.jsonl").read_bytes()


def test_the_crate_describes_the_documents(bag: Path) -> None:
    graph = json.loads((bag / "data/ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    by_id = {one["@id"]: one for one in graph}
    assert by_id["./"]["name"] == "Case 1"
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    for part in by_id["./"]["hasPart"]:
        assert (bag / "data" / part["@id"]).is_file()
    letter = by_id[object_path(digest(LETTER)).removeprefix("data/")]
    assert letter["sha256"] == digest(LETTER)


def stranger(bag: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "verify.sh"],  # noqa: S607
        cwd=bag,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def tools(program: Callable[[str], str]) -> None:
    for name in ("sha256sum", "openssl", "python3"):
        program(name)


@pytest.mark.usefixtures("tools")
def test_a_stranger_verifies_a_bag_without_this_software(bag: Path) -> None:
    done = stranger(bag)
    assert done.returncode == 0, done.stderr
    assert "1. Every file" in done.stdout
    assert "2. The checkpoint is signed by data/log/keys/01.pem" in done.stdout
    assert f"3. The log {ORIGIN} holds: 6 entries, 1 of them erased." in done.stdout


def by_hand(bag: Path) -> subprocess.CompletedProcess[str]:
    """Run what VERIFY.txt tells to run by hand, but for the time, in the folder of the bag."""
    told = (bag / "VERIFY.txt").read_text("utf-8").split("Or do by hand")[1].split("\n4. ")[0]
    commands = [line[7:] for line in told.split("\n") if line.startswith(" " * 7)]
    return subprocess.run(
        ["sh", "-e"],  # noqa: S607
        cwd=bag,
        input="\n".join(commands),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.usefixtures("tools")
def test_a_bag_that_was_verified_by_hand_still_holds(bag: Path) -> None:
    before = sorted(walk(bag))
    done = by_hand(bag)
    assert done.returncode == 0, done.stderr
    assert "Signature Verified Successfully" in done.stdout
    assert sorted(walk(bag)) == before
    assert verify(bag).holds


@pytest.mark.usefixtures("tools")
def test_the_bag_of_one_document_tells_how_to_verify_that_document(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    folder = disclosed(case, tmp_path / "one")
    case.close()
    done = by_hand(folder)
    assert done.returncode == 0, done.stderr
    assert f"3. The document {digest(LETTER)} stands in the log" in done.stdout
    assert verify(folder).holds
    told = " ".join((folder / "VERIFY.txt").read_text("utf-8").split())
    assert "In the bag of one document alone, this climbs from data/log/entry.json" in told


def flip(path: Path, at: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))


PAYLOAD = (
    "data/log/entries.jsonl",
    "data/log/sealed.jsonl",
    "data/log/checkpoint",
    "data/log/keys/01.vkey",
    "data/log/checkpoints/000000000004",
    "data/log/tile/0/000.p/6",
    "data/log/tile/entries/000.p/6",
    "data/case.jsonl",
    object_path(digest(LETTER)),
)


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("path", [*PAYLOAD[:3], *PAYLOAD[-2:]], ids=range(5))
def test_a_stranger_catches_a_change_even_with_new_manifests(bag: Path, path: str) -> None:
    flip(bag / path, (bag / path).stat().st_size // 2, 2)
    assert stranger(bag).returncode != 0
    rewrite(bag)
    done = stranger(bag)
    assert done.returncode != 0, done.stdout


@pytest.mark.usefixtures("tools")
def test_a_stranger_catches_a_file_too_many(bag: Path) -> None:
    (bag / "data/more.txt").write_text("more")
    assert stranger(bag).returncode != 0


def test_every_byte_of_a_bag_counts(bag: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    checked = 0
    for path in sorted(walk(bag)):
        step = 9 if path.startswith(("VERIFY", "verify")) else 1
        for at in range(0, (bag / path).stat().st_size, step):
            bit = chance.randrange(8)
            flip(bag / path, at, bit)
            assert not verify(bag).holds, (path, at, bit)
            flip(bag / path, at, bit)
            checked += 1
    assert checked > 7_000
    assert verify(bag).holds


@pytest.mark.parametrize("path", PAYLOAD, ids=range(len(PAYLOAD)))
def test_a_changed_bit_is_caught_by_the_log_when_the_manifests_are_made_anew(
    bag: Path, path: str
) -> None:
    size = (bag / path).stat().st_size
    for at in range(0, size, max(1, size // 12)):
        flip(bag / path, at, at % 8)
        rewrite(bag)
        assert not verify(bag).holds, (path, at)
        flip(bag / path, at, at % 8)


def test_a_log_cut_short_is_caught(bag: Path) -> None:
    for name in ("entries", "sealed"):
        path = bag / f"data/log/{name}.jsonl"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    rewrite(bag)
    assert "log" in codes(verify(bag))


def test_a_bag_signed_by_another_is_caught_where_a_key_is_trusted(
    origin: tuple[Workspace, Path], bag: Path, tmp_path: Path
) -> None:
    case, _ = origin
    assert verify(bag, trusted=case.verifiers()).holds
    other = filled(tmp_path / "forged")
    export(other, tmp_path / "other", WHAT, watch=Noon())
    other.close()
    assert verify(tmp_path / "other").holds
    assert not verify(tmp_path / "other", trusted=case.verifiers()).holds


def test_an_object_that_is_gone_or_too_many_is_caught(bag: Path) -> None:
    (bag / object_path(digest(LETTER))).unlink()
    more = bag / object_path(digest(b"more"))
    more.parent.mkdir(exist_ok=True)
    more.write_bytes(b"more")
    assert codes(verify(bag)) == {"file"}
    rewrite(bag)
    assert codes(verify(bag)) == {"object", "payload"}


@pytest.mark.parametrize("name", ["e\u0301", "a\nb", "a b", "-rf", ".hidden", "ä", "x" * 200])
def test_a_hostile_name_in_a_bag_is_told(bag: Path, name: str) -> None:
    (bag / "data" / name).write_text("x")
    assert not verify(bag).holds
    with pytest.raises(BagError):
        safe(name)


def test_a_link_in_a_bag_is_told(bag: Path) -> None:
    (bag / "data/passwd").symlink_to("/etc/passwd")
    assert codes(verify(bag)) == {"bag"}


def test_a_pipe_in_a_bag_is_told_and_not_waited_for(bag: Path) -> None:
    os.mkfifo(bag / "data/pipe")
    assert codes(verify(bag)) == {"bag"}


@pytest.mark.parametrize(
    "line",
    [
        b"0" * 64 + b"  ../../etc/passwd\n",
        b"0" * 64 + b"  /etc/passwd\n",
        b"0" * 64 + b" *data/case.jsonl\n",
        b"A" * 64 + b"  data/case.jsonl\n",
        b"0" * 64 + b"  data/a%0Ab\n",
        b"\\" + b"0" * 64 + b"  data/a\\nb\n",
        b"0" * 64 + b"  data/case.jsonl",
        b"\n",
        b"0" * 64 + b"  data/" + b"a" * 5_000_000 + b"\n",
    ],
    ids=range(9),
)
def test_a_manifest_written_otherwise_is_refused(line: bytes) -> None:
    with pytest.raises(BagError):
        read_manifest(line)


def test_a_huge_manifest_is_not_read(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countersight.publish.bag.walking.MOST_FILES", 5)
    assert codes(verify(bag)) == {"bag"}


@pytest.mark.parametrize("name", ["", "nothing", "file"])
def test_what_is_no_bag_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    assert not verify(tmp_path / name).holds


def test_a_bag_is_not_written_over_anything(origin: tuple[Workspace, Path], bag: Path) -> None:
    with pytest.raises(BagError, match="already"):
        export(origin[0], bag, WHAT, watch=Noon())


@pytest.mark.parametrize("path", ["../x", "log/x", "objects/x", "a\nb", "/x", "case.jsonl"])
def test_a_file_stands_only_where_a_bag_lets_it(tmp_path: Path, path: str) -> None:
    case = filled(tmp_path / "case")
    what = Export(About("Case"), BY, (("case.jsonl", b""), (path, b"")))
    with pytest.raises(BagError):
        export(case, tmp_path / "bag", what, watch=Noon())
    assert {one.name for one in tmp_path.iterdir()} == {"case"}, "nothing is left"
    case.close()


def test_damaged_bytes_are_not_exported(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    case.blobs.path(digest(LETTER)).write_bytes(b"changed")
    with pytest.raises(HoldingError, match="no longer"):
        export(case, tmp_path / "bag", WHAT, watch=Noon())
    case.blobs.path(digest(LETTER)).unlink()
    with pytest.raises(HoldingError, match="not held"):
        export(case, tmp_path / "bag", WHAT, watch=Noon())
    case.close()


def test_a_case_comes_back_from_its_bag_and_goes_on(bag: Path, tmp_path: Path) -> None:
    case = create_workspace(tmp_path / "again", origin=ORIGIN)
    report = import_bag(bag, case)
    assert case.log.size() == report.size == 6
    assert case.blobs.get(digest(LETTER)) == LETTER
    assert [one.size for one in case.checkpoints()] == [4, 6]
    case.log.append([said(type="statement", words="later")])
    export(case, tmp_path / "next", WHAT, watch=Noon())
    case.close()
    after = verify(tmp_path / "next")
    assert after.flaws == ()
    assert (after.size, after.erased) == (8, 1)
    assert (tmp_path / "next/data/log/keys/02.vkey").is_file(), "both keys are told"


def test_lines_and_bytes_are_the_same_after_export_and_import(
    origin: tuple[Workspace, Path], bag: Path, tmp_path: Path
) -> None:
    case = create_workspace(tmp_path / "again", origin=ORIGIN)
    import_bag(bag, case)
    assert list(case.log.lines()) == list(origin[0].log.lines(0, 6))
    case.close()


def test_a_spoilt_bag_is_not_taken_in(bag: Path, tmp_path: Path) -> None:
    flip(bag / "data/case.jsonl", 0, 0)
    case = create_workspace(tmp_path / "again", origin=ORIGIN)
    with pytest.raises(BagError, match="nothing is taken in"):
        import_bag(bag, case)
    assert case.log.size() == 0
    assert list(case.blobs.names()) == []
    case.close()


def test_a_bag_is_not_taken_into_another_case(bag: Path, tmp_path: Path) -> None:
    other = create_workspace(tmp_path / "other", origin="example.org/case/2")
    with pytest.raises(BagError, match=r"case/2"):
        import_bag(bag, other)
    other.close()
    full = filled(tmp_path / "full")
    with pytest.raises(LogError, match="already"):
        import_bag(bag, full)
    full.close()


def disclosed(case: Workspace, folder: Path) -> Path:
    disclose(case, digest(LETTER), folder, by=BY, watch=Noon())
    return folder


@pytest.mark.usefixtures("tools")
def test_one_document_is_disclosed_alone_with_its_proof(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    folder = disclosed(case, tmp_path / "one")
    case.close()
    report = verify(folder)
    assert report.flaws == ()
    assert (report.origin, report.size) == (ORIGIN, 6)
    whole = b"".join((folder / path).read_bytes() for path in walk(folder))
    assert b"stays" not in whole
    done = stranger(folder)
    assert done.returncode == 0, done.stderr
    assert f"3. The document {digest(LETTER)} stands in the log {ORIGIN}." in done.stdout


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    "path",
    ["data/log/entry.json", "data/log/sealed.json", "data/log/entry.tlog-proof", "object"],
)
def test_a_changed_disclosure_is_caught(tmp_path: Path, path: str) -> None:
    case = filled(tmp_path / "case")
    folder = disclosed(case, tmp_path / "one")
    case.close()
    file = folder / (object_path(digest(LETTER)) if path == "object" else path)
    for at in range(0, file.stat().st_size, max(1, file.stat().st_size // 20)):
        flip(file, at, at % 7)
        rewrite(folder)
        assert not verify(folder).holds, at
        flip(file, at, at % 7)
    flip(file, 40, 1)
    rewrite(folder)
    assert stranger(folder).returncode != 0


def test_a_document_that_is_not_there_is_not_disclosed(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    for name in (digest(b"none"), digest(TEXT)):
        with pytest.raises(HoldingError):
            disclose(case, name, tmp_path / "one", by=BY, watch=Noon())
    case.close()


def test_a_disclosure_is_no_whole_case(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    folder = disclosed(case, tmp_path / "one")
    case.close()
    again = create_workspace(tmp_path / "again", origin=ORIGIN)
    with pytest.raises(BagError, match="no whole case"):
        import_bag(folder, again)
    again.close()


def test_a_clock_that_was_set_back_is_counted(tmp_path: Path) -> None:
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    late = Event(EventKind.STATE, "2026-11-25T12:00:00Z", BY, {})
    case.log.append([late, said()])
    export(case, tmp_path / "bag", Export(About("Case"), BY), watch=Noon())
    case.close()
    assert verify(tmp_path / "bag").set_back == 2


def test_a_log_of_many_entries_has_whole_tiles(tmp_path: Path) -> None:
    case = create_workspace(tmp_path / "case", origin=ORIGIN)
    case.log.append([said(number=number) for number in range(700)])
    export(case, tmp_path / "bag", Export(About("Case"), BY), watch=Noon())
    case.close()
    assert verify(tmp_path / "bag").flaws == ()
    tiles = sorted(path for path in walk(tmp_path / "bag") if "/tile/" in path)
    assert [path.removeprefix("data/log/tile/") for path in tiles] == [
        "0/000",
        "0/001",
        "0/002.p/189",
        "1/000.p/2",
        "entries/000",
        "entries/001",
        "entries/002.p/189",
    ]
    (tmp_path / "bag/data/log/tile/1/000.p/2").write_bytes(bytes(64))
    rewrite(tmp_path / "bag")
    assert codes(verify(tmp_path / "bag")) == {"log"}


def test_a_key_is_compared_with_its_other_writing(bag: Path) -> None:
    other = Verifier(ORIGIN, bytes(32))
    (bag / "data/log/keys/01.pem").write_bytes(other.pem())
    rewrite(bag)
    (flaw,) = verify(bag).flaws
    assert "two writings" in flaw.what


class Stamps:
    """An authority that always answers the same."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def stamp(self, note: str) -> tuple[bytes, str]:
        assert ORIGIN in note
        return self.answer, "no certificate"


@pytest.mark.usefixtures("tools")
def test_a_stamp_of_an_authority_goes_with_the_bag_and_back(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    (tmp_path / "tsa").mkdir()
    what = Export(About("Case"), BY, authority=Authority(tmp_path / "tsa"))
    export(case, tmp_path / "bag", what, watch=Noon())
    case.close()
    report = verify(tmp_path / "bag")
    assert report.flaws == ()
    assert report.stamped.startswith("20")
    done = stranger(tmp_path / "bag")
    assert done.returncode == 0, done.stderr
    assert "4. An authority of time saw the checkpoint." in done.stdout
    again = create_workspace(tmp_path / "again", origin=ORIGIN)
    import_bag(tmp_path / "bag", again)
    *_, last = again.checkpoints()
    assert last.stamp is not None
    again.close()


def test_a_stamp_that_does_not_hold_is_told(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    what = Export(About("Case"), BY, authority=Stamps(b"no answer"))
    export(case, tmp_path / "bag", what, watch=Noon())
    case.close()
    assert codes(verify(tmp_path / "bag")) == {"stamp"}


def test_two_exports_are_two_events(tmp_path: Path) -> None:
    case = filled(tmp_path / "case")
    for name in ("one", "two"):
        export(case, tmp_path / name, WHAT, watch=Noon())
    case.close()
    assert [verify(tmp_path / name).size for name in ("one", "two")] == [6, 7]
