"""Lists that are held, and what editions differ in: for people, and as objects and CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from countersight.messages import Words, _, counted, spoken
from countersight.model.edition import Changed, Edition, EntryChange, ListDelta
from countersight.model.facts import Truth
from countersight.model.watchlist import EntityKind
from countersight.ports.lists import Days, Standing
from countersight.render.escaping import cell, shortened, visible

KINDS: Final[Words[EntityKind]] = Words(
    {
        EntityKind.COMPANY: "companies",
        EntityKind.ORGANISATION: "organisations",
        EntityKind.PUBLIC_BODY: "public bodies",
        EntityKind.VESSEL: "ships",
        EntityKind.AIRCRAFT: "aircraft",
        EntityKind.EQUIPMENT: "goods and services",
        EntityKind.UNSTATED: "of a kind that is not stated",
    }
)
_STATES: Final[Words[Truth]] = Words(
    {
        Truth.TRUE: "stand",
        Truth.FALSE: "do not stand",
        Truth.UNKNOWN: "may stand: it is not known",
    }
)
TOLD_BY: Final[Words[str]] = Words(
    {
        "stated": "as stated when it was added",
        "file": "as the file says",
        "newest": "the newest day in the file",
        "modified": "the day on which the file was last changed",
    }
)
CHANGES: Final[Words[Changed]] = Words(
    {Changed.ADDED: "added", Changed.REMOVED: "removed", Changed.CHANGED: "changed"}
)
_MARKS: Final = {Changed.ADDED: "+", Changed.REMOVED: "-", Changed.CHANGED: "~"}
COLUMNS: Final = ("what", "id", "name", "field", "before", "after")
"""Of the CSV of changes: a line an entry, and of a changed one a line a field."""
_LONGEST: Final = 200


def edition_line(edition: Edition) -> str:
    """Return what an edition is, on one line."""
    said = counted(
        "{list} {version}: {number:,} entry",
        "{list} {version}: {number:,} entries",
        edition.counts.entries,
    )
    return said.format(list=edition.list, version=edition.id, number=edition.counts.entries)


def edition_lines(edition: Edition, today: date) -> Iterator[str]:
    """Yield what an edition is, what was left out of it, and how old it is."""
    known, counts = edition.watchlist, edition.counts
    yield f"{visible(known.name)} ({edition_line(edition)})"
    told_by = TOLD_BY[edition.vintage_from]
    yield _("  vintage: {day}, {told_by}").format(day=edition.vintage, told_by=told_by)
    stale, said = edition.staleness(today)
    mark = _("STALE: it {said}") if stale is Truth.TRUE else _("it {said}")
    yield f"  {mark.format(said=spoken(said))}"
    yield _("  licence: {licence}").format(licence=visible(known.licence))
    yield f"  sha256: {edition.sha256}"
    if counts.persons:
        yield _("  left out: {number:,} natural persons").format(number=counts.persons)
    if counts.unclear:
        said = _("  left out: {number:,} that may be persons; the list does not say")
        yield said.format(number=counts.unclear)
    if counts.short_names:
        said = _("  not looked for: {number:,} names of one character")
        yield said.format(number=counts.short_names)
    if counts.problems:
        yield _("  problems when it was read: {number:,}").format(number=counts.problems)


def standing_lines(edition: Edition, standing: Standing, day: date) -> Iterator[str]:
    """Yield how many entries of each kind stand on a day."""
    yield _("  on {day}:").format(day=day)
    if day < edition.vintage and not edition.watchlist.keeps_delisted:
        said = _("    what was taken off the list before {vintage} is not known")
        yield said.format(vintage=edition.vintage)
    for state in Truth:
        told = [(kind, number) for kind, own, number in standing if own is state]
        if told:
            kinds = ", ".join(f"{number:,} {KINDS[kind]}" for kind, number in told)
            yield f"    {_STATES[state]}: {kinds}"


def edition_object(edition: Edition, today: date) -> dict[str, object]:
    """Return an edition for programs."""
    known, counts = edition.watchlist, edition.counts
    stale, said = edition.staleness(today)
    return {
        "list": known.id,
        "name": known.name,
        "publisher": known.publisher,
        "licence": known.licence,
        "version": edition.id,
        "vintage": edition.vintage.isoformat(),
        "vintage_from": edition.vintage_from,
        "sha256": edition.sha256,
        "size": edition.size,
        "shape": edition.shape,
        "added_on": edition.added_on.isoformat(),
        "paths": list(edition.paths),
        "rhythm": known.rhythm.value,
        "rhythm_source": known.rhythm_source,
        "stale": stale.value,
        "age": said,
        "keeps_delisted": known.keeps_delisted,
        "parts": list(known.parts),
        "entries": counts.entries,
        "kinds": {kind.value: number for kind, number in counts.kinds},
        "persons": counts.persons,
        "unclear": counts.unclear,
        "short_names": counts.short_names,
        "problems": counts.problems,
    }


def standing_object(standing: Standing) -> dict[str, dict[str, int]]:
    """Return the numbers of entries by state and kind, for programs."""
    found: dict[str, dict[str, int]] = {state.value: {} for state in Truth}
    for kind, state, number in standing:
        found[state.value][kind.value] = number
    return found


def delta_line(delta: ListDelta) -> str:
    """Return how many entries two editions differ in."""
    said = _("{added:,} added, {removed:,} removed, {changed:,} changed")
    return said.format(added=delta.added, removed=delta.removed, changed=delta.changed)


def change_lines(changes: Iterable[EntryChange]) -> Iterator[str]:
    """Yield each entry that differs, and of a changed one its fields."""
    for each in changes:
        name = shortened(visible(each.name), _LONGEST)
        yield f"{_MARKS[each.what]} {name} [{visible(each.id)}] {CHANGES[each.what]}"
        for field in each.fields:
            before, after = (
                shortened(visible(text), _LONGEST) or _("(nothing)")
                for text in (field.before, field.after)
            )
            yield f"    {field.field}: {before} -> {after}"


def source_lines(edition: Edition) -> Iterator[str]:
    """Yield where a list comes from, and where its rhythm is said."""
    known = edition.watchlist
    for address in known.addresses:
        yield _("  published at: {address}").format(address=visible(address))
    if known.rhythm_source:
        said = _("  how often: {rhythm} ({source})")
        yield said.format(rhythm=known.rhythm.value, source=spoken(known.rhythm_source))
    for path in edition.paths:
        yield _("  read from: {path}").format(path=visible(path))


def diff_json(delta: ListDelta, days: Days, changes: Iterable[EntryChange]) -> str:
    """Return what two editions differ in as one JSON object."""
    whole = {
        "before": {"version": delta.before.id, "day": _iso(days[0])},
        "after": {"version": delta.after.id, "day": _iso(days[1])},
        "added": delta.added,
        "removed": delta.removed,
        "changed": delta.changed,
        "changes": [change_object(each) for each in changes],
    }
    return f"{json.dumps(whole, indent=2, ensure_ascii=False)}\n"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def change_object(change: EntryChange) -> dict[str, object]:
    """Return an entry that differs, for programs."""
    fields: Mapping[str, object] = {
        field.field: {"before": field.before, "after": field.after} for field in change.fields
    }
    return {
        "what": change.what.value,
        "id": change.id,
        "name": change.name,
        "fields": fields,
    }


def change_csv(changes: Iterable[EntryChange]) -> Iterator[str]:
    """Yield the lines of the CSV, header first; no cell is a formula to a sheet."""
    yield _row(COLUMNS)
    for each in changes:
        head = (each.what.value, each.id, each.name)
        if not each.fields:
            yield _row((*head, "", "", ""))
        for field in each.fields:
            yield _row((*head, field.field, field.before, field.after))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(map(cell, cells))
    return out.getvalue()
