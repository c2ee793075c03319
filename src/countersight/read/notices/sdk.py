"""Paths and codes of eForms, loaded once from ``eforms.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_PREFIX: Final = re.compile(r"\w+:")


@dataclass(frozen=True, slots=True)
class Withholding:
    """How a withheld field is told: the code of its block, and where the block stands."""

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Sdk:
    """What this project takes from one edition of the eForms SDK."""

    version: str
    paths: Mapping[str, Mapping[str, str]]
    """Local names by element and need."""
    withheld: Mapping[str, Withholding]
    masks: frozenset[str]
    no_winner: frozenset[str]
    """Decisions on a lot that say it has no winner."""
    subtypes: Mapping[str, str]


@cache
def sdk() -> Sdk:
    """Return the edition that is bundled.

    >>> sdk().paths["tender"]["value"]
    'LegalMonetaryTotal/PayableAmount'
    """
    data = tomllib.loads(files(__package__).joinpath("eforms.toml").read_text("utf-8"))
    paths = {
        element: MappingProxyType(
            {need: local(told["path"]) for need, told in needs.items() if need != "in"}
        )
        for element, needs in data["path"].items()
    }
    withheld = {
        need: Withholding(told["code"], local(told["path"]))
        for need, told in data["withheld"].items()
        if need != "masks"
    }
    return Sdk(
        data["sdk"],
        MappingProxyType(paths),
        MappingProxyType(withheld),
        frozenset(data["withheld"]["masks"]),
        frozenset(data["decision"]["none"]),
        MappingProxyType(data["subtype"]),
    )


def local(path: str) -> str:
    """Return a path without the prefixes of its names.

    >>> local("cac:Party/cbc:ID")
    'Party/ID'
    """
    return _PREFIX.sub("", path)
