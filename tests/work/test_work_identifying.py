"""Devices are joined across files, weighed, and told with what could not be seen."""

import io
import json
import time
from datetime import date

import pytest

from countersight.catalogue import load, load_devices
from countersight.model.device import DeviceState, Identified
from countersight.read import Source
from countersight.work.identifying import Estate, Identifying

CATALOGUE = load()
KNOWLEDGE = load_devices(CATALOGUE.vendors)
DAY = date(2026, 11, 24)
HIK = "68:6D:BC:00:00:01"


def identify(*files: list[tuple[str, str, str] | tuple[str, str, str, str]]) -> Estate:
    identifying = Identifying(CATALOGUE, KNOWLEDGE, DAY)
    sources = []
    for number, told in enumerate(files):
        lines = (
            dict(zip(("host", "kind", "value", "seen"), each, strict=False)) for each in told
        )
        data = "\n".join(map(json.dumps, lines)).encode() + b"\n"
        sources.append(Source(f"f{number}", stream=io.BytesIO(data)))
    return identifying.run(sources)


def only(estate: Estate) -> Identified:
    [device] = estate.devices
    return device


def test_a_saved_discovery_answer_and_a_prefix_confirm() -> None:
    serial = "DS-7804HQH-K10420190822CCCHD53257168WCVU"
    answer = (
        f"<DeviceDescription>DS-7804HQH-K1</DeviceDescription><DeviceSN>{serial}</DeviceSN>"
    )
    found = only(identify([("a", "sadp", answer), ("a", "mac", HIK)]))
    assert (found.claim.state, found.claim.maker) == (DeviceState.CONFIRMED, "hikvision")
    assert found.model == "DS-7804HQH-K1"
    assert found.device.serials == (serial,)


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        (("a", "serial", "ABC12345"), ("b", "serial", "abc12345"), "serial"),
        (("a", "mac", HIK), ("b", "mac", "686d.bc00.0001"), "mac"),
        (("a", "model", "x1"), ("a", "site", "Hall"), "address"),
        (("a", "hostname", "cam1"), ("b", "hostname", "CAM1"), "hostname"),
    ],
)
def test_a_device_in_two_files_is_one(
    first: tuple[str, str, str], second: tuple[str, str, str], by: str
) -> None:
    assert only(identify([first], [second])).device.joined == (by,)


def test_an_address_that_was_given_out_anew_joins_nothing() -> None:
    old = ("10.0.0.1", "title", "x", "2025-01-01")
    new = ("10.0.0.1", "title", "y", "2026-01-01")
    assert len(identify([old], [new]).devices) == 2
    assert (
        len(
            identify(
                [("10.0.0.1", "mac", HIK)], [("10.0.0.1", "mac", "00:40:8C:00:00:01")]
            ).devices
        )
        == 2
    )


def test_one_address_with_two_serial_numbers_is_two_devices_and_a_warning() -> None:
    estate = identify(
        [("a", "mac", HIK), ("a", "serial", "SERIAL-1")],
        [("b", "mac", HIK), ("b", "serial", "SERIAL-2")],
    )
    assert len(estate.devices) == 2
    assert any("two devices" in warning for warning in estate.coverage.warnings)


def test_a_random_address_joins_nothing_and_says_nothing() -> None:
    estate = identify([("a", "mac", "02:00:00:00:00:01")], [("b", "mac", "02:00:00:00:00:01")])
    assert [each.claim.state for each in estate.devices] == [DeviceState.UNKNOWN] * 2
    assert "local or random" in estate.devices[0].notes[0]


def test_a_recorder_says_how_many_channels_it_has() -> None:
    found = only(identify([("a", "channels", "16")]))
    assert "16 channels" in found.notes[0]
    found = only(identify([("a", "http_header.server", "DVRDVS-Webs")]))
    assert "unknown number of channels" in found.notes[0]


@pytest.mark.parametrize(
    "name",
    ["Shanghai Dahua Scale Factory", "Hikari", "Teltronic AG", "HONEYWELL-DATING", "Leapmotor"],
)
def test_a_namesake_is_not_identified(name: str) -> None:
    assert only(identify([("a", "maker", name)])).claim.state is DeviceState.UNKNOWN


def test_coverage_says_what_was_not_there() -> None:
    coverage = identify([("a", "address", "a"), ("b", "blue.tooth", "x")]).coverage
    assert (coverage.devices, coverage.only_address) == (2, 1)
    assert coverage.unknown_kinds == {"blue.tooth": 1}
    assert "mac" in coverage.absent
    assert coverage.limits


