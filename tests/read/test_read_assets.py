"""Asset lists: addresses join them with scans, and what NetBox exports is known."""

import io

import pytest

from countersight.model.device import Observation
from countersight.read import Options, Source
from countersight.read.devices import observe


def told(text: str, options: Options | None = None) -> set[tuple[str, str, str]]:
    source = Source("f", stream=io.BytesIO(text.encode()))
    found = list(observe(source, options))
    seen: list[Observation] = [each for stretch in found for each in stretch.seen]
    return {(each.host, each.kind, each.value) for each in seen}


NETBOX = (
    "Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,IP Address\n"
    "cam-1,Active,,Hall,,,Camera,Hikvision,DS-2CD2043G2-I,10.0.0.5/24\n"
)
BULK = (
    "name,device_role,tenant,manufacturer,device_type,serial,asset_tag,status,site\n"
    "cam-1,Camera,,Hikvision,DS-2CD2043G2-I,S123456,A1,active,Hall\n"
)


def test_a_table_that_netbox_shows_is_known_by_its_headers() -> None:
    assert told(NETBOX) == {
        ("10.0.0.5", "address", "10.0.0.5"),
        ("10.0.0.5", "maker", "Hikvision"),
        ("10.0.0.5", "model", "DS-2CD2043G2-I"),
        ("10.0.0.5", "site", "Hall"),
    }


def test_a_table_for_netbox_to_take_in_is_known_too() -> None:
    assert ("A1", "model", "DS-2CD2043G2-I") in told(BULK)


def test_what_a_user_says_of_columns_goes_before() -> None:
    named = told(NETBOX, Options((("model", "Role"),)))
    assert ("10.0.0.5", "model", "Camera") in named


@pytest.mark.parametrize("cell", ["DHCP", "n/a", "10.0.0", ""])
def test_what_is_no_address_is_not_taken_for_one(cell: str) -> None:
    kinds = {kind for _, kind, _ in told(f"Maker,Model,IP address\nAxis,P1,{cell}\n")}
    assert "address" not in kinds
