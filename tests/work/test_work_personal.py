"""A device that bears a person's name is told without it, and stays a device of its own."""

import io
import json
from datetime import date

import pytest

from countersight.catalogue import load, load_devices
from countersight.model.record import MASKED
from countersight.read import Source
from countersight.work.identifying import Identifying
from countersight.work.personal import looks_personal

CATALOGUE = load()
IDENTIFYING = Identifying(CATALOGUE, load_devices(CATALOGUE.vendors), date(2026, 11, 24))


@pytest.mark.parametrize(
    "name",
    [
        "Johns-iPhone",
        "iPhone-von-Anna",
        "Annas MacBook Air",
        "anna.schmidt",
        "anna.schmidt-laptop",
        "PC-SCHMIDT",
        "DESKTOP-SCHMIDT",
        "DESKTOP-PETER01",
        "LAPTOP-PETER001",
        "desktop-anna001",
        "Galaxy-S21-von-Peter",
    ],
)
def test_a_name_beside_what_a_person_carries_looks_personal(name: str) -> None:
    assert looks_personal(name)


@pytest.mark.parametrize(
    "name",
    [
        "cam-entrance",
        "nvr.marlbridge.gov.uk",
        "iPhone-13-Pro",
        "reception-pc",
        "axis-accc8ea31abf",
        "10.0.0.5",
        "68:6d:bc:00:00:05",
        "MB-CAM-001",
        "DESKTOP-AB3DEF1",
        "LAPTOP-9QK2ABCD",
        "desktop-4f7k2lq.example.org",
        "IPC-HFW2431",
        "cam-lobby-03",
        "NVR01",
        "main.reception-pc",
        "hikvision-pc",
        "walk.txt",
    ],
)
def test_a_name_of_a_place_a_role_or_a_series_does_not(name: str) -> None:
    assert not looks_personal(name)


def test_devices_of_persons_are_told_apart_and_without_their_names() -> None:
    lines = [
        {"host": "Johns-iPhone", "kind": "hostname", "value": "Johns-iPhone"},
        {"host": "Johns-iPhone", "kind": "address", "value": "10.0.0.7"},
        {"host": "Annas-iPad", "kind": "hostname", "value": "Annas-iPad"},
    ]
    data = "\n".join(map(json.dumps, lines)).encode()
    devices = IDENTIFYING.run([Source("f", stream=io.BytesIO(data))]).devices
    assert [each.device.hosts for each in devices] == [(MASKED,), (MASKED,)]
    assert "iPhone" not in repr(devices)
    assert "iPad" not in repr(devices)
