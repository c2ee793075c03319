"""Lines, seals, signed checkpoints, tiles, proofs as files, time stamps."""

import base64
import struct
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from countersight.errors import LogError
from countersight.ids import digest
from countersight.model.event import Event, EventKind, JsonValue
from countersight.model.proof import Checkpoint
from countersight.preserve.log.lines import canonical, entry, is_canonical, seal
from countersight.preserve.log.notes import Verifier, read, sign, text_of, verify
from countersight.preserve.log.proofs import read_proof, write_proof
from countersight.preserve.log.tiles import entry_tiles, hash_tiles, tile_path
from countersight.preserve.log.timestamps import check_timestamp, timestamp_request
from countersight.preserve.log.tree import Growing, leaf_hash, place, prove_inclusion
from time_authority import Authority

NOON = "2026-11-24T12:00:00Z"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = Verifier.of("example.org/case/1", KEY.public_key())
CHECKPOINT = Checkpoint("example.org/case/1", 3, bytes(range(32)))


def event(at: str = NOON, **body: JsonValue) -> Event:
    return Event(EventKind.STATE, at, "Registry", body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=5), st.text())
def test_an_event_comes_back_from_its_line_and_its_sealed_text(
    body: dict[str, JsonValue], by: str
) -> None:
    said = Event(EventKind.CITE, NOON, by, body)
    line, sealed = seal(said)
    assert entry(4, line, sealed).event == said
    assert is_canonical(line)
    assert is_canonical(sealed)
    assert "\n" not in line + sealed


def test_the_line_tells_nothing_of_what_may_have_to_be_erased() -> None:
    line, _ = seal(event(words="we do not oversee"))
    again, _ = seal(event(words="we do not oversee"))
    assert "oversee" not in line
    assert "Registry" not in line
    assert line != again, "without a salt a guess at the words could be confirmed"


def test_an_erased_event_leaves_its_moment_its_kind_and_the_commitment() -> None:
    line, sealed = seal(event(words="erased"))
    left = entry(0, line, None)
    assert (left.kind, left.at, left.event) == (EventKind.STATE, NOON, None)
    assert left.sealed == entry(0, line, sealed).sealed


def test_a_clock_that_was_set_back_is_told_and_recorded_as_read() -> None:
    line, sealed = seal(event("2026-11-24T11:59:59Z"), after=NOON)
    assert entry(1, line, sealed).set_back
    assert entry(1, line, sealed).at == "2026-11-24T11:59:59Z"
    assert not entry(1, *seal(event(NOON), after=NOON)).set_back
    assert not entry(1, *seal(event("2026-11-24T12:00:00.5Z"), after=NOON)).set_back


@pytest.mark.parametrize(
    "at", ["", "yesterday", "2026-11-24", "2026-11-24T12:00:00+00:00", "2026-13-24T12:00:00Z"]
)
def test_a_moment_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(LogError, match="no moment"):
        seal(event(at))


def deep() -> JsonValue:
    value: JsonValue = []
    for _ in range(5000):
        value = [value]
    return value


@pytest.mark.parametrize("value", [2**60, float("nan"), float("inf"), "\ud800", deep()])
def test_what_canonical_json_cannot_say_is_refused(value: JsonValue) -> None:
    with pytest.raises(LogError):
        seal(event(value=value))


def test_an_event_past_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countersight.preserve.log.lines.LONGEST_SEALED", 100)
    with pytest.raises(LogError, match="100 are the most"):
        seal(event(words="a" * 101))


def test_canonical_json_orders_members_by_utf_16_and_numbers_as_ecmascript() -> None:
    # RFC 8785, 3.2.3: U+FB33 comes after the surrogates of U+1F600.
    assert canonical({"\ufb33": 1, "\U0001f600": 1e21}) == '{"\U0001f600":1e+21,"\ufb33":1}'
    assert not is_canonical('{"\ufb33":1,"\U0001f600":2}')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1e+21", True),
        ("1e21", False),
        ("1.0", False),
        ("1.5", True),
        ("1e-07", False),
        ("1e-7", True),
        ("9007199254740991", True),
        ("9007199254740993", False),
        ("NaN", False),
        ("-0", False),
        ('"\\u00e9"', False),
        ('"\\/"', False),
    ],
)
def test_canonical_json_is_told_from_other_json(text: str, *, expected: bool) -> None:
    assert is_canonical(text) is expected


