"""Real names to make a load from: a register of companies, restricted lists, the catalogue.

Nothing of them is kept in the project. Entries of kind fund are left out: a fund is no
supplier. Every entry belongs to one split for good, by its identifier alone, so that weights
fitted on `train` have seen no entry of `test`, whatever the seed of the load.
"""

import csv
import gzip
import os
import tomllib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET

from bench.names import tables
from bench.names.words import key, parts, words

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench"
VENDORS = ROOT / "src" / "countersight" / "catalogue" / "data" / "vendors"


def realdata() -> Path:
    """Return the folder of public data (COUNTERSIGHT_REALDATA, or beside the checkout).

    Raises:
        FileNotFoundError: it is not there.
    """
    told = os.environ.get("COUNTERSIGHT_REALDATA")  # noqa: TID251 - a script may
    folder = Path(told) if told else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        raise FileNotFoundError(f"no real data in {folder}; set COUNTERSIGHT_REALDATA")
    return folder


class Split(StrEnum):
    """The part of all entries that a load is made from."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Entry:
    """One company or body: a name as its source writes it, and other names of it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    source: str = "register"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name and the aliases."""
        return (self.name, *self.aliases)


def split_of(entry_id: str) -> Split:
    """Return the split of an identifier: 35 percent train, 20 dev, 45 test.

    >>> split_of("vendor:dahua") is split_of("vendor:dahua")
    True
    """
    place = zlib.crc32(b"names/1/" + entry_id.encode()) % 100
    return Split.TRAIN if place < 35 else Split.DEV if place < 55 else Split.TEST


def register(folder: Path) -> Iterator[Entry]:
    """Yield the legal entities of the LEI register, without its funds."""
    with gzip.open(folder / "identity/gleif-lei-names.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["category"] != "FUND":
                yield Entry("lei:" + row["lei"], row["legal_name"], (), row["country"])


def restricted(folder: Path) -> list[Entry]:
    """Return what the catalogue and the restricted lists name, an entry a company.

    Rows of different lists that share a name (but for legal form and punctuation) are one
    entry; vessels, aircraft and persons are left out.
    """
    owners: dict[str, int] = {}
    merged: list[Entry] = []
    for found in (*_catalogue(), *_listed(folder / "watchlists")):
        keys = [key(name) for name in found.names]
        place = next((owners[k] for k in keys if k in owners), len(merged))
        if place == len(merged):
            merged.append(found)
        else:
            first = merged[place]
            names = dict.fromkeys((*first.names, *found.names))
            merged[place] = Entry(
                first.id,
                first.name,
                tuple(names)[1:],
                first.country or found.country,
                first.source,
            )
        for k in keys:
            owners.setdefault(k, place)
    return merged


def _catalogue() -> Iterator[Entry]:
    for path in sorted(VENDORS.glob("*.toml")):
        vendor = tomllib.loads(path.read_text(encoding="utf-8"))
        unclear = set(vendor.get("ambiguous", ()))
        names = [n["text"] for n in vendor["names"] if n["text"] not in unclear]
        aliases = tuple(dict.fromkeys(n for n in names if n != vendor["name"]))
        yield Entry(
            "vendor:" + vendor["id"],
            vendor["name"],
            aliases,
            vendor.get("country", ""),
            "vendor",
        )


def _listed(folder: Path) -> Iterator[Entry]:
    for label, reader in _LISTS.items():
        for number, (name, aliases, country) in enumerate(reader(folder)):
            if len(key(name)) > 1:
                known = tuple(
                    a for a in dict.fromkeys(aliases) if a != name and len(key(a)) > 2
                )
                yield Entry(f"{label}:{number}", name, known, country, "list")


Listed = tuple[str, list[str], str]


def _rows(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def _alias(part: str) -> str:
    return part.strip().removeprefix("and ").rstrip(".")


def _is_body(name: str) -> bool:
    """Tell whether a name of no said type is a company's or body's: a word of it says so."""
    return bool(parts(name).after) or not tables.BODIES.isdisjoint(words(name))


def _csl(folder: Path) -> Iterator[Listed]:
    for row in _rows(folder / "us-csl-full-2022-no-individuals.csv.gz"):
        typed = row["type"] == "Entity"
        if typed or (not row["type"] and _is_body(row["name"])):
            country = row["addresses"].rpartition(",")[2].strip()
            yield (
                row["name"],
                [a for part in row["alt_names"].split(";") if (a := _alias(part))],
                country if len(country) == 2 else "",
            )


def _dod(folder: Path) -> Iterator[Listed]:
    for row in _rows(folder / "us-dod-1260h-history.csv"):
        yield row["Clean Name"], [a for a in (row["Alias"], row["Previous Name"]) if a], "CN"


def _mieu(folder: Path) -> Iterator[Listed]:
    for row in _rows(folder / "us-bis-mieu.csv"):
        yield row["Name"], [a for a in (row["Alias"],) if a], row["Country"]


def _denied(folder: Path) -> Iterator[Listed]:
    for row in _rows(folder / "bis-denied-persons-companies.tsv", delimiter="\t"):
        yield row["Name"], [], row["Country"]


def _ofac(folder: Path) -> Iterator[Listed]:
    for prime, also in (
        ("ofac-sdn-entities.csv.gz", "ofac-sdn-alt.csv"),
        ("ofac-cons-prim-entities.csv", "ofac-cons-alt.csv"),
    ):
        aliases: dict[str, list[str]] = {}
        with (folder / also).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                if len(row) > 3:
                    aliases.setdefault(row[0], []).append(row[3])
        opened = gzip.open if prime.endswith(".gz") else open
        with opened(folder / prime, "rt", encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                if len(row) > 2 and row[2].strip() == "-0-":
                    yield row[1], aliases.get(row[0], []), ""


def _un(folder: Path) -> Iterator[Listed]:
    with gzip.open(folder / "un-consolidated-entities.xml.gz", "rb") as file:
        for entity in ET.parse(file).iter("ENTITY"):  # noqa: S314 - a file that is ours to read
            aliases = [a.text.strip() for a in entity.iter("ALIAS_NAME") if a.text]
            yield (entity.findtext("FIRST_NAME") or "").strip(), aliases, ""


_LISTS: dict[str, Callable[[Path], Iterator[Listed]]] = {
    "csl": _csl,
    "dod1260h": _dod,
    "mieu": _mieu,
    "denied": _denied,
    "ofac": _ofac,
    "un": _un,
}
