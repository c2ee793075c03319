"""Whole registries of MAC prefixes that a user loaded, kept in a folder for all later runs.

One file a kind of registry (blocks of 24, 28 or 36 bits, or several), so that a newer edition
takes the place of the one before. A file has a line of JSON (name, date, source), then a block
and the name of its holder a line, parted by a tab; it is written whole or not at all.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.model.signature import Holder, MacRegistry
from countersight.model.values import PartialDate
from countersight.stores.whole import whole_file

_FORM: Final = 1
_KINDS: Final = {6: "ma-l", 7: "ma-m", 9: "ma-s"}
_HINT: Final = sentence("Delete the file, and load the registry again.")


def keep_registry(folder: Path, registry: MacRegistry) -> Path:
    """Write a registry into the folder, in the place of the one of its kind; return where.

    Raises:
        SourceError: it can't be written.
    """
    target = folder / f"{kind_of(registry)}.tsv"
    head = {
        "form": _FORM,
        "name": registry.name,
        "date": registry.date.text,
        "source": registry.source,
    }
    lines = [json.dumps(head)]
    for holder in registry.holders:
        name = " ".join(holder.name.split())
        lines += [f"{block}\t{name}" for block in holder.blocks]
    data = "\n".join([*lines, ""]).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            file.write(data)
    except OSError as wrong:
        said = sentence(
            "{target}: the registry can't be kept: {strerror}",
            target=target,
            strerror=wrong.strerror,
        )
        raise SourceError(
            said, hint=sentence("Set COUNTERSIGHT_DATA to a folder of yours.")
        ) from wrong
    return target


def kept_registries(folder: Path) -> tuple[MacRegistry, ...]:
    """Return the registries of the folder, in the order of their files' names.

    Raises:
        SourceError: a file can't be read, or was not written by this program.
    """
    return tuple(_read(path) for path in _files(folder))


def kind_of(registry: MacRegistry) -> str:
    """Return what kinds of blocks a registry has, such as ``ma-l`` or ``ma-l-ma-m-ma-s``."""
    sizes = {len(block) for holder in registry.holders for block in holder.blocks}
    return "-".join(_KINDS[size] for size in sorted(sizes))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix == ".tsv")


def _read(path: Path) -> MacRegistry:
    blocks: dict[str, list[str]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8") as stream:
            head = json.loads(stream.readline())
            for line in stream:
                block, _, name = line.rstrip("\n").partition("\t")
                blocks[name].append(block)
        holders = tuple(Holder(name, tuple(found)) for name, found in blocks.items())
        day = PartialDate.parse(head["date"])
        return MacRegistry(head["name"], day, head["source"], holders, whole=True)
    except OSError as wrong:
        raise SourceError(
            sentence("{path}: can't be read: {strerror}", path=path, strerror=wrong.strerror),
            hint=_HINT,
        ) from wrong
    except (ValueError, KeyError, TypeError) as wrong:
        raise SourceError(
            sentence("{path}: is no kept registry", path=path), hint=_HINT
        ) from wrong
