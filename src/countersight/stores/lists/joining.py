"""Late facts joined to their entries: days, programmes, and ties to others of the edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from countersight.ids import ListedId
from countersight.model.values import PartialDate
from countersight.model.watchlist import LateFact, ListEntry, StatedTie
from countersight.stores.lists.late import digest_of_name


@dataclass(frozen=True, slots=True)
class Others:
    """Entries of the edition that ties may lead to."""

    names: Mapping[str, str]
    """Name by id."""
    ids: Mapping[str, str]
    """Id by the digest of a name, where one entry alone has the name."""

    def settled(self, tie: StatedTie, *, keep: bool) -> StatedTie | None:
        """Return a tie with the other's own entry; None where it has none and is not kept."""
        if tie.id is not None and tie.id in self.names:
            return replace(tie, name=self.names[tie.id])
        own = self.ids.get(called(tie.name)) if tie.id is None else None
        if own is not None:
            return replace(tie, name=self.names[own], id=ListedId(own))
        return replace(tie, id=None) if keep and tie.name else None


def called(name: str) -> str:
    """Return the digest of a name; a name that is one already stays."""
    return name if name.startswith("#") else digest_of_name(name)


def joined(entry: ListEntry, facts: Sequence[LateFact], others: Others) -> ListEntry:
    """Return an entry with what was told of it elsewhere."""
    ties = [others.settled(each, keep=True) for each in entry.parents]
    ties += [
        others.settled(fact.tie, keep=fact.no_person) for fact in facts if fact.tie is not None
    ]
    told = [fact for fact in facts if fact.tie is None]
    listed = [day for each in (entry.listed, *(fact.listed for fact in told)) if (day := each)]
    doubtful = entry.doubtful_days or any(fact.doubtful for fact in told)
    return replace(
        entry,
        parents=tuple(dict.fromkeys(tie for tie in ties if tie is not None)),
        programmes=_more(entry.programmes, (fact.programmes for fact in told)),
        reasons=_more(entry.reasons, (fact.reasons for fact in told)),
        listed=min(listed, key=lambda day: day.earliest, default=None),
        delisted=_last(entry, told),
        doubtful_days=doubtful,
    )


def _last(entry: ListEntry, told: Sequence[LateFact]) -> PartialDate | None:
    """Return the last day on the list; none where a listing is open."""
    if any(fact.open and not fact.doubtful for fact in told):
        return None
    days = [
        day for each in (entry.delisted, *(fact.delisted for fact in told)) if (day := each)
    ]
    return max(days, key=lambda day: day.latest, default=None)


def _more(own: tuple[str, ...], more: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own, *(each for texts in more for each in texts))))
