"""Make a hard load of names: a list, queries, and the truth, from a seed.

Half of the queries are listed names that were changed in one of the ways of
`bench.names.perturb`, half are real names of companies that are not listed, most of them
chosen to be like listed ones. The truth is written to a file of its own.
"""

import argparse
import bisect
import csv
import hashlib
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from bench.names.letters import Known
from bench.names.negatives import Listed, choose
from bench.names.perturb import KINDS
from bench.names.sources import OUT, Entry, Split, realdata, register, restricted, split_of
from bench.names.words import core, glue, key, sameness

TRIES = 5000
FROM_RESTRICTED = 0.25
SEPARATOR = "; "


MAKERS = ("load", "letters", "perturb", "negatives", "sources", "tables", "words")


@cache
def _making() -> str:
    """Return a checksum of the modules that a load depends on."""
    sources = (Path(__file__).with_name(f"{name}.py").read_bytes() for name in MAKERS)
    return f"{zlib.crc32(b''.join(sources)):08x}"


def digest(folder: Path) -> str:
    """Return a checksum of a load's files, to tell whether two loads are one."""
    names = ("entries.csv", "queries.csv", "truth.csv")
    found = hashlib.sha256(b"".join((folder / name).read_bytes() for name in names))
    return found.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Spec:
    """What a load is made from; the same values make the same load."""

    split: Split = Split.DEV
    seed: int = 1
    entries: int = 20_000
    queries: int = 2_000
    share: float = 0.5
    """Part of the queries that are listed names."""
    mix: str = "hard"
    """How the others are chosen (`negatives.MIXES`)."""
    countries: float = 0.0
    """Part of the queries that carry their country."""

    @property
    def folder(self) -> Path:
        """Return where the load is written; another place once the making has changed."""
        parts = (self.split, self.seed, self.mix, self.queries, self.entries)
        rest = (self.share, self.countries, _making())
        return OUT / "loads" / "-".join(str(part) for part in (*parts, *rest))


@dataclass(frozen=True, slots=True)
class Query:
    """One row of a user's file, with what is true of it."""

    id: str
    name: str
    country: str
    truth: str
    """The identifier of the listed entry; empty if none is meant."""
    kind: str
    """How it was changed, or how the unlisted name was chosen."""


@dataclass(frozen=True, slots=True)
class Load:
    """A list and the queries to match against it."""

    entries: list[Entry]
    queries: list[Query]


@dataclass(slots=True)
class Maker:
    """Makes queries out of listed names, each at most once."""

    entries: list[Entry]
    listed: Listed
    random: Random
    restricted: list[Entry] = field(init=False)
    written: set[str] = field(default_factory=set)
    begins: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.restricted = [e for e in self.entries if e.source != "register"]
        self.begins = sorted({glue(name) for e in self.entries for name in e.names})

    def make(self, kind: str) -> tuple[Entry, str] | None:
        """Return an entry and one of its names changed in that way; None if none was found."""
        for _ in range(TRIES):
            lucky = self.random.random() < FROM_RESTRICTED and self.restricted
            entry = self.random.choice(self.restricted if lucky else self.entries)
            if entry.source == "filler":
                continue
            aliased = entry.aliases and self.random.random() < 0.5
            name = self.random.choice(entry.aliases) if aliased else entry.name
            if len(key(name)) < 4:
                continue
            known = Known.of(name, entry.country, self.listed.frequency)
            changed = KINDS[kind](known, self.random)
            if changed and changed not in self.written and self._clear(changed, name, entry.id):
                self.written.add(changed)
                return entry, changed
        return None

    def _clear(self, changed: str, name: str, entry_id: str) -> bool:
        """Tell whether the changed name still means this entry and no other listed one."""
        if changed == name or len(key(changed)) < 4:
            return False
        begin, own = glue(changed), glue(name)
        owners = {
            self.listed.owner.get(key(changed), entry_id),
            self.listed.same.get(sameness(changed), entry_id),
        }
        if owners != {entry_id}:
            return False
        if not own.startswith(begin):
            return True
        first = bisect.bisect_left(self.begins, begin)
        return all(
            self.listed.owner.get(key(other), entry_id) == entry_id or other == own
            for other in self.begins[first : first + 2]
            if other.startswith(begin)
        )


def pool_of(split: Split, folder: Path) -> tuple[list[Entry], list[Entry]]:
    """Return the split's restricted and registered entries; no two names share a key."""
    seen: set[str] = set()
    found: tuple[list[Entry], list[Entry]] = ([], [])
    for place, source in enumerate((restricted(folder), register(folder))):
        for entry in source:
            if split_of(entry.id) is not split:
                continue
            main, *others = (key(name) for name in entry.names)
            if main in seen or not main:
                continue
            aliases = tuple(
                alias
                for alias, k in zip(entry.aliases, others, strict=True)
                if k not in seen and k != main
            )
            seen.update((main, *(key(alias) for alias in aliases)))
            found[place].append(
                Entry(entry.id, entry.name, aliases, entry.country, entry.source)
            )
    return found


