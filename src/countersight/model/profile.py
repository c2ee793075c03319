"""Who the user is, and the defaults that follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from countersight.model.facts import FactValue
from countersight.model.record import RecordKind


@dataclass(frozen=True, slots=True)
class Profile:
    """A user's place and roles; ``assume`` holds facts that hold unless a record says else."""

    name: str
    place: str = ""
    """ISO 3166-1 or 3166-2, or ``EU``; may be empty where nothing is decided."""
    roles: tuple[str, ...] = ()
    assume: Mapping[str, FactValue] = field(default_factory=dict)
    acts: Mapping[RecordKind, tuple[str, ...]] = field(default_factory=dict)
    """Which acts a kind of record stands for, where that differs from the default table."""
    summary: str = ""
    decides: bool = True
    """False: the catalogue's facts are told, and no duty is decided."""
