"""Asset lists as observations: any table that ``read`` reads, of rows that are devices."""

import re
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_interface
from typing import Final

import polars as pl

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Batch, Origin, Problem, RecordKind
from countersight.read.devices.making import observations
from countersight.read.reading import read
from countersight.read.source import Options, Source

KINDS: Final = {
    "name": "maker",
    "maker": "maker",
    "brand": "brand",
    "model": "model",
    "serial": "serial",
    "mac": "mac",
    "ip": "address",
    "site": "site",
    "id": "asset",
    "date": "date",
}
"""Columns of a batch, and the kinds of observations that they are."""
INVENTORY: Final = "inventory"
"""What a row of an asset list is a part of: all of it was written by one hand."""
_GERMAN: Final = frozenset({"Hersteller", "Typ"})
_DELIMITER: Final = re.compile("[,;\t]")
_NETBOX_ROLES: Final = ("Role", "Device Role", "Device role")
_HOSTS: Final = ("id", "ip", "mac", "serial")
_THINGS: Final = (RecordKind.DEVICE.value, RecordKind.COMPONENT.value)


def read_assets(source: Source, options: Options) -> Iterator[Observations]:
    """Yield the observations of a table, a batch at a time."""
    for batch in read(source, options):
        yield _of_batch(batch)


def as_exported(head: str, options: Options) -> Options:
    """Return how to read a table that begins so.

    NetBox calls the model ``Type``; a German list, beside ``Hersteller``, ``Typ``.

    >>> as_exported("Name,Status,Role,Manufacturer,Type,IP Address", Options()).mapping
    (('model', 'Type'),)
    """
    headers = {each.strip() for each in _DELIMITER.split(head.partition("\n")[0])}
    if not options.mapping and headers >= _GERMAN and "Modell" not in headers:
        return replace(options, mapping=(("model", "Typ"),))
    known = any(headers >= {"Manufacturer", "Type", role} for role in _NETBOX_ROLES)
    if options.mapping or not known or "Model" in headers:
        return options
    return replace(options, mapping=(("model", "Type"),))


def _of_batch(batch: Batch) -> Observations:
    table = pl.DataFrame(batch.table)
    seen: list[Observation] = []
    others = 0
    for row in table.iter_rows(named=True):
        if row["kind"] not in _THINGS:
            others += 1
            continue
        place = Origin(row["file"], row["member"], row["sheet"], row["row"], row["pointer"])
        row["ip"] = _address(row["ip"])
        host = next((row[name] for name in _HOSTS if row[name]), str(place))
        told = [(kind, row[name]) for name, kind in KINDS.items() if row[name]]
        if row["maker"] and row["maker"] == row["name"]:
            told.remove(("maker", row["name"]))
        seen += observations(host, told, place, within=INVENTORY)
    problems = batch.problems
    if others:
        told_so = sentence(
            "{others} rows are no devices, and nothing was made of them", others=others
        )
        hint = sentence(
            "Use `screen` for suppliers and payments, or --kind device if these are devices."
        )
        problems = (
            *problems,
            Problem(batch.reading.origin, "no-device", told_so, hint, rows=0),
        )
    return Observations(tuple(seen), problems, batch.reading.format)


def _address(stated: str | None) -> str:
    """Return an address without the length of its network; nothing where it is none."""
    try:
        return str(ip_interface((stated or "").strip()).ip)
    except ValueError:
        return ""