def fillers(entries: Sequence[Entry], count: int, random: Random) -> list[Entry]:
    """Return made-up entries, the front of one name and the rear of another."""
    made: dict[str, Entry] = {}
    while len(made) < count:
        one, two = (random.choice(entries) for _ in range(2))
        front, rear = one.name.split(), two.name.split()
        name = " ".join(front[: max(1, len(front) // 2)] + rear[len(rear) // 2 :])
        made.setdefault(
            key(name), Entry(f"filler:{len(made)}", name, (), two.country, "filler")
        )
    return list(made.values())


def build(spec: Spec, folder: Path) -> Load:
    """Return the load of *spec*, made from the real data in *folder*."""
    random = Random(f"{spec.split} {spec.seed}")
    special, rest = pool_of(spec.split, folder)
    random.shuffle(rest)
    # An eighth of the register stays outside, so that there are unlisted names to choose from.
    room = min(max(spec.entries - len(special), 0), len(rest) - len(rest) // 8)
    entries = (special + rest[:room])[: spec.entries]
    frequency = Counter(w for e in (*special, *rest) for w in set(core(e.name)))
    if len(entries) < spec.entries:
        entries += fillers(entries, spec.entries - len(entries), random)
    random.shuffle(entries)
    listed = Listed(entries, frequency)
    meant = round(spec.queries * spec.share)
    rows = _positives(Maker(entries, listed, random), meant)
    unlisted = choose(rest[room:], listed, spec.queries - len(rows), spec.mix, random)
    rows += [(entry.name, entry.country, "", way) for entry, way in unlisted]
    random.shuffle(rows)
    queries = [
        Query(f"q{n}", name, country if random.random() < spec.countries else "", truth, kind)
        for n, (name, country, truth, kind) in enumerate(rows)
    ]
    return Load(entries, queries)


def _positives(maker: Maker, count: int) -> list[tuple[str, str, str, str]]:
    rows: list[tuple[str, str, str, str]] = []
    kinds = list(KINDS)
    while kinds and len(rows) < count:
        for kind in tuple(kinds):
            made = maker.make(kind) if len(rows) < count else None
            if made:
                entry, name = made
                rows.append((name, entry.country, entry.id, kind))
            elif len(rows) < count:
                kinds.remove(kind)
    return rows


ENTRY_FIELDS = ("id", "name", "aliases", "country")
QUERY_FIELDS = ("id", "name", "country")
TRUTH_FIELDS = ("id", "truth", "kind")


def write(load: Load, folder: Path) -> None:
    """Write entries.csv and queries.csv as the program reads them, and truth.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        folder / "entries.csv",
        ENTRY_FIELDS,
        [
            (e.id, e.name, SEPARATOR.join(a.replace(";", ",") for a in e.aliases), e.country)
            for e in load.entries
        ],
    )
    _write(
        folder / "queries.csv", QUERY_FIELDS, [(q.id, q.name, q.country) for q in load.queries]
    )
    _write(folder / "truth.csv", TRUTH_FIELDS, [(q.id, q.truth, q.kind) for q in load.queries])


def _write(path: Path, fields: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        writer.writerows(rows)


def made(spec: Spec) -> Path:
    """Return the folder of the load, making it first if it is not there."""
    if not (spec.folder / "truth.csv").is_file():
        write(build(spec, realdata()), spec.folder)
    return spec.folder


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that make a `Spec`."""
    default = Spec()
    parser.add_argument("--split", type=Split, choices=list(Split), default=default.split)
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--entries", type=int, default=default.entries)
    parser.add_argument("--queries", type=int, default=default.queries)
    parser.add_argument("--share", type=float, default=default.share)
    parser.add_argument("--mix", default=default.mix)
    parser.add_argument("--countries", type=float, default=default.countries)


def spec_of(options: argparse.Namespace) -> Spec:
    """Return the `Spec` that the options of `add_options` say."""
    names = ("split", "seed", "entries", "queries", "share", "mix", "countries")
    return Spec(**{name: getattr(options, name) for name in names})


def main(arguments: Sequence[str]) -> None:
    """Make a load and print what is in it."""
    parser = argparse.ArgumentParser(prog="python -m bench.names load", description=__doc__)
    add_options(parser)
    spec = spec_of(parser.parse_args(arguments))
    load = build(spec, realdata())
    write(load, spec.folder)
    print(f"{spec.folder} ({digest(spec.folder)})")
    print(f"{len(load.entries)} entries, {len(load.queries)} queries")
    print("entries", dict(Counter(e.source for e in load.entries)))
    print("listed", dict(Counter(q.kind for q in load.queries if q.truth)))
    print("unlisted", dict(Counter(q.kind for q in load.queries if not q.truth)))
