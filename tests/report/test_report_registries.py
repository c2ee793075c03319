"""Every report tells of which day the registry is that hardware addresses were asked of."""

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from python_calamine import CalamineWorkbook

from countersight import wiring
from countersight.cli.screen import run
from countersight.cli.telling import Telling
from countersight.model.finding import Counts, ScreenedBatch
from countersight.read import Source
from countersight.report.faces import Manner
from countersight.wiring import ScreenSettings, formats
from countersight.work.screening import Screening

DEVICES: Final = b"Manufacturer,Model,MAC address\nNonesuch,N-1,68:6D:BC:00:00:01\n"
SUPPLIERS: Final = b"supplier\nAcme Limited\n"
SOON: Final = date(2026, 9, 1)
LATE: Final = date(2027, 6, 1)
OLD: Final = "is more than 90 days old"


def batches(rows: bytes, on: date, *, every: bool = False) -> tuple[Screening, ScreenedBatch]:
    use_case = wiring.screening(ScreenSettings(as_of=on, every=every))
    [batch] = use_case.run([Source("a.csv", stream=io.BytesIO(rows))])
    return use_case, batch


def told(form: str, rows: bytes, on: date) -> str:
    use_case, batch = batches(rows, on)
    renderer = formats.renderer(form, use_case, Manner())

    def pieces() -> Iterator[str | bytes]:
        yield from renderer.begin()
        yield from renderer.batch(batch)
        yield from renderer.end(Counts(records=1))

    whole = b"".join(p.encode() if isinstance(p, str) else p for p in pieces())
    if form != "xlsx":
        return whole.decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
    return "\n".join(
        str(row)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    )


FORMS: Final = pytest.mark.parametrize("form", list(formats.RENDERERS))


@FORMS
def test_a_report_of_devices_tells_the_day_of_the_registry(form: str) -> None:
    said = told(form, DEVICES, SOON)
    assert "IEEE registry, extract" in said
    assert "2026-07-07" in said
    assert OLD not in said


@FORMS
def test_past_ninety_days_the_report_warns(form: str) -> None:
    assert OLD in told(form, DEVICES, LATE)


@FORMS
def test_a_report_without_devices_names_no_registry(form: str) -> None:
    assert "IEEE registry" not in told(form, SUPPLIERS, LATE)


def test_a_line_of_json_names_the_registry_where_its_record_was_asked() -> None:
    lines = told("jsonl", DEVICES, LATE).splitlines()
    [named] = [each for each in json.loads(lines[0])["lists"] if "old" in each]
    assert (named["name"], named["old"]) == ("IEEE registry, extract", OLD)


def test_a_device_that_nothing_speaks_of_names_the_registry_all_the_same() -> None:
    rows = b"Manufacturer,Model,MAC address\nNonesuch,N-1,00:00:5E:00:53:01\n"
    use_case, batch = batches(rows, SOON, every=True)
    assert [each.name for each in batch.records[0].lists] == ["IEEE registry, extract"]
    assert batch.records[0].matches == ()
    alone, _ = use_case.answer(batch.records[0].record)
    assert alone == batch.records[0]


def test_a_supplier_beside_a_device_rests_on_no_registry() -> None:
    mixed = b"kind,name,mac\nsupplier,HIKVISION UK LIMITED,\ndevice,x,68:6D:BC:00:00:01\n"
    _, batch = batches(mixed, SOON, every=True)
    assert [bool(each.lists) for each in batch.records] == [False, True]


def test_standard_error_warns_where_the_output_is_for_a_program(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("in") / "devices.csv"
    file.write_bytes(DEVICES)
    run([file], ScreenSettings(as_of=LATE), Telling("jsonl", quiet=True))
    assert OLD in capsys.readouterr().err
