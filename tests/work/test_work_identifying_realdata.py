"""Measured on real data: recog, seen strings, registered names, false friends."""

import base64
import csv
import tarfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from countersight.catalogue import load, load_devices
from countersight.match.signatures import MacLookup, Weigher, plain_mac
from countersight.model.device import DeviceState, Observation
from countersight.model.record import Origin
from countersight.model.signature import Says
from countersight.work.identifying import Identifying, families

pytestmark = pytest.mark.realdata

CATALOGUE = load()
KNOWN = load_devices(CATALOGUE.vendors)
IDENTIFYING = Identifying(CATALOGUE, KNOWN, date(2026, 11, 24))
WEIGHER = Weigher(KNOWN, families(CATALOGUE))
HERE = Origin("recog")
VENDORS: Final = {
    "hikvision": "hikvision",
    "dahua": "dahua",
    "lorex": "dahua",
    "huawei": "huawei",
    "zte": "zte",
    "axis": "axis",
    "hanwha techwin": "hanwha_vision",
    "tp-link": "tp_link",
}
"""Vendors of recog that are makers of the catalogue; Lorex as its former owner."""
KINDS: Final = {"telnet_banners.xml": "telnet.banner"}
DECISIVE: Final = {DeviceState.PROBABLE, DeviceState.CONFIRMED}


def examples(archive: Path) -> list[tuple[str, str, set[str]]]:
    found = []
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.name.endswith(".xml") else None
            if stream is None:
                continue
            root = ET.parse(stream).getroot()  # noqa: S314 - a file of the project's own data
            kind = root.get("matches") or KINDS.get(Path(member.name).name, "")
            for fingerprint in root.iter("fingerprint"):
                vendors = {
                    (param.get("value") or "").lower()
                    for param in fingerprint.findall("param")
                    if param.get("name", "").endswith(".vendor")
                }
                for example in fingerprint.findall("example"):
                    text = example.text or ""
                    if example.get("_encoding") == "base64":
                        text = base64.b64decode(text).decode("utf-8", "replace")
                    found.append((kind, text, vendors))
    return found


def test_the_examples_of_recog_are_found_and_nothing_else_is(realdata: Path) -> None:
    every = examples(realdata / "devices" / "rapid7-recog-xml.tar.xz")
    assert len(every) == 7_525
    named: Counter[bool] = Counter()
    missed, wrong = [], []
    for kind, text, vendors in every:
        claim = WEIGHER.claim(IDENTIFYING.signs(Observation("h", kind, text, HERE)))
        makers = {VENDORS[vendor] for vendor in vendors if vendor in VENDORS}
        if makers:
            signs = IDENTIFYING.signs(Observation("h", kind, text, HERE))
            brands = {sign.about for sign in signs if sign.says is Says.SOLD_AS}
            found = claim.maker in makers or ("lorex" in vendors and "lorex" in brands)
            named[found] += 1
            if not found:
                missed.append((kind, text))
        elif claim.state in DECISIVE:
            wrong.append((kind, text, claim.maker))
    assert wrong == []
    assert named == {True: 133}, missed


def test_no_banner_of_another_maker_is_even_possible_but_two_that_name_huawei(
    realdata: Path,
) -> None:
    other = []
    for kind, text, vendors in examples(realdata / "devices" / "rapid7-recog-xml.tar.xz"):
        if vendors & set(VENDORS):
            continue
        claim = WEIGHER.claim(IDENTIFYING.signs(Observation("h", kind, text, HERE)))
        if claim.maker is not None:
            other.append((kind, claim.maker, text))
    assert [maker for _, maker, _ in other] == ["huawei", "huawei"], other
    assert all("Huawei Technologies" in text for _, _, text in other)


def registered(realdata: Path) -> list[tuple[str, str, str]]:
    path = realdata.parent / "devices" / "oui_watchlist_oui-data-2.1.9.csv"
    if not path.is_file():
        pytest.skip("the list of watched prefixes is not here")
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            (row["prefix"], row["group"], row["registered_name"])
            for row in csv.DictReader(stream)
        ]


