"""Devices in JSON objects: NetBox exports, and component lists of CycloneDX 1.4 to 1.6.

Both are read item by item, so that a list of a million components takes no more memory than
one of ten. Of NetBox's devices the type's manufacturer and model, the serial number, the
site and the primary address are told; of CycloneDX the supplier, manufacturer, name and CPE
of components that are devices, firmware or platforms, or that name a manufacturer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.assets import INVENTORY
from countersight.read.devices.making import observations
from countersight.read.json_text import Broken, Item, Json, Scanner
from countersight.read.source import Feed, Options
from countersight.read.text import TextFeed

COMPONENTS: Final = "component_list"
"""What a component is a part of: all that a list says of it was written by one hand."""
_ARRAYS: Final = frozenset({"results", "components"})
_ITEMS: Final = 2_000
"""Items in one stretch."""
_CPE: Final = "cpe"
_SOFTWARE: Final = frozenset(
    {"application", "framework", "library", "container", "file", "data"}
)
"""Types of components that are no devices."""


def looks_like_objects(head: str) -> bool:
    """Return whether a text begins as a component list, or as devices of NetBox.

    >>> looks_like_objects('{"bomFormat": "CycloneDX"'), looks_like_objects('[{"a": 1}]')
    (True, False)
    """
    start = head.lstrip()[:1]
    bom = '"bomFormat"' in head and '"CycloneDX"' in head
    return start in {"{", "["} and (bom or '"device_type"' in head)


def read_objects(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a list of objects, some thousand at a time."""
    text = TextFeed(feed, origin, longest=options.limits.max_item)
    told = _told(Scanner(text.pieces(), options.limits).items(_ARRAYS), origin)
    while stretch := list(islice(told, _ITEMS)):
        seen = [each for each in stretch if isinstance(each, Observation)]
        problems = [each for each in stretch if isinstance(each, Problem)]
        yield Observations(tuple(seen), tuple(problems), "objects")


def _told(items: Iterator[Item], origin: Origin) -> Iterator[Observation | Problem]:
    try:
        for item in items:
            if isinstance(item.value, dict) and item.index is not None:
                place = replace(origin, pointer=item.pointer)
                yield from _of_object(item.value, place)
    except Broken as error:
        message = f"the document can't be read to its end: {error}"
        hint = "What came before was read. Save the file again."
        yield Problem(origin, "broken-json", message, hint, stops=True)


def _of_object(value: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    if "device_type" in value:
        yield from _of_netbox(value, place)
        return
    if "type" in value:
        yield from _of_component(value, place)
    nested = value.get("components")
    if isinstance(nested, list):
        for number, each in enumerate(nested):
            if isinstance(each, dict):
                deeper = replace(place, pointer=f"{place.pointer}/components/{number}")
                if "type" in each:
                    yield from _of_component(each, deeper)


def _of_netbox(value: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    address = _text(value.get("primary_ip"), "address").partition("/")[0]
    name = _text(value.get("name"))
    told = [
        ("maker", _text(_member(value.get("device_type"), "manufacturer"), "name")),
        ("model", _text(value.get("device_type"), "model")),
        ("serial", _text(value.get("serial"))),
        ("asset", _text(value.get("asset_tag"))),
        ("site", _text(value.get("site"), "name")),
        ("hostname", name),
        ("address", address),
    ]
    yield from observations(address or name or str(place), told, place, within=INVENTORY)


def _of_component(value: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    maker = _text(value.get("manufacturer"), "name") or _text(value.get("supplier"), "name")
    if _text(value.get("type")) in _SOFTWARE and not maker:
        return
    told = [
        ("maker", maker or _text(value.get("publisher"))),
        ("model", _text(value.get("name"))),
        ("firmware", _text(value.get("version"))),
        (_CPE, _text(value.get("cpe"))),
    ]
    host = _text(value.get("bom-ref")) or str(place)
    yield from observations(host, told, place, within=COMPONENTS)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None


def _text(value: Json, name: str = "") -> str:
    """Return a text, or the member of an object that is one; NetBox writes both."""
    found = _member(value, name) if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""
