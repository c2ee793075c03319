"""Screening hears what a device's address and serial number say, whatever its label."""

import io
from datetime import date

import pytest

from countersight.catalogue import load, load_devices
from countersight.model.finding import Grounds, Screened
from countersight.model.match import State
from countersight.read import Source
from countersight.work.device_matches import DeviceMatches
from countersight.work.screening import Conditions, Screening

CATALOGUE = load()
AS_OF = date(2026, 11, 24)


def device_matches() -> DeviceMatches:
    return DeviceMatches(CATALOGUE, load_devices(CATALOGUE.vendors), AS_OF)


SCREENING = Screening(
    CATALOGUE,
    Conditions(Grounds((), AS_OF), every=True),
    device_matches,
)
HIK = "68:6D:BC:00:00:01"


def screen(maker: str, model: str, serial: str, mac: str) -> Screened:
    rows = f"Manufacturer,Model,Serial number,MAC address\n{maker},{model},{serial},{mac}\n"
    [batch] = SCREENING.run([Source("-", stream=io.BytesIO(rows.encode()))])
    [record] = batch.records
    return record


def test_a_silent_label_is_a_review_by_its_prefix() -> None:
    found = screen("Nonesuch Optical Works", "NOW-1", "S1", HIK)
    assert (found.state, [each.entity for each in found.matches]) == (
        State.REVIEW,
        ["hikvision"],
    )
    assert any(
        "Its prefix is registered to Hangzhou Hikvision" in each.text
        for each in found.matches[0].evidence
    )


def test_a_label_that_lies_is_a_review_with_evidence_on_both_sides() -> None:
    found = screen("Axis Communications AB", "P3265", "S1", HIK)
    assert [each.entity for each in found.matches] == ["axis", "hikvision"]
    assert {each.speaks_for for each in found.matches[1].evidence} == {True, False}
    assert found.matches[1].state is State.REVIEW


@pytest.mark.parametrize("mac", ["", "00:00:5E:00:53:01", "02:00:00:00:00:01"])
def test_an_address_that_says_nothing_adds_nothing(mac: str) -> None:
    assert screen("Nonesuch Optical Works", "NOW-1", "S1", mac).matches == ()


def test_a_maker_that_was_matched_by_name_is_not_told_twice() -> None:
    found = screen("Hikvision", "DS-2CD2143G2-I", "S1", HIK)
    assert [each.entity for each in found.matches] == ["hikvision"]


def test_what_is_known_of_devices_is_read_for_rows_with_a_signal_alone() -> None:
    asked: list[str] = []

    def made() -> DeviceMatches:
        asked.append("once")
        return device_matches()

    screening = Screening(CATALOGUE, Conditions(Grounds((), AS_OF)), made)
    list(screening.run([Source("-", stream=io.BytesIO(b"supplier\nHikvision\n"))]))
    assert asked == []
    rows = f"Manufacturer,Model,MAC address\nNonesuch,N-1,{HIK}\n".encode()
    for _ in range(2):
        list(screening.run([Source("-", stream=io.BytesIO(rows))]))
    assert asked == ["once"]
