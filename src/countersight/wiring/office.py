"""An office: its folder opened, its worker made, its web application served."""

import os
import secrets
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from countersight.errors import SettingError
from countersight.messages import _
from countersight.wiring import CLOCK, LICENCE, catalogue
from countersight.wiring.casework import WATCH

if TYPE_CHECKING:
    from countersight.model.catalogue import Catalogue
    from countersight.model.office import Asked
    from countersight.model.review import Review
    from countersight.stores.office import Office
    from countersight.work.office import Desk, Worker
    from countersight.work.office.enquiries import Enquiries
    from countersight.work.screening import Screening

WORKSPACE: Final = "COUNTERSIGHT_WORKSPACE"
"""Environment variable: the folder of the office."""
KEY: Final = "COUNTERSIGHT_SERVED_KEY"
"""Environment variable within this process: the key that is asked for; never on the disk."""
APPLICATION: Final = "countersight.web.app:make"
"""What uvicorn is told; so nothing below imports ``web``."""
HOST: Final = "127.0.0.1"
STRETCH: Final = 4_096
"""Rows that are screened and kept at once: so often progress is told, a wish to cancel is
heard, and other writers get their turn. A run that goes on counts in them: they stay so.
"""
LONGEST_HEAD: Final = 256 * 1024
"""Bytes of a request before its body; so that an address that is too long gets a page."""
HOSTS: Final = frozenset({HOST, "localhost"})
"""Addresses of this machine, which alone may ask."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An office that is open: what can be done at its desk, and who works on what waits."""

    office: "Office"
    desk: "Desk"
    worker: "Worker"

    def close(self) -> None:
        """Let the worker end, and let go of the database."""
        self.worker.stop()
        self.office.close()


def workspace_folder() -> Path:
    """Return the folder of the office: as the environment says, or the user's own."""
    said = os.environ.get(WORKSPACE)  # noqa: TID251 - wiring is the one reader
    own = platformdirs.user_data_dir("countersight", appauthor=False)
    return Path(said) if said else Path(own) / "workspace"


def open_desk(folder: Path | None = None) -> Opened:
    """Open the office in a folder; the worker is made, and not yet started.

    Raises:
        SettingError: the extra ``web`` is not installed.
        StoreError: the folder can't be used.
    """
    try:
        from countersight.stores.office import open_office
    except ImportError as gone:
        raise missing(gone) from gone
    from countersight.wiring.lists import list_store
    from countersight.work.office import Desk, Worker
    from countersight.work.office.held import HeldLists
    from countersight.work.office.screenings import Screenings

    office = open_office(folder or workspace_folder(), WATCH, what="serve")
    known = catalogue()
    screenings = Screenings(office, partial(_screening, known))
    worker = Worker(office.jobs, screenings.perform, secrets.token_hex(8))
    held = HeldLists(list_store(), CLOCK)
    desk = Desk(office, known, screenings, CLOCK, worker.wake, held, lambda: worker.hindrance)
    return Opened(office, desk, worker)


def served_key() -> str:
    """Return the key that is asked for; empty where none is."""
    return os.environ.get(KEY, "")  # noqa: TID251 - wiring is the one reader


def new_key() -> str:
    """Return a key that nobody can guess: 256 bits, for one run of ``serve``."""
    return secrets.token_urlsafe(32)


def check_free(folder: Path) -> None:
    """Make sure that no other process works in a folder, before an address is told.

    Raises:
        InUseError: one does.
        SettingError: the extra ``web`` is not installed.
    """
    try:
        from countersight.stores.office.lock import OfficeLock
    except ImportError as gone:
        raise missing(gone) from gone
    if folder.is_dir():
        OfficeLock(folder, "serve", WATCH.now()).release()


def enquiries(desk: "Desk") -> "Enquiries":
    """Return what answers a program's questions at once, by what an office knows."""
    from countersight.wiring.devices import identifying
    from countersight.work.office.enquiries import Enquiries, Makers

    makers = Makers(desk.screenings.makes, identifying, desk.lists.pinned)
    return Enquiries(desk.catalogue, makers, desk.store.reviews.current, CLOCK)


def serve(folder: Path | None, port: int, *, key: str = "") -> None:
    """Serve the web application to this machine alone, until it is stopped.

    With a *key*, to those alone who hold it.

    Raises:
        SettingError: the extra ``web`` is not installed.
        StoreError: the folder can't be used.
    """
    try:
        import uvicorn
    except ImportError as gone:
        raise missing(gone) from gone

    if folder is not None:
        os.environ[WORKSPACE] = str(folder)  # noqa: TID251 - for the process that serves
    os.environ[KEY] = key  # noqa: TID251 - the same
    uvicorn.run(
        APPLICATION,
        factory=True,
        host=HOST,
        port=port,
        log_level="warning",
        server_header=False,
        limit_concurrency=200,
        ws="none",
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )


def _screening(
    known: "Catalogue", asked: "Asked", reviews: "tuple[Review, ...]"
) -> "Screening":
    from countersight.model.finding import Grounds, ListVersion
    from countersight.model.review import ReviewFile
    from countersight.read import Limits, Options
    from countersight.wiring.asked_lists import asking_lists
    from countersight.wiring.devices import device_matches
    from countersight.wiring.names import near_names
    from countersight.work.office.asking import profile_of
    from countersight.work.reviewing import version_of
    from countersight.work.screening import Conditions, Screening

    asks = profile_of(asked.profile, known.vocabulary)
    on = asked.as_of or CLOCK.today()
    lists = [
        ListVersion(
            "Countersight catalogue", known.version, known.verified_on.isoformat(), LICENCE
        )
    ]
    asks_lists, named = asking_lists(asked.lists, on)
    lists += named
    if reviews:
        lists.append(version_of(ReviewFile("of this office", _version(reviews), reviews), on))
    grounds = Grounds(tuple(lists), on, asks)
    options = Options(asked.mapping, asked.kind, Limits(batch_rows=STRETCH))
    conditions = Conditions(grounds, options, asked.every, reviews)
    return Screening(
        known, conditions, partial(device_matches, known, on), near_names, asks_lists
    )


def _version(reviews: "tuple[Review, ...]") -> str:
    from countersight.ids import canonical_json, digest

    said = [[one.record, one.entity, one.verdict, one.when.isoformat()] for one in reviews]
    return digest(canonical_json(sorted(said)).encode())


def missing(gone: ImportError) -> SettingError:
    """Return what is told where the extra ``web`` is not installed."""
    return SettingError(
        _("the web application needs {name}, which is not installed").format(name=gone.name),
        hint=_("Install it: pip install 'countersight[web]'."),
    )
