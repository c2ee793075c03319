"""What any site may ask, and what it may show in a frame: reconciliation, and nothing else."""

from typing import Final

OPEN: Final = "/reconcile"
"""What any site may ask, without cookies: it, and all below it, reads the catalogue alone."""
FRAMED: Final = "/reconcile/preview"
"""The one page that may be shown in a frame of another site: the preview of an entity."""


def is_open(path: str) -> bool:
    """Tell whether any site may ask for a path.

    >>> is_open("/reconcile"), is_open("/reconcile/preview"), is_open("/reconciled")
    (True, True, False)
    """
    return path == OPEN or path.startswith(f"{OPEN}/")
