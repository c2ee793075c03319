"""Measured on real data: recog, seen strings, registered names, false friends."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bench.devices.answers import LABELS, SEEN, VENDORS, examples
from bench.devices.reliability import PAGE, page
from countersight.catalogue import load, load_devices
from countersight.match.signatures import MacLookup, Weigher, plain_mac
from countersight.model.device import DeviceState, Observation
from countersight.model.record import Origin
from countersight.model.signature import Says
from countersight.work.identifying import Identifying
from countersight.work.makers import families

pytestmark = pytest.mark.realdata

CATALOGUE = load()
KNOWN = load_devices(CATALOGUE.vendors)
IDENTIFYING = Identifying(CATALOGUE, KNOWN, date(2026, 11, 24))
WEIGHER = Weigher(KNOWN, families(CATALOGUE))
HERE = Origin("recog")
DECISIVE: Final = {DeviceState.PROBABLE, DeviceState.CONFIRMED}


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


@pytest.mark.parametrize(("kind", "value", "maker"), SEEN)
def test_a_string_that_was_seen_is_identified(kind: str, value: str, maker: str) -> None:
    claim = WEIGHER.claim(IDENTIFYING.signs(Observation("h", kind, value, HERE)))
    assert claim.maker == maker


@pytest.mark.parametrize(("brand", "model"), LABELS)
def test_a_label_that_was_seen_on_a_relabel_leads_to_its_maker(brand: str, model: str) -> None:
    told = [Observation("h", "brand", brand, HERE), Observation("h", "model", model, HERE)]
    signs = [sign for each in told for sign in IDENTIFYING.signs(each)]
    claim = WEIGHER.claim(signs, None, [model])
    assert (claim.state, claim.maker) == (DeviceState.POSSIBLE, "dahua")


def test_the_page_on_reliability_is_what_is_measured(realdata: Path) -> None:
    archive = realdata / "devices" / "rapid7-recog-xml.tar.xz"
    assert PAGE.read_text(encoding="utf-8") == page(KNOWN, archive)
