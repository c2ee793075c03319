"""Archives are read in place: tar, and streams packed with gzip, xz and bzip2."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable

import pytest
from notice_makers import (
    award,
    contract,
    contractor,
    eforms,
    organisation,
    party,
    ted,
    ted_form,
    tender,
)
from read_makers import read_bytes, zipped

from countersight.read import Limits, Options, packed, tar

Pack = Callable[[bytes], bytes]
PACKS: dict[object, str] = {
    bytes: "plain",
    gzip.compress: "gzip",
    lzma.compress: "xz",
    bz2.compress: "bzip2",
}
TABLE = b"Supplier,Country\nAcme,GB\nBeta,FR\n"
TED = ted(ted_form(award(contractor("Acme SA")))).encode()
EFORMS = eforms(
    organisation(1, "Town"), organisation(2, "Beta AB"),
    result=tender(1) + party(1, 2) + contract(1, 1),
).encode()  # fmt: skip


def tarred(*members: tuple[str, bytes], **more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in more.values():
            archive.addfile(info)
    return out.getvalue()


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, lzma.compress, bz2.compress], ids=PACKS.get
)
def test_a_tar_archive_is_read_however_it_is_packed(pack: Pack) -> None:
    data = pack(tarred(("a.csv", TABLE), ("b.json", b'[{"Supplier": "Gamma"}]')))
    got = read_bytes(data)
    assert got.names == ["Acme", "Beta", "Gamma"]
    assert got.table["member"].to_list() == ["a.csv", "a.csv", "b.json"]
    assert not got.problems


@pytest.mark.parametrize("pack", [lzma.compress, bz2.compress], ids=PACKS.get)
def test_a_table_may_be_packed_alone(pack: Pack) -> None:
    assert read_bytes(pack(TABLE)).names == ["Acme", "Beta"]


def test_xz_streams_in_a_row_and_padding_are_one() -> None:
    data = lzma.compress(TABLE) + bytes(8) + lzma.compress(b"Gamma,DE\n") + bytes(4)
    assert read_bytes(data).names == ["Acme", "Beta", "Gamma"]


@pytest.mark.parametrize("pack", [lzma.compress, bz2.compress, gzip.compress], ids=PACKS.get)
def test_a_truncated_stream_gives_what_came_before_and_stops(pack: Pack) -> None:
    lines = b"".join(b"Supplier %d,%d\n" % (n, n * n) for n in range(200_000))
    whole = pack(b"Supplier,Amount\n" + lines)
    got = read_bytes(whole[: len(whole) * 3 // 4])
    assert len(got.names) > 10_000
    assert got.codes[-1] == "broken"


def test_a_bomb_in_xz_stops_at_the_limit() -> None:
    limits = Limits(ratio_floor=100_000, max_ratio=50)
    got = read_bytes(
        lzma.compress(b"Supplier\n" + b"Acme\n" * 1_000_000), Options(limits=limits)
    )
    assert got.codes[-1] == "broken"
    assert "bomb" in got.problems[-1].message


def test_xz_that_asks_for_much_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "XZ_MEMORY", 1_000_000)
    got = read_bytes(lzma.compress(TABLE, preset=9))
    assert got.codes == ["broken"]


def test_links_and_special_files_are_told_and_not_followed() -> None:
    link = tarfile.TarInfo("link.csv")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("hard.csv")
    hard.type, hard.linkname = tarfile.LNKTYPE, "a.csv"
    fifo = tarfile.TarInfo("fifo")
    fifo.type = tarfile.FIFOTYPE
    folder = tarfile.TarInfo("folder")
    folder.type = tarfile.DIRTYPE
    data = tarred(("a.csv", TABLE), link=link, hard=hard, fifo=fifo, folder=folder)
    got = read_bytes(data)
    assert got.names == ["Acme", "Beta"]
    assert got.codes == ["not-a-file"] * 3


def test_members_beyond_the_limit_are_told() -> None:
    data = tarred(*((f"{n}.csv", TABLE) for n in range(4)))
    got = read_bytes(data, Options(limits=Limits(max_members=2)))
    assert len(got.names) == 4
    assert got.codes == ["many-members"]


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = tarred(("a.csv", TABLE))
    for data in (
        tarred(("b.tar", inner)),
        tarred(("b.gz", gzip.compress(TABLE))),
        tarred(("b.zip", zipped(a__csv=TABLE))),
        zipped(b__tar=inner),
        gzip.compress(gzip.compress(inner)),
    ):
        assert read_bytes(data).codes == ["nested-archive"]


def test_a_broken_archive_gives_what_came_before() -> None:
    data = tarred(("a.csv", TABLE), ("b.csv", TABLE * 1000))
    got = read_bytes(data[:3000])
    assert got.names[:2] == ["Acme", "Beta"]
    assert got.stopped
    assert "source" in got.codes or "broken" in got.codes


def test_a_header_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tar, "MOST_HEADER", 100_000)
    got = read_bytes(tarred(("n" * 300_000, TABLE)))
    assert not got.names
    assert got.codes == ["source"]
    assert "header" in got.problems[0].message


def test_an_empty_archive_stops() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w"):
        pass
    padded = tarred(("d/", b""))
    folder = padded[:156] + b"5" + padded[157:]
    assert read_bytes(out.getvalue()).stopped
    assert read_bytes(folder).stopped


def test_notices_of_an_archive_share_a_batch_and_a_reading() -> None:
    got = read_bytes(
        tarred(("1.xml", TED), ("t.csv", TABLE), ("2.xml", EFORMS), ("3.xml", b"<x/>"))
    )
    assert got.names == ["Acme", "Beta", "Acme SA", "Beta AB"]
    assert len(got.batches) == 2
    reading = got.batches[-1].reading
    assert reading.format == "notices"
    assert reading.origin.member is None
    assert reading.notes[:2] == ("1 TED notices", "1 eForms notices")
    assert got.table["member"].to_list() == ["t.csv", "t.csv", "1.xml", "2.xml"]
    assert [(p.code, p.origin.member) for p in got.problems] == [("unknown-format", "3.xml")]


def test_notices_in_a_zip_file_share_a_batch_too() -> None:
    got = read_bytes(zipped(a__xml=TED, b__xml=TED))
    assert got.names == ["Acme SA", "Acme SA"]
    assert len(got.batches) == 1


def test_problems_of_notices_come_in_batches() -> None:
    data = tarred(*((f"{n}.xml", b"<x/>") for n in range(5)))
    got = read_bytes(data, Options(limits=Limits(batch_rows=2)))
    assert [len(batch.problems) for batch in got.batches] == [2, 2, 1]