def test_a_registry_past_ninety_days_is_a_warning() -> None:
    def warnings(day: date) -> tuple[str, ...]:
        source = Source("f", stream=io.BytesIO(b"ip,mac\n"))
        return Identifying(CATALOGUE, KNOWLEDGE, day).run([source]).coverage.warnings

    assert warnings(date(2026, 9, 1)) == ()
    assert "may be more than 90 days old" in warnings(date(2026, 11, 24))[0]
    assert "is more than 90 days old" in warnings(date(2027, 1, 1))[0]


def test_a_file_that_breaks_off_is_told() -> None:
    source = Source("f", stream=io.BytesIO(b'{"host": "a", "kind": "mac", "value": "x"}\n{"ho'))
    estate = Identifying(CATALOGUE, KNOWLEDGE, DAY).run([source])
    assert estate.coverage.unread
    assert len(estate.devices) == 1


def test_what_one_answer_says_is_one_group() -> None:
    serial = "DS-7804HQH-K10420190822CCCHD53257168WCVU"
    answer = f"DeviceDescription: DS-7804HQH-K1; DeviceSN: {serial}; manufacturer: Hikvision"
    for kind, state in (
        ("sadp", DeviceState.PROBABLE),
        ("isapi.device_info", DeviceState.POSSIBLE),
    ):
        claim = only(identify([("a", kind, answer)])).claim
        assert (claim.state, claim.maker) == (state, "hikvision")
        assert len({sign.group for sign in claim.evidence}) == 1


ROW = (
    "Asset tag,Manufacturer,Model,Serial number,MAC address\n"
    f"A1,Hikvision,DS-2CD2043G2-I,DS-2CD2043G2-I20200414AAWRE33842150,{HIK}\n"
)


def test_what_one_hand_wrote_is_one_group_and_never_confirms() -> None:
    source = Source("a.csv", stream=io.BytesIO(ROW.encode()))
    claim = only(Identifying(CATALOGUE, KNOWLEDGE, DAY).run([source])).claim
    assert (claim.state, claim.maker) == (DeviceState.POSSIBLE, "hikvision")
    assert {sign.group for sign in claim.evidence} == {"inventory"}
    assert len(claim.evidence) == 4


def test_an_asset_list_and_a_scan_are_two_hands() -> None:
    seen = b'{"host": "10.0.0.5", "kind": "mac", "value": "68-6d-bc-00-00-01"}\n'
    seen += b'{"host": "10.0.0.5", "kind": "http_header.server", "value": "DNVRS-Webs"}\n'
    sources = [
        Source("a.csv", stream=io.BytesIO(ROW.encode())),
        Source("b.jsonl", stream=io.BytesIO(seen)),
    ]
    claim = only(Identifying(CATALOGUE, KNOWLEDGE, DAY).run(sources)).claim
    assert claim.state is DeviceState.CONFIRMED
    assert {sign.group for sign in claim.evidence} == {"inventory", "mac", "http"}


def test_an_address_in_an_asset_list_joins_it_with_a_scan_and_rows_stay_apart() -> None:
    rows = (
        "Asset tag,Manufacturer,Model,IP address\n"
        "A1,Axis,P1,10.0.0.5\nA2,Axis,P2,10.0.0.9\nA3,Axis,P3,10.0.0.9\n"
    )
    line = b'{"host": "10.0.0.5", "kind": "http_header.server", "value": "DNVRS-Webs"}\n'
    sources = [
        Source("a.csv", stream=io.BytesIO(rows.encode())),
        Source("b.jsonl", stream=io.BytesIO(line)),
    ]
    devices = Identifying(CATALOGUE, KNOWLEDGE, DAY).run(sources).devices
    assert [each.device.hosts for each in devices] == [("A1", "10.0.0.5"), ("A2",), ("A3",)]
    assert devices[0].device.joined == ("address",)


def test_what_a_control_maker_says_of_itself_speaks_against_others() -> None:
    subject = ("a", "x509.subject", "CN=axis-accc8ea31abf,O=Axis Communications AB")
    claim = only(identify([("a", "mac", HIK), subject])).claim
    assert (claim.state, claim.maker) == (DeviceState.CONFLICT, "axis")
    assert [sign.about for sign in claim.against] == ["hikvision"]
    alone = only(identify([subject, ("a", "snmp.sys_object_id", "1.3.6.1.4.1.368.4.1")])).claim
    assert (alone.state, alone.maker) == (DeviceState.CONFIRMED, "axis")