def test_each_flipped_bit_of_a_line_or_a_sealed_text_is_caught() -> None:
    line, sealed = seal(event(words="all"))
    whole = leaf_hash(line.encode())
    for at in range(len(line) * 8):
        changed = bytearray(line.encode())
        changed[at // 8] ^= 1 << at % 8
        assert leaf_hash(bytes(changed)) != whole
    for at in range(len(sealed) * 8):
        changed = bytearray(sealed.encode())
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(LogError):
            entry(0, line, changed.decode(errors="surrogateescape"))


@pytest.mark.parametrize(
    "sealed", ["{}", "[]", '{"body":{},"by":"a"}', '{"body":[],"by":"a","salt":""}', "{"]
)
def test_a_sealed_text_that_lacks_a_part_is_refused(sealed: str) -> None:
    line, _ = seal(event())
    name = entry(0, line, None).sealed
    other = digest(sealed.encode())
    with pytest.raises(LogError, match="sealed text"):
        entry(0, line.replace(name, other), sealed)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        '{"kind":"add"}',
        '{"at":"2026-11-24T12:00:00Z","kind":"seize","sealed":"' + "0" * 64 + '"}',
        '{"at":"2026-99-24T12:00:00Z","kind":"add","sealed":"' + "0" * 64 + '"}',
        '{"at":"2026-11-24T12:00:00Z", "kind":"add","sealed":"' + "0" * 64 + '"}',
    ],
)
def test_a_line_of_another_shape_is_refused(line: str) -> None:
    with pytest.raises(LogError, match="line"):
        entry(0, line, None)


def test_a_signed_checkpoint_is_read_back() -> None:
    note = sign(CHECKPOINT, KEY)
    assert verify(note, [VERIFIER]) == read(note) == CHECKPOINT
    assert note.startswith("example.org/case/1\n3\nAAECAwQF")
    assert Verifier.parse(str(VERIFIER)) == VERIFIER


def test_openssl_accepts_the_signature(tmp_path: Path, program: Callable[[str], str]) -> None:
    openssl = program("openssl")
    note = sign(CHECKPOINT, KEY)
    blob = base64.b64decode(note.splitlines()[-1].split(" ")[2])
    (tmp_path / "text").write_text(text_of(CHECKPOINT), "utf-8")
    (tmp_path / "signature").write_bytes(blob[4:])
    (tmp_path / "key.pem").write_bytes(VERIFIER.pem())
    command = "pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature"
    subprocess.run([openssl, *command.split()], cwd=tmp_path, check=True, capture_output=True)


def test_each_flipped_bit_of_a_checkpoint_is_caught() -> None:
    note = sign(CHECKPOINT, KEY).encode()
    for at in range(len(note) * 8):
        changed = bytearray(note)
        changed[at // 8] ^= 1 << at % 8
        with pytest.raises(LogError):
            verify(changed.decode(errors="surrogateescape"), [VERIFIER])


def test_a_checkpoint_of_an_unknown_key_is_refused() -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(LogError, match="none of the keys"):
        verify(sign(CHECKPOINT, stranger), [VERIFIER])
    with pytest.raises(LogError, match="none of the keys"):
        verify(sign(CHECKPOINT, KEY), [])


@pytest.mark.parametrize("text", ["", "a+b+c", str(VERIFIER)[:-4], "x" + str(VERIFIER)])
def test_a_damaged_key_is_refused(text: str) -> None:
    with pytest.raises(LogError, match="no key"):
        Verifier.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a" * 300])
def test_a_name_that_no_note_can_bear_is_refused(name: str) -> None:
    with pytest.raises(LogError, match="can't name"):
        Verifier.of(name, KEY.public_key())


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n3\n",
        text_of(CHECKPOINT) + "more\n\n— a AAAAAAAA\n",
        text_of(CHECKPOINT) + "\n— a\n",
        text_of(CHECKPOINT).replace("\n3\n", "\n03\n") + "\n— a AAAAAAAA\n",
        "a\n3\n" + "A" * 70000 + "\n\n— a AAAAAAAA\n",
    ],
)
def test_a_note_of_another_shape_is_refused(note: str) -> None:
    with pytest.raises(LogError):
        read(note)


