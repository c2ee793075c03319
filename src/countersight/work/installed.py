"""Which libraries are installed beside the program: its own, and those of each extra."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from types import MappingProxyType
from typing import Final

from countersight.messages import marked

DISTRIBUTION: Final = "countersight"
BASE: Final = ""
"""What stands for no extra: the libraries that everybody has."""
EXTRAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "xlsx": marked("--format xlsx"),
        "case": marked("countersight case and verify"),
        "web": marked("countersight serve"),
        "netbox": marked("countersight fetch netbox, and NetBox's exports as YAML"),
        "re2": marked("signatures in linear time"),
        "pandas": marked("to_pandas() of the Python interface"),
        "interop": marked("checks what restrictions export --format ftm writes"),
        "test": marked("the tests of the program itself"),
        "bench": marked("the peers that names are measured beside"),
        "dev": marked("what the program is made with"),
    }
)
"""Every extra, and what it is for."""
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
"""Of a distribution (PEP 508)."""
_EXTRA: Final = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_LEAST: Final = re.compile(r">=\s*(\d+(?:\.\d+)*)")
_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Libraries:
    """What is there of the libraries that are asked for together."""

    extra: str
    """Name of the extra; ``BASE`` for none."""
    there: tuple[str, ...] = ()
    """Name and version of each that will do: ``polars 2.1.0``."""
    old: tuple[str, ...] = ()
    """The same of each that is older than asked for, with what was asked for."""
    missing: tuple[str, ...] = ()
    """Names of those that are not installed."""

    @property
    def is_known(self) -> bool:
        """Whether the program, as it is installed, asks for anything here."""
        return bool(self.there or self.old or self.missing)


def installed() -> Iterator[Libraries]:
    """Yield what is there of the base, and of every extra in the order of ``EXTRAS``.

    Raises:
        PackageNotFoundError: the program itself is not installed.
    """
    asked: dict[str, list[str]] = {extra: [] for extra in (BASE, *EXTRAS)}
    for line in metadata.requires(DISTRIBUTION) or ():
        found = _EXTRA.search(line)
        asked.setdefault(found[1] if found else BASE, []).append(line.partition(";")[0])
    for extra, lines in asked.items():
        yield _looked_up(extra, lines)


def _looked_up(extra: str, lines: list[str]) -> Libraries:
    there, old, missing = [], [], []
    for line in lines:
        name = _name(line)
        if name == DISTRIBUTION:
            continue  # an extra that takes in others; its installer writes theirs beside it
        version = _version(name)
        if version is None:
            missing.append(name)
        elif _is_old(version, line):
            old.append(f"{name} {version} ({line.strip()})")
        else:
            there.append(f"{name} {version}")
    return Libraries(extra, tuple(there), tuple(old), tuple(missing))


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    return found[0] if found else requirement


def _version(name: str) -> str | None:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return None


def _is_old(version: str, requirement: str) -> bool:
    """Return whether the release lies below the least that is asked for (PEP 440).

    >>> _is_old("2.9.1", "polars>=2.10"), _is_old("2.10", "polars>=2.10.0")
    (True, False)
    """
    least = _LEAST.search(requirement)
    return least is not None and _release(version) < _release(least[1])


def _release(version: str) -> tuple[int, ...]:
    """Return the numbers of a release, without the zeros at its end, which say nothing."""
    found = _NUMBERS.match(version)
    numbers = [int(each) for each in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
