"""What the program ends with."""

from enum import IntEnum


class Status(IntEnum):
    """What the program ends with."""

    CLEAN = 0
    FINDINGS = 1
    """Something at or above ``--fail-on``."""
    UNREAD = 2
    """An input, sheet or list could not be read to its end, or a call was wrong."""
    FAULT = 3
    """A fault of the program itself."""
    INTERRUPTED = 130