LINES = [b"entry %d" % number for number in range(70_000)]


def row(lines: Sequence[bytes]) -> list[bytes]:
    tree = Growing()
    return [one for line in lines for one in tree.add(leaf_hash(line))]


def test_the_path_of_a_tile_has_three_digits_a_folder() -> None:
    assert tile_path(0, 0) == "tile/0/000"
    assert tile_path(1, 999, 7) == "tile/1/999.p/7"
    assert tile_path("entries", 1_000) == "tile/entries/x001/000"


def test_tiles_hold_each_hash_of_their_level_once() -> None:
    hashes = row(LINES)
    tiles = dict(hash_tiles(len(LINES), lambda places: [hashes[at] for at in places]))
    assert sorted({path.split("/")[1] for path in tiles}) == ["0", "1", "2"]
    assert tiles["tile/0/001"][:32] == leaf_hash(LINES[256])
    assert tiles["tile/0/273.p/112"][-32:] == leaf_hash(LINES[-1])
    assert tiles["tile/1/001.p/17"][-32:] == hashes[place(8, 272)]
    assert tiles["tile/2/000.p/1"] == hashes[place(16, 0)]
    assert sum(map(len, tiles.values())) == 32 * (70_000 + 273 + 1)


def test_tiles_of_entries_hold_each_entry_behind_its_length() -> None:
    tiles = dict(entry_tiles(LINES[:300]))
    assert list(tiles) == ["tile/entries/000", "tile/entries/001.p/44"]
    data, found = b"".join(tiles.values()), []
    while data:
        (length,) = struct.unpack(">H", data[:2])
        found.append(data[2 : 2 + length])
        data = data[2 + length :]
    assert found == LINES[:300]
    with pytest.raises(LogError, match="fits in no tile"):
        list(entry_tiles([b"a" * 70_000]))


def test_a_proof_comes_back_from_its_file() -> None:
    hashes = row(LINES[:9])
    proof = prove_inclusion(4, 9, lambda places: [hashes[at] for at in places])
    note = sign(Checkpoint("example.org/case/1", 9, bytes(32)), KEY)
    text = write_proof(proof, note)
    assert text.startswith("c2sp.org/tlog-proof@v1\nindex 4\n")
    assert read_proof(text) == (proof, note)
    for wrong in (text[1:], text.replace("index 4", "index -4"), text.replace("index 4\n", "")):
        with pytest.raises(LogError):
            read_proof(wrong)


@pytest.fixture(scope="module")
def authority(
    tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]
) -> Authority:
    program("openssl")
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_time_stamp_on_a_checkpoint_holds(authority: Authority) -> None:
    note = sign(CHECKPOINT, KEY)
    stamp = check_timestamp(note, authority.answer(timestamp_request(note)), authority.root)
    assert stamp.at[:2] == "20"
    assert stamp.authority == "CN=CA"


def test_a_time_stamp_on_another_checkpoint_does_not_hold(authority: Authority) -> None:
    answer = authority.answer(timestamp_request(sign(CHECKPOINT, KEY)))
    later = sign(Checkpoint("example.org/case/1", 4, bytes(32)), KEY)
    with pytest.raises(LogError, match="time stamp"):
        check_timestamp(later, answer, authority.root)


def test_a_time_stamp_of_another_authority_does_not_hold(
    authority: Authority, tmp_path: Path
) -> None:
    note = sign(CHECKPOINT, KEY)
    answer = authority.answer(timestamp_request(note))
    with pytest.raises(LogError, match="time stamp"):
        check_timestamp(note, answer, Authority(tmp_path).root)
    with pytest.raises(LogError, match="time stamp"):
        check_timestamp(note, answer[:-20], authority.root)
