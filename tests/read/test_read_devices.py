"""What an owner has of devices becomes observations; secrets don't."""

import gzip
import io
import tarfile
import zipfile

import pytest

from countersight.model.device import Observation, Observations
from countersight.read import Source
from countersight.read.devices import observe
from countersight.read.devices.secrets import masked


def read_all(data: bytes) -> tuple[list[Observation], list[str]]:
    found: list[Observations] = list(observe(Source("f", stream=io.BytesIO(data))))
    seen = [each for stretch in found for each in stretch.seen]
    return seen, [problem.code for stretch in found for problem in stretch.problems]


def line(kind: str, value: str, host: str = "h") -> bytes:
    return f'{{"host": "{host}", "kind": "{kind}", "value": {value}}}\n'.encode()


def test_a_line_is_an_observation_and_an_unknown_kind_is_kept() -> None:
    seen, problems = read_all(line("mac", '"aa"') + line("blue.tooth", "17"))
    assert [(each.kind, each.value) for each in seen] == [("mac", "aa"), ("blue.tooth", "17")]
    assert problems == []


def test_packed_lines_are_read() -> None:
    seen, _ = read_all(gzip.compress(line("mac", '"aa"')))
    assert len(seen) == 1


def test_lines_in_utf_16_are_read() -> None:
    seen, problems = read_all(line("model", '"é"').decode().encode("utf-16"))
    assert ([each.value for each in seen], problems) == (["é"], [])


def test_the_parts_of_an_answer_are_observations_too() -> None:
    seen, _ = read_all(
        line(
            "sadp", '{"DeviceDescription": "DS-1", "MAC": "68-6d-bc-ee-f8-f0", "DeviceType": 4}'
        )
    )
    assert {(each.kind, each.value) for each in seen[1:]} == {
        ("model", "DS-1"),
        ("mac", "68-6d-bc-ee-f8-f0"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"[1]\n", "bad-observation"),
        (b'{"kind": "mac", "value": "x"}\n', "bad-observation"),
        (b'{"host": "h", "value": "x"}\n', "bad-observation"),
        (b'{"host": "h", "kind": "mac", "value": null}\n', "bad-observation"),
        (b"{oops}\n", "bad-json"),
        (b'{"host": "h", "ki', "cut-line"),
    ],
)
def test_a_line_that_says_nothing_is_a_problem(text: bytes, code: str) -> None:
    seen, problems = read_all(line("mac", '"aa"') + text)
    assert (len(seen), problems) == (1, [code])


@pytest.mark.parametrize(
    "text",
    [
        "rtsp://admin:HUNTER2@10.0.0.5/",
        "<password>HUNTER2</password>",
        "password=HUNTER2&x=1",
        '{"password": "HUNTER2"}',
        "community: HUNTER2",
        "Authorization: Basic SFVOVEVSMjphYmM=",
        "adminPassword = 'HUNTER2'",
        "wpa_key: HUNTER2",
        "username admin password 7 HUNTER2",
        "snmp-server community HUNTER2 RO",
        "snmpwalk -v2c -c HUNTER2 10.0.0.5",
        "curl -u admin:HUNTER2 http://10.0.0.5",
        "tacacs-server host 10.0.0.1 key 0 HUNTER2",
        'Digest username="a", realm="x", response="HUNTER2"',
        "rtsp://10.0.0.5/user=admin_password=HUNTER2_channel=1.sdp",
        "rtsp://admin:a@HUNTER2@10.0.0.5/",
        "Passwort: HUNTER2",
        "密码：HUNTER2",
        "default login admin/HUNTER2",
        "-----BEGIN RSA PRIVATE KEY-----\nHUNTER2\n-----END RSA PRIVATE KEY-----",
    ],
)
def test_a_secret_is_masked_when_it_is_read(text: str) -> None:
    assert "HUNTER2" not in masked(text)
    assert "SFVOVEV" not in masked(text)


def test_a_kind_that_holds_a_secret_is_masked_whole() -> None:
    [seen], _ = read_all(line("snmp.community", '"HUNTER2"'))
    assert seen.value == "(masked)"


def test_an_asset_list_is_read_as_devices() -> None:
    table = (
        b"Asset tag,Manufacturer,Model,MAC address,Site\nA1,Axis,P1,00:00:5E:00:53:01,Hall\n"
    )
    seen, problems = read_all(table)
    assert {(each.host, each.kind) for each in seen} >= {("A1", "maker"), ("A1", "site")}
    assert problems == []


def test_a_list_of_suppliers_is_no_list_of_devices() -> None:
    seen, problems = read_all(b"Supplier,Amount\nAcme Ltd,12\n")
    assert (seen, problems) == ([], ["no-device"])


def test_a_huge_value_is_cut() -> None:
    [seen], _ = read_all(line("x509.subject", '"CN=' + "a" * 1_000_000 + '"'))
    assert len(seen.value) == 4_000


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


WALK = b"SNMPv2-MIB::sysDescr.0 = STRING: Hikvision company products\n"
BOM = b'<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components/></bom>'


def test_an_archive_may_hold_anything_that_is_read() -> None:
    seen, problems = read_all(
        zipped(
            lines=line("mac", '"aa"'),
            table=b"Asset tag,Manufacturer,Model\nA1,Axis,P3\n",
            one=WALK,
            two=WALK,
            bom=BOM,
            inner=zipped(lines=line("mac", '"aa"')),
        )
    )
    assert {each.host for each in seen} == {"h", "A1", "f!one", "f!two"}
    assert problems == ["nested-archive"]


def test_a_tar_archive_that_is_packed_may_too() -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:xz") as archive:
        info = tarfile.TarInfo("walk.txt")
        info.size = len(WALK)
        archive.addfile(info, io.BytesIO(WALK))
    seen, problems = read_all(held.getvalue())
    assert ({each.host for each in seen}, problems) == ({"f!walk.txt"}, [])


def test_an_archive_that_is_damaged_is_a_problem() -> None:
    assert read_all(zipped(lines=line("mac", '"aa"'))[:-30]) == ([], ["source"])
    assert read_all(gzip.compress(line("mac", '"aa"'))[:-9])[1] == ["broken"]


@pytest.mark.parametrize(
    "text",
    [
        "Community Library",
        'Digest realm="Login to 4K049EBPAG1D7E7", nonce="1234"',
        "password policy enabled",
        "Keypad at Secret Garden",
        "HP ProCurve 2510-24 Switch",
    ],
)
def test_what_holds_no_secret_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


def test_of_cookies_the_names_alone_are_kept() -> None:
    seen, _ = read_all(line("http_header.cookie", '"WebSession_1=HUNTER2; path=/"'))
    assert seen[0].value.startswith("WebSession_1=(masked)")


def test_a_command_beside_a_walk_takes_no_community_into_a_value() -> None:
    walk = b"SNMPv2-MIB::sysDescr.0 = STRING: A camera\n$ snmpget -v2c -c HUNTER2 10.0.0.5\n"
    seen, _ = read_all(walk)
    assert not any("HUNTER2" in each.value for each in seen)
