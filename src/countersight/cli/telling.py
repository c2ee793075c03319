"""How a command that screens tells what it found."""

from dataclasses import dataclass
from pathlib import Path

from countersight.cli.failing import FailOn


@dataclass(frozen=True, slots=True)
class Telling:
    """How to tell what was found."""

    format: str = "text"
    fail_on: FailOn = FailOn.REVIEW
    quiet: bool = False
    output: Path | None = None
    """A file; None is standard output."""
