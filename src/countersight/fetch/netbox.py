"""Devices of a NetBox, by its REST interface (``pynetbox``): a part of the extra ``netbox``.

Of a device only what tells its maker and which one it is comes along: no comments, no custom
fields, no configuration, in which people keep passwords and names.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pynetbox

from countersight.errors import SourceError
from countersight.fetch.guarded import GuardedSession
from countersight.messages import sentence

PAGE: Final = 500
"""Devices that are asked for at once."""
MOST_DEVICES: Final = 1_000_000

Row = dict[str, object]


def netbox_devices(
    url: str, token: str | None = None, authorities: str | None = None
) -> Iterator[Row]:
    """Yield the devices of a NetBox, as its own exports write them, with their MAC addresses.

    Args:
        url: the address of the NetBox, such as ``https://netbox.example.org``.
        token: of its interface; None asks without one.
        authorities: a file of certificates of authorities that are trusted.

    Raises:
        SettingError: the address can't be used.
        SourceError: the server can't be asked, denies, or answers what is no NetBox.
    """
    session = GuardedSession(url, authorities=authorities)
    api = pynetbox.api(url, token=token)
    api.http_session = session
    try:
        macs = _macs(api)
        for number, device in enumerate(api.dcim.devices.all(limit=PAGE)):
            if number >= MOST_DEVICES:
                raise SourceError(
                    sentence(
                        "{url}: it has more than {most_devices} devices",
                        url=url,
                        most_devices=MOST_DEVICES,
                    )
                )
            yield _row(dict(device), macs)
    except (pynetbox.RequestError, pynetbox.ContentError, pynetbox.AllocationError) as error:
        raise SourceError(
            sentence("{url}: it does not answer as a NetBox does", url=url)
        ) from error
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise SourceError(
            sentence("{url}: it does not answer as a NetBox does", url=url)
        ) from error
    finally:
        session.close()


def _macs(api: Any) -> Mapping[str, list[str]]:
    """Return the hardware addresses of each device's interfaces."""
    found: dict[str, list[str]] = defaultdict(list)
    for interface in api.dcim.interfaces.all(limit=PAGE):
        told = dict(interface)
        device, mac = told.get("device"), told.get("mac_address")
        if isinstance(device, dict) and isinstance(mac, str):
            found[str(device.get("id"))].append(mac)
    return found


def _row(device: Mapping[str, Any], macs: Mapping[str, list[str]]) -> Row:
    type_ = device.get("device_type") or {}
    address = device.get("primary_ip") or {}
    return {
        "name": device.get("name"),
        "device_type": {
            "manufacturer": {"name": (type_.get("manufacturer") or {}).get("name")},
            "model": type_.get("model"),
        },
        "serial": device.get("serial"),
        "asset_tag": device.get("asset_tag"),
        "site": {"name": (device.get("site") or {}).get("name")},
        "primary_ip": {"address": address.get("address")},
        "mac_addresses": macs.get(str(device.get("id")), []),
    }
