"""Outside lists wired: where they are kept, what keeps them, the index of their names."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from countersight.wiring import CLOCK
from countersight.wiring.devices import DATA
from countersight.wiring.names import name_matching

if TYPE_CHECKING:
    from countersight.ids import EditionId, ListId
    from countersight.ports import ListStore
    from countersight.work.lists import ListKeeping
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
    listed_names(list_store(), name, edition)