def test_a_device_of_a_seller_that_answers_another_discovery_is_told_as_relabelled() -> None:
    answer = (
        "mac: 00:1f:54:00:00:01; method: client.notifyDevInfo; DeviceClass: IPC; "
        "DeviceType: W461ASC; Manufacturer: Private"
    )
    found = only(identify([("a", "brand", "Lorex"), ("a", "dhip", answer)]))
    assert (found.claim.state, found.claim.maker) == (DeviceState.PROBABLE, "dahua")
    assert (found.brand, found.maker_name) == ("lorex", "Dahua")


def test_one_address_in_two_rows_of_a_list_is_two_devices_and_a_warning() -> None:
    rows = f"Asset tag,Maker,Model,MAC address\nA1,Axis,P1,{HIK}\nA2,Axis,P2,{HIK}\n"
    source = Source("a.csv", stream=io.BytesIO(rows.encode()))
    estate = Identifying(CATALOGUE, KNOWLEDGE, DAY).run([source])
    assert [each.device.hosts for each in estate.devices] == [("A1",), ("A2",)]
    assert any(f"{HIK} is in use by two devices" in each for each in estate.coverage.warnings)


def test_a_host_that_says_a_hundred_thousand_things_costs_time_and_memory_in_bounds() -> None:
    told = b"".join(
        b'{"host": "a", "kind": "http_header.server", "value": "DNVRS-Webs"}\n'
        b'{"host": "a", "kind": "kind.%d", "value": "x"}\n'
        b'{"host": "a", "kind": "serial", "value": "SERIAL-%d"}\n'
        b'{"host": "a"}\n' % (number, number)
        for number in range(20_000)
    )
    begun = time.process_time()
    estate = Identifying(CATALOGUE, KNOWLEDGE, DAY).run([Source("f", stream=io.BytesIO(told))])
    assert time.process_time() - begun < 20
    found = only(estate)
    assert len(found.claim.evidence) == 1
    assert len(found.device.serials) <= 500
    assert estate.coverage.problems == 20_000
    assert len(estate.problems) == 10_000
    assert len(estate.coverage.unknown_kinds) == 1_001
    assert any("20,000 problems" in each for each in estate.coverage.warnings)


@pytest.mark.parametrize(
    "written",
    ["Hangzhou%20Hikvision%20Digital%20Technology%20Co.%2C%20Ltd.", "HI%4BVISION", "CP%20Plus"],
)
def test_a_label_that_is_percent_encoded_is_understood(written: str) -> None:
    found = only(identify([("a", "maker", written)]))
    assert found.brand in {"hikvision", "cp-plus"}


def test_a_row_that_claims_two_makers_is_a_conflict() -> None:
    rows = b"Asset tag,Manufacturer,Brand,Model\nA1,Axis Communications AB,Hikvision,X\n"
    source = Source("a.csv", stream=io.BytesIO(rows))
    found = only(Identifying(CATALOGUE, KNOWLEDGE, DAY).run([source]))
    assert found.claim.state is DeviceState.CONFLICT
    assert {found.claim.maker, found.claim.against[0].about} == {"axis", "hikvision"}
    assert found.rivals


def test_what_a_scanner_guesses_is_known_and_tells_nothing() -> None:
    estate = identify([("a", "service.product", "Hikvision IP camera httpd")])
    assert only(estate).claim.state is DeviceState.UNKNOWN
    assert estate.coverage.unknown_kinds == {}
    assert estate.coverage.only_address == 1


def test_a_model_that_a_banner_holds_is_told_after_one_that_a_file_names() -> None:
    banner = ("a", "http_header.server", "ipos/7.0 UPnP/1.0 TL-WR841N/6.0/7.0")
    assert only(identify([banner])).model == "TL-WR841N"
    assert only(identify([banner, ("a", "model", "Own name")])).model == "Own name"


def test_the_same_number_in_two_lists_is_not_one_device() -> None:
    lists = [
        Source(name, stream=io.BytesIO(f"ID,Manufacturer,Model\n1,{maker},{model}\n".encode()))
        for name, maker, model in (("a.csv", "Axis", "P3245"), ("b.csv", "Hikvision", "DS-1"))
    ]
    devices = Identifying(CATALOGUE, KNOWLEDGE, DAY).run(lists).devices
    assert [each.claim.maker for each in devices] == ["axis", "hikvision"]
