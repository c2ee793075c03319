"""Outside lists wired: where they are kept, what keeps them, the index of their names."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from countersight.errors import SettingError, SourceError
from countersight.messages import _
from countersight.wiring import CLOCK
from countersight.wiring.devices import DATA
from countersight.wiring.names import IndexFile, kernels, name_matching

if TYPE_CHECKING:
    from countersight.ids import EditionId, ListId
    from countersight.ports import ListStore
    from countersight.work.lists import AddedList, ListKeeping
    from countersight.work.naming import NameMatching


def list_folder() -> Path:
    """Return where the lists that a user added are kept."""
    said = os.environ.get(DATA)  # noqa: TID251 - wiring is the one reader of the environment
    own = platformdirs.user_data_dir("countersight", appauthor=False)
    return Path(said or own) / "lists"


def list_store() -> "ListStore":
    """Return what keeps lists."""
    from countersight.stores.lists import ListFolder

    return ListFolder(list_folder())


def list_keeping() -> "ListKeeping":
    """Return what adds files to the lists that are held."""
    from countersight.catalogue.watchlists import load_watchlists
    from countersight.work.lists import ListKeeping

    return ListKeeping(list_store(), load_watchlists(), CLOCK, _make_index)


def listed_names(
    store: "ListStore", name: "ListId", edition: "EditionId"
) -> "NameMatching | None":
    """Return the names of an edition ready to be asked; None where it has none.

    The index is made where it is not kept yet, and kept beside the edition.
    """
    from polars import DataFrame

    names = DataFrame(store.names(name, edition))
    if not names.height:
        return None
    return name_matching(names, store.index_file(name, edition))


def _make_index(name: "ListId", edition: "EditionId") -> None:
    """Make the index of an edition's names, and keep it beside the edition."""
    from polars import DataFrame

    from countersight.work.naming import listing_of
    from countersight.work.naming_tables import columns_of, names_of

    store = list_store()
    entries = DataFrame(store.names(name, edition))
    if entries.height:
        kept = IndexFile(store.index_file(name, edition))
        listing_of(names_of(columns_of(entries, name)), kernels, kept)


def fetched_list(name: "ListId", addresses: Sequence[str]) -> tuple[Path, ...]:
    """Fetch the files of a list to a folder of their own, each whole or not at all.

    Raises:
        SettingError: the extra is not installed, or an address can't be used.
        SourceError: a server can't be asked, or a file can't be written.
    """
    try:
        from countersight.fetch.lists import list_files
    except ImportError as gone:
        hint = _("Install it: pip install 'countersight[netbox]'.")
        raise SettingError(_("requests is not installed"), hint=hint) from gone
    from countersight.stores.whole import whole_file

    folder = list_folder() / ".fetched" / name
    found = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for called, data in list_files(addresses):
            target = folder / called
            with whole_file(target) as file:
                file.write(data)
            found.append(target)
    except OSError as wrong:
        said = _("{folder}: can't be written: {reason}")
        raise SourceError(said.format(folder=folder, reason=wrong.strerror)) from wrong
    return tuple(found)


def update_list(name: str, *, fetch: bool, accept: bool) -> "AddedList":
    """Read a list again: from where it was read before, or from its publisher.

    Raises:
        AbsentError: it is not held.
        SettingError: it can't be fetched.
        SourceError: it can't be read, or is refused.
    """
    from countersight.catalogue.watchlists import load_watchlists
    from countersight.ids import ListId
    from countersight.work.lists import ListSettings

    own, keeping = ListId(name), list_keeping()
    if not fetch:
        return keeping.update(own, accept=accept)
    known = load_watchlists().get(own)
    if known is None or not known.addresses:
        hint = _("Fetch it yourself, and add it: countersight lists add FILE.")
        raise SettingError(
            _("{name} has no address that is known").format(name=name), hint=hint
        )
    paths = fetched_list(own, known.addresses)
    return keeping.add(paths, ListSettings(own, vintage=CLOCK.today(), accept=accept))
