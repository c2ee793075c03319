"""Devices in JSON objects: NetBox exports, and component lists of CycloneDX 1.4 to 1.6.

Both are read item by item, so that a list of a million components takes no more memory than
one of ten. Of NetBox's devices the type's manufacturer and model, the serial number, the
site and the primary address are told; of CycloneDX the supplier, manufacturer, name and CPE
of components that are devices, firmware or platforms, or that name a manufacturer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from countersight.messages import sentence
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
_TYPE: Final = frozenset({"manufacturer", "model"})
"""Keys of a device type of NetBox."""
_ADDRESSES: Final = ("primary_ip", "primary_ip4", "primary_ip6")
MAKERS: Final = ("manufacturer", "manufacture", "supplier")
"""Who is taken for the maker of a component, the first that is named."""
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
    netbox = '"device_type"' in head or ('"manufacturer"' in head and '"slug"' in head)
    return start in {"{", "["} and (bom or netbox)


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
            if not isinstance(item.value, dict):
                continue
            place = replace(origin, pointer=item.pointer)
            if item.index is not None:
                yield from of_object(item.value, place)
            elif item.key == "metadata":
                yield from _of_whole(item.value, place)
    except Broken as error:
        message = sentence("the document can't be read to its end: {error}", error=str(error))
        hint = sentence("What came before was read. Save the file again.")
        yield Problem(origin, "broken-json", message, hint, stops=True)


def of_object(value: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    """Yield what a device of NetBox tells, or a component with all those in it."""
    if "device_type" in value:
        yield from _of_netbox(value, place)
        return
    if set(value) >= _TYPE and "type" not in value:
        yield from _of_type(value, place)
        return
    waiting = [(value, place)]
    while waiting:
        component, where = waiting.pop()
        if "type" in component:
            yield from of_component(_component(component), where)
        nested = component.get("components")
        inside = nested if isinstance(nested, list) else []
        waiting += [
            (each, replace(where, pointer=f"{where.pointer}/components/{number}"))
            for number, each in reversed(list(enumerate(inside)))
            if isinstance(each, dict)
        ]


def _of_whole(head: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    """Yield what the head of a component list says of the thing that the list is of."""
    whole = head.get("component")
    if isinstance(whole, dict):
        told = {key: head[key] for key in MAKERS if key in head} | whole
        yield from of_object(told, replace(place, pointer=f"{place.pointer}/component"))


def _of_netbox(value: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    stated = next((value[key] for key in _ADDRESSES if value.get(key)), None)
    address = _text(stated, "address").partition("/")[0]
    name = _text(value.get("name"))
    maker = _text(_member(value.get("device_type"), "manufacturer"), "name")
    macs = value.get("mac_addresses")
    told = [
        *(("mac", _text(each)) for each in (macs if isinstance(macs, list) else ())),
        ("maker", maker or _text(value.get("manufacturer"), "name")),
        ("model", _text(value.get("device_type"), "model")),
        ("serial", _text(value.get("serial"))),
        ("asset", _text(value.get("asset_tag"))),
        ("site", _text(value.get("site"), "name")),
        ("hostname", name),
        ("address", address),
    ]
    yield from observations(address or name or str(place), told, place, within=INVENTORY)


def _of_type(value: Mapping[str, Json], place: Origin) -> Iterator[Observation]:
    """Yield what a device type of NetBox's library tells; how many there are it does not."""
    told = [
        ("maker", _text(value.get("manufacturer"), "name")),
        ("model", _text(value.get("model"))),
        ("part", _text(value.get("part_number"))),
    ]
    host = f"type {_text(value.get('slug')) or place}"
    yield from observations(host, told, place, within=INVENTORY)


@dataclass(frozen=True, slots=True)
class Component:
    """A component as a list names it; what it does not say is empty."""

    type: str
    ref: str
    maker: str
    """Its manufacturer, or else its supplier."""
    publisher: str
    name: str
    version: str
    cpe: str


def _component(value: Mapping[str, Json]) -> Component:
    told = (_text(value.get(key), "name") for key in MAKERS)
    return Component(
        type=_text(value.get("type")),
        ref=_text(value.get("bom-ref")),
        maker=next((each for each in told if each), ""),
        publisher=_text(value.get("publisher")),
        name=_text(value.get("name")),
        version=_text(value.get("version")),
        cpe=_text(value.get("cpe")),
    )


def of_component(found: Component, place: Origin) -> Iterator[Observation]:
    """Yield what a component tells; software says nothing unless a company stands beside it."""
    if found.type in _SOFTWARE and not found.maker:
        return
    told = [
        ("maker", found.maker or found.publisher),
        ("model", found.name),
        ("firmware", found.version),
        ("cpe", found.cpe),
    ]
    yield from observations(found.ref or str(place), told, place, within=COMPONENTS)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None


def _text(value: Json, name: str = "") -> str:
    """Return a text, or the member of an object that is one; NetBox writes both."""
    found = _member(value, name) if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""
