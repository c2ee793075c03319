"""One office, one process: a lock of the operating system on a file in the folder.

It goes with the process that holds it, however that ends, so that none is ever stale; the file
itself stays, and says who held it last. Who only reads does not ask for it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final

from countersight.errors import InUseError, StoreError
from countersight.messages import sentence

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE: Final = "office.lock"
_FAR: Final = 1 << 30
"""The byte that Windows locks: beyond what is written, for it hides what it locks."""
_MOST: Final = 1_000
"""Bytes of what is said of the holder."""


class OfficeLock:
    """Holds one folder for this process."""

    def __init__(self, folder: Path, what: str, moment: str) -> None:
        """Take the folder.

        Args:
            folder: of the office; it is there.
            what: the command that takes it, as others are told.
            moment: when it does, as others are told.

        Raises:
            InUseError: another holds it.
            StoreError: the file can't be made.
        """
        path = folder / FILE
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as wrong:
            raise StoreError(
                sentence("{folder}: can't be used: {why}", folder=folder, why=wrong.strerror)
            ) from wrong
        try:
            _lock(self._handle)
        except OSError as wrong:
            said = _said(self._handle)
            self.release()
            raise InUseError(
                sentence("{folder}: is in use by {holder}", folder=folder, holder=said),
                hint=sentence(
                    "End that process first (Ctrl-C where it runs), or name another folder "
                    "with --workspace."
                ),
            ) from wrong
        told = json.dumps({"process": os.getpid(), "what": what, "since": moment})
        os.ftruncate(self._handle, 0)
        os.write(self._handle, told.encode())  # nothing was read of it: it stands at its start

    def release(self) -> None:
        """Let the folder go."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _said(handle: int) -> str:
    """Return who holds a lock, as far as the file tells."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        told = json.loads(os.read(handle, _MOST))
        process, what, since = (str(told[each])[:40] for each in ("process", "what", "since"))
    except (ValueError, KeyError, TypeError):
        return sentence("another process")
    return sentence(
        "process {process} ({what}, since {since})", process=process, what=what, since=since
    )


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
