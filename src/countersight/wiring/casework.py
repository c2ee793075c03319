"""Cases: their folder opened, the extra asked for, and who does it."""

import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from countersight.errors import DamageError, LogError, SettingError
from countersight.messages import _, sentence

if TYPE_CHECKING:
    from countersight.ports import CaseStore
    from countersight.preserve.parsing.asking import Parsers
    from countersight.publish.bag import Report
    from countersight.work.casework import Casework, Checked

BY: Final = "COUNTERSIGHT_BY"
"""Environment variable: who works on cases, where ``--by`` does not say."""
_HINT: Final = sentence("Install what cases need: pip install 'countersight[case]'")


class SystemWatch:
    """Tells the moment of the machine's clock, in UTC."""

    def now(self) -> str:
        """Return the time, to the second."""
        moment = datetime.now(tz=UTC).replace(microsecond=0)  # noqa: TID251 - the one clock
        return moment.isoformat().replace("+00:00", "Z")


WATCH: Final = SystemWatch()


def who(by: str | None) -> str:
    """Return who works on a case: as said, or as the environment says; never guessed.

    Raises:
        SettingError: nobody is named.
    """
    said = (by or os.environ.get(BY, "")).strip()  # noqa: TID251 - the one reader
    if not said:
        raise SettingError(
            _("nobody is named who does this, and the log must say who"),
            hint=_("Write --by 'case desk', or set {variable}; it is never guessed.").format(
                variable=BY
            ),
        )
    return said


@contextmanager
def casework(folder: Path, by: str) -> "Iterator[Casework]":
    """Open the case in a folder.

    Raises:
        SettingError: the extra ``case`` is not installed.
        StoreError: there is no case, or it can't be opened.
    """
    try:
        from countersight.stores.case import open_workspace
    except ImportError as gone:
        raise _missing(gone) from gone
    from countersight.catalogue import load_schemes
    from countersight.work.casework import Casework

    store = open_workspace(folder)
    try:
        yield Casework(store, load_schemes(), WATCH, by)
    finally:
        store.close()


def check(folder: Path, *, rebuild: bool = False) -> "Checked":
    """Look at everything of the case in a folder again; a damaged database is a finding too.

    Args:
        folder: of the case.
        rebuild: make anew first what is made of the log.

    Raises:
        SettingError: the extra ``case`` is not installed.
        StoreError: there is no case, or the machine does not let it be read.
    """
    try:
        with casework(folder, "") as work:
            from countersight.work.casework import check_case

            if rebuild:
                work.store.rebuild()
            return check_case(work.store)
    except (DamageError, LogError) as wrong:
        from countersight.work.casework import unopened

        return unopened(wrong)


@contextmanager
def made(folder: Path, origin: str) -> "Iterator[CaseStore]":
    """Make a case in a folder, with a log named *origin*.

    Raises:
        SettingError: the extra ``case`` is not installed.
        StoreError: there is a case already, or the folder can't be made.
    """
    try:
        from countersight.stores.case import create_workspace
    except ImportError as gone:
        raise _missing(gone) from gone
    store = create_workspace(folder, origin=origin)
    try:
        yield store
    finally:
        store.close()


def new_case(folder: Path, id_: str, title: str, by: str) -> str:
    """Make a case and name it; return the name of its log.

    Raises:
        SettingError: the id has not the form of one.
        StoreError: there is a case already, or the folder can't be made.
    """
    from countersight.claim.kinds import ID_FORM, MAX_ID

    if len(id_) > MAX_ID or re.fullmatch(ID_FORM, id_) is None:
        hint = _("Write --id with small letters and digits, parted by . - or _")
        raise SettingError(_("{id!r} is no id of a case").format(id=id_[:MAX_ID]), hint=hint)
    with made(folder, f"countersight/{id_}/{secrets.token_hex(4)}") as store:
        from countersight.catalogue import load_schemes
        from countersight.claim import Head
        from countersight.work.casework import Casework, begin

        begin(Casework(store, load_schemes(), WATCH, by), Head(id_, title))
        return store.log.origin


def parsers() -> "Parsers":
    """Return what reads documents, in processes of their own; use it in a ``with`` block."""
    from countersight.preserve.parsing.asking import Parsers

    return Parsers()


def import_case(bag: Path, folder: Path, by: str) -> "Report":
    """Restore a case from a bag; see ``work.casework.import_case``."""
    try:
        from countersight.work.casework import import_case as restore
    except ImportError as gone:
        raise _missing(gone) from gone
    return restore(bag, folder, made, by=by, watch=WATCH)


def verify(bag: str | Path, *, trusted: Sequence[str] = ()) -> "Report":
    """Say whether a bag is what it was: every file, the log, its signature, its proofs.

    Args:
        bag: the folder.
        trusted: keys (C2SP signed-note) that alone count; without any, those in the bag do.

    Raises:
        SettingError: the extra ``case`` is not installed.
    """
    try:
        from countersight.publish.bag import verify as look
    except ImportError as gone:
        raise _missing(gone) from gone
    return look(Path(bag), trusted=trusted)


def _missing(gone: ImportError) -> SettingError:
    return SettingError(
        _("cases need more than the base install ({library})").format(library=gone.name),
        hint=_HINT,
    )
