"""Whose list files are: what their content says, what the user says, and what their name is."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from countersight.errors import SettingError, SourceError
from countersight.ids import ListId
from countersight.messages import sentence
from countersight.model.edition import Edition, Watchlist
from countersight.ports.lists import ListStore
from countersight.read.lists import SHAPES, Recognised
from countersight.work.lists.settings import ListSettings

Known = Mapping[ListId, Watchlist]


def watchlist_of(
    found: Recognised, settings: ListSettings, known: Known, store: ListStore
) -> Watchlist:
    """Return the list that files are of.

    Raises:
        SettingError: their content does not say which list it is, and nobody else does.
        SourceError: they are another publisher's than is said, than a file of that name is, or
            than the edition of that list that is held.
    """
    own = found.shape.list
    name = settings.name or own
    if name is None:
        raise SettingError(
            sentence("{what} does not say which list it is", what=found.shape.told),
            hint=sentence("Name it: --name my-list."),
        )
    held = store.editions(name)
    meant = _meant(found, settings, known)
    if (meant is not None and meant != own) or (held and not _is_like(found, held[-1])):
        raise SourceError(
            sentence(
                "{label}: is not {meant}; it looks like {what}",
                label=found.source.label,
                meant=meant or name,
                what=found.shape.told,
            ),
            hint=sentence("Fetch it again, or give it another name with --name."),
        )
    base = known.get(name) or (held[-1].watchlist if held else _new(name, own, known))
    return _as_said(base, settings)


def _as_said(base: Watchlist, settings: ListSettings) -> Watchlist:
    if settings.licence:
        base = replace(base, licence=settings.licence)
    if settings.rhythm is not None:
        said = sentence("said when it was added")
        base = replace(base, rhythm=settings.rhythm, rhythm_source=said)
    return base


def _new(name: ListId, own: ListId | None, known: Known) -> Watchlist:
    """Return a list under a name of the user's; of a known shape with what is known."""
    base = known.get(own) if own is not None else None
    return replace(base, id=name) if base is not None else Watchlist(name, str(name))


def _meant(found: Recognised, settings: ListSettings, known: Known) -> ListId | None:
    """Return the known list that files are meant to be, by what is said or their name."""
    if settings.name is not None:
        return settings.name if settings.name in known else None
    called = Path(found.source.label).name.casefold()
    return next((each.id for each in known.values() if called in each.files), None)


def _is_like(found: Recognised, held: Edition) -> bool:
    """Tell whether files are of the publisher of an edition that is held."""
    before = next((each for each in SHAPES if each.name == held.shape), None)
    if before is None or found.shape.list is None:
        return found.shape.name == held.shape
    return found.shape.list == before.list
