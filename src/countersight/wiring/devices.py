"""What identifies devices, and the registries of MAC prefixes that it rests on."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from countersight.errors import SettingError
from countersight.messages import _
from countersight.wiring import CLOCK, cache_folder, catalogue

if TYPE_CHECKING:
    from countersight.match.signatures.finding import MakesFinder
    from countersight.model.catalogue import Catalogue
    from countersight.model.record import RecordKind
    from countersight.model.signature import DeviceKnowledge, MacRegistry
    from countersight.read.devices import Documents
    from countersight.work.device_matches import DeviceMatches
    from countersight.work.identifying import Extras, Identifying
    from countersight.work.registries import Kept

DATA: Final = "COUNTERSIGHT_DATA"
"""Environment variable: the folder of what a user loaded, such as registries."""

NETBOX_TOKEN: Final = "COUNTERSIGHT_NETBOX_TOKEN"  # noqa: S105 - its name, not its value
"""Environment variable: the token of a NetBox."""


def registry_folder() -> Path:
    """Return where the registries of MAC prefixes that a user loaded are kept."""
    said = os.environ.get(DATA)  # noqa: TID251 - wiring is the one reader of the environment
    own = platformdirs.user_data_dir("countersight", appauthor=False)
    return Path(said or own) / "registries"


def identifying(
    as_of: date | None,
    registries: tuple[Path, ...] = (),
    mapping: tuple[tuple[str, str], ...] = (),
    kind: "RecordKind | None" = None,
) -> "Identifying":
    """Return what identifies devices, by whole registries where a user has them.

    Args:
        as_of: the day of asking; today where it is not told.
        registries: files of whole registries, for this run alone.
        mapping: which column of a table is which field.
        kind: what the rows of a table speak of, where the columns do not tell.

    Raises:
        CatalogueError: a registry can't be read, or is none.
        SourceError: a registry that was kept can't be read.
    """
    from countersight.read import Options
    from countersight.work.identifying import Identifying

    known, options = catalogue(), Options(mapping, kind)
    day = as_of or CLOCK.today()
    devices = knowledge(known, registries)
    return Identifying(known, devices, day, options, extras=_extras())


def _extras() -> "Extras":
    """Return what reads YAML and what asks patterns, where their extras are installed."""
    from countersight.match.signatures.finding import one_by_one
    from countersight.work.identifying import Extras

    return Extras(_documents(), _in_one_pass() or one_by_one)


def _documents() -> "Documents | None":
    """Return what reads YAML, where the extra ``netbox`` is installed."""
    try:
        from countersight.read.devices.yaml_documents import documents
    except ImportError:
        return None
    return documents


def _in_one_pass() -> "MakesFinder | None":
    """Return what asks all patterns at once, where the extra ``re2`` is installed."""
    try:
        from countersight.match.signatures.linear import in_one_pass
    except ImportError:
        return None
    return in_one_pass


def knowledge(known: "Catalogue", registries: tuple[Path, ...] = ()) -> "DeviceKnowledge":
    """Return what is known of devices: the catalogue's files, and whole registries.

    Raises:
        CatalogueError: a registry can't be read, or is none.
        SourceError: a registry that was kept can't be read.
    """
    from countersight.catalogue import load_devices, load_registry
    from countersight.stores.registries import kept_registries

    given = [load_registry(path) for path in registries]
    whole = [*given, *kept_registries(registry_folder())]
    return load_devices(known.vendors, cache=cache_folder(), registries=whole)


def device_matches(known: "Catalogue", as_of: date) -> "DeviceMatches":
    """Return what the signals of devices add to a screening's answers.

    Raises:
        SourceError: a registry that was kept can't be read.
    """
    from countersight.work.device_matches import DeviceMatches

    return DeviceMatches(known, knowledge(known), as_of, _extras())


def fetch_netbox(url: str, target: Path, authorities: Path | None = None) -> int:
    """Write the devices of a NetBox to a file, whole or not at all; return how many.

    Raises:
        SettingError: the extra is not installed, or the address can't be used.
        SourceError: the server can't be asked, or the file can't be written.
    """
    try:
        from countersight.fetch.netbox import netbox_devices
    except ImportError as gone:
        hint = _("Install it: pip install 'countersight[netbox]'.")
        raise SettingError(_("pynetbox is not installed"), hint=hint) from gone
    from countersight.stores.documents import keep_objects

    token = os.environ.get(NETBOX_TOKEN)  # noqa: TID251
    trusted = str(authorities) if authorities is not None else None
    head = {"netbox": url, "fetched": CLOCK.today().isoformat()}
    return keep_objects(target, head, netbox_devices(url, token, trusted))


def known_registries() -> "tuple[MacRegistry, ...]":
    """Return the registries of MAC prefixes that answers rest on: kept ones, and the extract.

    Raises:
        SourceError: a registry that was kept can't be read.
    """
    return knowledge(catalogue()).registries


def keep_registry(file: Path, day: date | None) -> "Kept":
    """Keep a registry for all later runs, and return what it is and what it replaces.

    Raises:
        CatalogueError: it can't be read, is none, or is of a day to come.
        SourceError: it can't be kept.
    """
    from countersight.catalogue import load_registry
    from countersight.stores.registries import keep_registry as keep
    from countersight.stores.registries import kept_registries
    from countersight.work.registries import replacing

    registry, folder = load_registry(file, day), registry_folder()
    kept = replacing(registry, kept_registries(folder), CLOCK.today())
    return replace(kept, path=keep(folder, registry))
