"""Observations made with care: bounded, without secrets, and with the parts of an answer.

Answers of discovery (SADP, DHIP, ONVIF, ISAPI, UPnP) hold a model, a serial number, an
address; these become observations of their own, beside the answer itself.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from urllib.parse import unquote

from countersight.model.device import Observation
from countersight.model.record import Origin
from countersight.read.devices.secrets import MASK, is_secret, masked, masked_cookies

LONGEST: Final = 4_000
"""Letters of a value that are kept; signatures see fewer."""
LONGEST_HOST: Final = 253
"""Letters of a host's name (RFC 1035, 2.3.4)."""

_PARTS: Final = {
    "sadp": "answer",
    "dhip": "answer",
    "isapi.device_info": "answer",
    "onvif.device_info": "answer",
    "upnp": "answer",
    "onvif.scopes": "scopes",
}
_PLAIN: Final = frozenset({"mac", "address", "port"})
"""Kinds whose values have no room for a secret, and that there are many of."""
_FIELDS: Final = {
    "devicedescription": "model",
    "model": "model",
    "modelname": "model",
    "devicetype": "type",
    "devicesn": "serial",
    "serialno": "serial",
    "serialnumber": "serial",
    "mac": "mac",
    "macaddress": "mac",
    "manufacturer": "maker",
    "vendor": "brand",
    "brand": "brand",
    "softwareversion": "firmware",
    "firmwareversion": "firmware",
    "analogchannelnum": "channels.analogue",
    "digitalchannelnum": "channels.digital",
    "videoinputchannels": "channels.analogue",
    "remotevideoinputchannels": "channels.digital",
}
_PAIR: Final = re.compile(
    r"(?:<|\"|\b)(?P<name>[A-Za-z]{2,30})\"?\s{0,3}(?:>|[:=])\s{0,3}\"?"
    r"(?P<value>(?:[^<>\"',;{}\r\n]|,(?!\s{0,3}(?:\"|\w{1,30}\s{0,3}[:=]))){1,200})"
)
"""A field and its value, which may hold a comma before no further field."""
_HARDWARE: Final = re.compile(r"/hardware/([^\s]{1,80})")
_MAC_SCOPE: Final = re.compile(r"/(?:MAC|mac)/([0-9A-Fa-f:.-]{12,17})")
_NO_MODEL: Final = re.compile(r"\d+$|urn:|(?:IP ?Camera|IPC|NVR|DVR|IPD)$", re.IGNORECASE)
"""Types that are a number, a class of UPnP, or a word for all cameras, and no model."""
_NUMBER: Final = re.compile(r"\d{1,4}")


def observations(
    host: str,
    told: Iterable[tuple[str, str]],
    origin: Origin,
    day: date | None = None,
    within: str = "",
) -> Iterator[Observation]:
    """Yield the observations of one host, and the parts of answers among them.

    Args:
        host: how the file calls it.
        told: pairs of kind and value; those without a value say nothing.
        origin: where they stand.
        day: when they were seen, where the file says.
        within: what all of them are a part of, such as a row of an inventory.
    """
    for kind, value in told:
        stated = value.strip()
        if not stated:
            continue
        kept = stated[:LONGEST]
        if kind not in _PLAIN:
            kept = _masked(kind, stated[: LONGEST * 2])[:LONGEST]
        yield Observation(host[:LONGEST_HOST], kind, kept, origin, day, within)
        for part, found in parts(kind, kept):
            yield Observation(host[:LONGEST_HOST], part, found, origin, day, kind)


def _masked(kind: str, value: str) -> str:
    if is_secret(kind):
        return MASK
    return masked_cookies(value) if kind.endswith("cookie") else masked(value)


def parts(kind: str, value: str) -> list[tuple[str, str]]:
    """Return what an answer of discovery holds, as pairs of kind and value.

    >>> parts("sadp", "<DeviceDescription>DS-7804HQH-K1</DeviceDescription><Boot>x</Boot>")
    [('model', 'DS-7804HQH-K1')]
    >>> parts("onvif.scopes", "onvif://www.onvif.org/hardware/AXIS%20M1065-LW")
    [('model', 'AXIS M1065-LW')]
    """
    match _PARTS.get(kind):
        case "answer":
            return _of_answer(value)
        case "scopes":
            found = [("model", unquote(each)) for each in _HARDWARE.findall(value)[:1]]
            return found + [("mac", each) for each in _MAC_SCOPE.findall(value)[:1]]
        case _:
            return []


def _of_answer(value: str) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for met in _PAIR.finditer(value):
        kind = _FIELDS.get(met["name"].lower())
        stated = met["value"].strip()
        no_model = kind in {"model", "type"} and _NO_MODEL.match(stated) is not None
        if kind is not None and stated and stated != "N/A" and not no_model:
            found.setdefault(kind, stated)
    if model := found.pop("type", ""):
        found.setdefault("model", model)
    numbers = [found.pop(each, "") for each in ("channels.analogue", "channels.digital")]
    total = sum(int(each) for each in numbers if _NUMBER.fullmatch(each))
    if total:
        found.setdefault("channels", str(total))
    return list(found.items())
