"""YAML of NetBox: types and devices, as text alone, and nothing that multiplies."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.model.device import Observation
from countersight.read import Limits, Options, Source
from countersight.read.devices import observe

pytest.importorskip("yaml")
from countersight.read.devices.yaml_documents import documents


def read_all(text: str | bytes) -> tuple[list[Observation], list[str]]:
    data = text.encode() if isinstance(text, str) else text
    found = list(observe(Source("f", stream=io.BytesIO(data)), None, documents))
    seen = [each for stretch in found for each in stretch.seen]
    return seen, [problem.code for stretch in found for problem in stretch.problems]


TYPES = """---
manufacturer: Hikvision
model: DS-2CD2043G2-I
slug: hikvision-ds-2cd2043g2-i
part_number: 311314
is_full_depth: false
interfaces:
  - name: eth0
    type: 100base-tx
---
manufacturer: Axis
model: P3265-LVE
slug: axis-p3265-lve
"""
DEVICES = """- name: cam-1
  role: camera
  device_type:
    manufacturer: {name: Hikvision}
    model: DS-2CD2043G2-I
  serial: 0012345678
  site: Hall
  primary_ip4: 10.0.0.5/24
  local_context_data: {password: hunter2}
- name: cam-2
  manufacturer: Axis
  device_type: P3265-LVE
  asset_tag: ~
"""


def test_types_are_read_a_document_each() -> None:
    seen, problems = read_all(TYPES)
    assert problems == []
    assert {(each.host, each.kind, each.value) for each in seen} == {
        ("type hikvision-ds-2cd2043g2-i", "maker", "Hikvision"),
        ("type hikvision-ds-2cd2043g2-i", "model", "DS-2CD2043G2-I"),
        ("type hikvision-ds-2cd2043g2-i", "part", "311314"),
        ("type axis-p3265-lve", "maker", "Axis"),
        ("type axis-p3265-lve", "model", "P3265-LVE"),
    }


def test_devices_are_read_and_numbers_stay_as_written() -> None:
    seen, problems = read_all(DEVICES)
    told = {(each.host, each.kind, each.value) for each in seen}
    assert problems == []
    assert told >= {
        ("10.0.0.5", "maker", "Hikvision"),
        ("10.0.0.5", "serial", "0012345678"),
        ("10.0.0.5", "site", "Hall"),
        ("cam-2", "maker", "Axis"),
        ("cam-2", "model", "P3265-LVE"),
    }
    assert not any(kind == "asset" or "hunter2" in value for _, kind, value in told)


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nmanufacturer: *a\nmodel: x\n",
        "manufacturer: " + "[" * 60 + "]" * 60 + "\nmodel: x\n",
        "manufacturer: x\nmodel: 'not closed\n",
        "manufacturer: x\nmodel: [1, 2\n",
    ],
)
def test_what_multiplies_text_or_breaks_off_is_a_problem_and_the_rest_is_kept(
    bomb: str,
) -> None:
    seen, problems = read_all(TYPES + "---\n" + bomb)
    assert problems == ["bad-yaml"]
    assert len(seen) == 5


def test_a_tag_makes_no_object() -> None:
    text = "manufacturer: !!python/object/apply:os.system ['false']\nmodel: X\nslug: x\n"
    seen, problems = read_all(text)
    assert [(each.kind, each.value) for each in seen] == [("model", "X")]
    assert problems == []


def test_without_the_extra_the_problem_names_it() -> None:
    [found] = observe(Source("f", stream=io.BytesIO(TYPES.encode())))
    assert [problem.code for problem in found.problems] == ["needs-extra"]
    assert "countersight[netbox]" in found.problems[0].hint


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read_all(TYPES.encode() + data)


def test_a_text_that_is_longer_than_an_item_may_be_is_a_problem() -> None:
    long = "manufacturer: x\nmodel: '" + "y" * 3_000_000 + "'\n"
    source = Source("f", stream=io.BytesIO((TYPES + "---\n" + long).encode()))
    options = Options(limits=Limits(max_item=1_000_000))
    found = list(observe(source, options, documents))
    assert [problem.code for stretch in found for problem in stretch.problems] == ["bad-yaml"]
    assert sum(len(stretch.seen) for stretch in found) == 5