def test_every_registered_name_of_the_makers_resolves_and_no_false_friend(
    realdata: Path,
) -> None:
    lookup = MacLookup(KNOWN.registries)
    rows = registered(realdata)
    assert len(rows) == 3_062
    told: Counter[str] = Counter()
    for prefix, group, name in rows:
        mac = plain_mac((prefix + "0" * 11 + "1")[:12])
        assert mac is not None
        found = lookup.holder(mac)
        assert found is not None, prefix
        assert found[0].name == name
        told[f"{group}: {found[0].about or '-'}"] += 1
        if group == "trap":
            assert lookup.sign(mac, HERE) is None
    assert told == {
        "control-axis: axis": 4,
        "control-hanwha: hanwha_vision": 3,
        "control-tplink: tp_link": 263,
        "dahua-former-lorex: lorex": 1,
        "dahua: dahua": 34,
        "dahua: imou": 6,
        "hikvision: ezviz": 15,
        "hikvision: hikvision": 88,
        "hisilicon: hisilicon": 1,
        "honor(former huawei): honor": 62,
        "huawei: huawei": 2058,
        "hytera: hytera": 2,
        "nubia: -": 1,
        "oem-amcrest: amcrest": 4,
        "oem-cpplus: cp-plus": 5,
        "oem-icrealtime: -": 1,
        "oem-ltsecurity: -": 1,
        "oem-swann: -": 2,
        "tiandy: tiandy": 3,
        "trap: -": 4,
        "uniview: uniview": 4,
        "zte: zte": 500,
    }


SEEN: Final = (
    ("serial", "DS-7804HQH-K10420190822CCCHD53257168WCVU", "hikvision"),
    ("serial", "DS-2CD2385G1-I20200414AAWRE33842150", "hikvision"),
    ("serial", "DS-2CD2T47G1-L20190522AAWRD22374804", "hikvision"),
    ("serial", "DS-2CD1301-I20200921AAWRE28576815", "hikvision"),
    ("serial", "DS-7816H-SNH1620140125AACH450813722WCVU", "hikvision"),
    ("sadp", "DeviceDescription: DS-2CD1301-I", "hikvision"),
    ("mac", "68-6d-bc-ee-f8-f0", "hikvision"),
    ("mac", "58-50-ed-1f-e3-85", "hikvision"),
    ("mac", "68-6d-bc-3b-52-dd", "hikvision"),
    ("mac", "ac-cb-51-7b-0b-54", "hikvision"),
    ("mac", "b4:4c:3b:f4:e3:01", "dahua"),
    ("serial", "2M00D2APAZTL62J", "dahua"),
    ("serial", "2J01018PAA00813", "dahua"),
    ("http_header.wwwauth", 'Digest realm="Login to 2J01018PAA00813"', "dahua"),
    ("rtsp_header.wwwauth", 'Digest realm="Login to 4H01D66PAJ2FA64"', "dahua"),
    ("http_header.wwwauth", 'Digest realm="Login to 4K049EBPAG1D7E7"', "dahua"),
    ("model", "IPC-HFW2228M-I1-V2", "dahua"),
    ("model", "DH-IPC-HDW1230T2", "dahua"),
    ("x509.subject", "C=CN, ST=ZJ, L=HZ, O=HIKVISION, OU=HZ, CN=hikvision.com", "hikvision"),
    (
        "x509.subject",
        "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN",
        "hikvision",
    ),
    ("snmp.sys_object_id", "1.3.6.1.4.1.39165.1.1.0", "hikvision"),
    ("snmp.sys_object_id", "1.3.6.1.4.1.50001.1", "hikvision"),
    ("snmp.sys_description", "Hikvision company products", "hikvision"),
    ("snmp.sys_object_id", "1.3.6.1.4.1.1004849.3.2.10", "dahua"),
    ("snmp.sys_object_id", "1.3.6.1.4.1.40297.1.2.4.1.0", "hytera"),
)
"""The strings of ``samples.yaml`` that were seen, and whose they are."""


@pytest.mark.parametrize(("kind", "value", "maker"), SEEN)
def test_a_string_that_was_seen_is_identified(kind: str, value: str, maker: str) -> None:
    claim = WEIGHER.claim(IDENTIFYING.signs(Observation("h", kind, value, HERE)))
    assert claim.maker == maker
