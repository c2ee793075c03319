"""The tables that pages show of outside lists, as files."""

from collections.abc import Iterable, Iterator

from countersight.model.edition import EntryChange
from countersight.model.values import PartialDate
from countersight.report.lists import COLUMNS
from countersight.work.office.exports import Export
from countersight.work.office.held import Held
from countersight.work.office.listed import Standing


def lists(held: Iterable[Held]) -> Export:
    """Return the table of lists that are held, a row a version."""
    columns = ("list", "name", "publisher", "version", "vintage", "added_on", "rhythm")
    more = ("stale", "age", "licence", "entries", "persons_left_out", "unclear_left_out")
    return Export("lists", (*columns, *more, "problems", "sha256"), _versions(held))


def _versions(held: Iterable[Held]) -> Iterator[tuple[str, ...]]:
    for one in held:
        for each in one.editions:
            known, counts = each.watchlist, each.counts
            is_latest = each is one.edition
            yield (
                *(known.id, known.name, known.publisher, each.id, each.vintage.isoformat()),
                *(each.added_on.isoformat(), known.rhythm.value),
                *((one.stale.value, one.said) if is_latest else ("", "")),
                known.licence,
                *map(str, (counts.entries, counts.persons, counts.unclear, counts.problems)),
                each.sha256,
            )


def entries(name: str, found: Iterable[Standing]) -> Export:
    """Return the table of entries of a list."""
    columns = ("id", "name", "other_names", "kind", "list", "countries", "identifiers")
    more = ("programmes", "listed", "delisted", "stands", "reference", "source")
    return Export(f"{name}-entries", (*columns, *more), map(_entry, found))


def _entry(one: Standing) -> tuple[str, ...]:
    entry = one.entry
    return (
        *(entry.id, entry.name, "; ".join(one.others), entry.kind.value, entry.part or ""),
        *map("; ".join, (entry.countries, entry.identifiers, entry.programmes)),
        *(_day(entry.listed), _day(entry.delisted), one.stands.value),
        *(entry.reference, entry.source),
    )


def _day(day: PartialDate | None) -> str:
    return "" if day is None else day.text


def changes(name: str, found: Iterable[EntryChange]) -> Export:
    """Return what two versions differ in: a row an entry, of a changed one a row a field."""
    return Export(f"{name}-changes", COLUMNS, _changes(found))


def _changes(found: Iterable[EntryChange]) -> Iterator[tuple[str, ...]]:
    for each in found:
        head = (each.what.value, each.id, each.name)
        if not each.fields:
            yield (*head, "", "", "")
        for field in each.fields:
            yield (*head, field.field, field.before, field.after)
