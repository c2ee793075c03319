"""Component lists are read alike as JSON and XML, in each version, whoever wrote them."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from countersight.model.device import Observation
from countersight.read import Source
from countersight.read.devices import observe


def read_all(data: bytes) -> tuple[list[Observation], list[str]]:
    found = list(observe(Source("f", stream=io.BytesIO(data))))
    seen = [each for stretch in found for each in stretch.seen]
    return seen, [problem.code for stretch in found for problem in stretch.problems]


def told(data: bytes) -> set[tuple[str, str, str]]:
    seen, problems = read_all(data)
    assert problems == []
    return {(each.host, each.kind, each.value) for each in seen}


EXPECTED = {
    ("cam", "maker", "Dahua"),
    ("cam", "model", "IPC-HFW2831T"),
    ("chip", "maker", "HiSilicon"),
    ("chip", "model", "Hi3516"),
    ("chip", "cpe", "cpe:2.3:h:hisilicon:hi3516:-:*:*:*:*:*:*:*"),
    ("fw", "maker", "Hikvision"),
    ("fw", "model", "firmware"),
    ("fw", "firmware", "5.5"),
}


def written(form: str, version: str) -> bytes:
    """Return a list of four components, as cyclonedx-python-lib writes it."""
    model = pytest.importorskip("cyclonedx.model")
    bom_model = pytest.importorskip("cyclonedx.model.bom")
    parts = pytest.importorskip("cyclonedx.model.component")
    contact = pytest.importorskip("cyclonedx.model.contact")
    output = pytest.importorskip("cyclonedx.output")
    schema = pytest.importorskip("cyclonedx.schema")
    del model
    kind = parts.ComponentType

    def company(name: str) -> object:
        return contact.OrganizationalEntity(name=name)

    firmware = parts.Component(
        name="firmware",
        version="5.5",
        type=kind.FIRMWARE,
        bom_ref="fw",
        supplier=company("Hikvision"),
    )
    chip = parts.Component(
        name="Hi3516",
        type=kind.DEVICE,
        bom_ref="chip",
        supplier=company("HiSilicon"),
        cpe="cpe:2.3:h:hisilicon:hi3516:-:*:*:*:*:*:*:*",
        components=[firmware],
    )
    library = parts.Component(name="openssl", type=kind.LIBRARY, bom_ref="lib")
    whole = parts.Component(
        name="IPC-HFW2831T", type=kind.DEVICE, bom_ref="cam", supplier=company("Dahua")
    )
    bom = bom_model.Bom(components=[chip, library])
    bom.metadata.component = whole
    bom.register_dependency(whole, [chip, library])
    bom.register_dependency(chip, [firmware])
    writer = output.make_outputter(
        bom, schema.OutputFormat[form], schema.SchemaVersion.from_version(version)
    )
    text: str = writer.output_as_string()
    return text.encode()


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6"])
@pytest.mark.parametrize("form", ["JSON", "XML"])
def test_a_list_that_another_library_wrote_is_read(form: str, version: str) -> None:
    assert told(written(form, version)) == EXPECTED


XML = b"""<?xml version="1.0"?>
<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6" version="1">
<b:metadata>
 <b:tools><b:components><b:component type="device"><b:name>Scanner</b:name>
  <b:supplier><b:name>Axis</b:name></b:supplier></b:component></b:components></b:tools>
 <b:component type="device" bom-ref="cam"><b:name>X1</b:name></b:component>
 <b:manufacturer><b:name>Dahua</b:name></b:manufacturer>
</b:metadata>
<b:components>
 <b:component type="device" bom-ref="a"><b:name>Y1</b:name>
  <b:manufacturer><b:name>Hikvision</b:name><b:contact><b:name>A Person</b:name></b:contact>
  </b:manufacturer>
  <b:pedigree><b:ancestors><b:component type="device"><b:name>Old</b:name>
  </b:component></b:ancestors></b:pedigree></b:component>
</b:components></b:bom>"""


def test_tools_and_ancestors_are_no_parts_and_contacts_no_makers() -> None:
    assert told(XML) == {
        ("cam", "maker", "Dahua"),
        ("cam", "model", "X1"),
        ("a", "maker", "Hikvision"),
        ("a", "model", "Y1"),
    }


def test_a_list_with_a_document_type_is_refused_and_one_cut_off_read_so_far() -> None:
    assert read_all(b"<!DOCTYPE bom>" + XML.partition(b"?>")[2].lstrip()) == ([], ["dtd"])
    seen, problems = read_all(XML[:-20])
    assert {each.host for each in seen} == {"cam", "a"}
    assert problems == ["bad-xml"]


class Lazy(io.RawIOBase):
    """A stream that makes its bytes as they are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._held and (piece := next(self._pieces, b"")):
            self._held = piece
        found, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(found)] = found
        return len(found)


def many_json(count: int) -> Iterator[bytes]:
    yield b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ['
    for number in range(0, count, 1_000):
        one = b'{"type": "library", "name": "l", "purl": "pkg:x/l@%d"},' % number
        yield one * 1_000
    yield b'{"type": "device", "bom-ref": "d", "name": "DS-1"}]}'


def many_xml(count: int) -> Iterator[bytes]:
    yield b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'
    for _ in range(0, count, 1_000):
        yield b'<component type="library"><name>l</name></component>' * 1_000
    yield b'<component type="device" bom-ref="d"><name>DS-1</name></component>'
    yield b"</components></bom>"


@pytest.mark.parametrize("many", [many_json, many_xml])
def test_a_list_of_many_components_takes_little_memory(many: object) -> None:
    pieces = many(100_000)  # type: ignore[operator]
    source = Source("f", stream=io.BufferedReader(Lazy(pieces)))
    tracemalloc.start()
    seen = [each for stretch in observe(source) for each in stretch.seen]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [each.value for each in seen] == ["DS-1"]
    assert peak < 24 * 1024 * 1024
