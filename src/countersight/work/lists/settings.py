"""What a user says of a list's file, and what adding it comes to."""

from dataclasses import dataclass
from datetime import date

from countersight.ids import ListId
from countersight.model.edition import Edition, ListDelta, Rhythm
from countersight.model.record import Problem


@dataclass(frozen=True, slots=True)
class ListSettings:
    """What a user says of a list's file."""

    name: ListId | None = None
    """Whose it is meant to be; of a list that is not known, what it is called."""
    vintage: date | None = None
    """The day up to which it speaks; told by the file where nobody says it."""
    licence: str = ""
    rhythm: Rhythm | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    accept: bool = False
    """Keep it though it has shrunk by half."""
    again: bool = False
    """It is read again where it was read before, so it is no older than what is held."""


@dataclass(frozen=True, slots=True)
class AddedList:
    """What adding a list came to."""

    edition: Edition
    problems: tuple[Problem, ...]
    before: Edition | None = None
    """The edition that came before it."""
    delta: ListDelta | None = None
    """What it differs in from that one."""
    latest: Edition | None = None
    """The latest of its list, where that is another one."""
    unchanged: bool = False
    """The same bytes are held already."""
