"""The log of a case for people and programs: what was done, when, by whom."""

from countersight.assess import verdicts_in
from countersight.claim import Table, head_in, table_in
from countersight.messages import _, joined, sentence, sentences, spoken
from countersight.model.event import Entry, JsonValue
from countersight.preserve.telling import capture_in
from countersight.render.escaping import shortened, visible

_LONGEST = 100


def history_object(entry: Entry) -> dict[str, JsonValue]:
    """Return one entry of the log as JSON; ``body`` is null where it was erased."""
    event = entry.event
    return {
        "number": entry.number,
        "at": entry.at,
        "kind": entry.kind.value,
        "by": None if event is None else event.by,
        "set_back": entry.set_back,
        "body": None if event is None else event.body,
    }


def history_lines(entry: Entry) -> list[str]:
    """Return one entry of the log in a line, and of verdicts a line for each.

    >>> from countersight.ids import EntryNumber, Sha256
    >>> from countersight.model.event import Event, EventKind
    >>> gone = Entry(EntryNumber(3), EventKind.CITE, "2026-11-24T12:00:00Z", Sha256("0"), None)
    >>> history_lines(gone)
    ['    3  2026-11-24T12:00:00Z  cite      (erased)']
    """
    clock = _("  (the clock was set back)") if entry.set_back else ""
    by = "" if entry.event is None else f"  [{entry.event.by}]"
    says = shortened(spoken(_says(entry)), _LONGEST)
    head = f"{entry.number:5}  {entry.at}  {entry.kind.value:<8}  {says}{by}{clock}"
    verdicts = verdicts_in(entry)
    told = () if verdicts is None else verdicts.found
    return [
        visible(line)
        for line in (
            head,
            *(
                f"       {each.claim}: {each.bearing.replace('_', ' ')}, "
                f"{each.standard.replace('_', ' ')}"
                for each in told
            ),
        )
    ]


def _says(entry: Entry) -> str:
    if entry.event is None:
        return sentence("(erased)")
    held, table, head = capture_in(entry), table_in(entry), head_in(entry)
    if held is not None:
        name = held.capture.receipt.name or held.capture.receipt.source
        return sentence(
            "{name}, {size:,} bytes, {digest}",
            name=name,
            size=held.capture.size,
            digest=held.capture.digest[:16],
        )
    if head is not None:
        return sentence("case {case}: {title}", case=head.id, title=head.title)
    if table is not None:
        return joined("", (f"{table.name} {table.id}", _told(table)))
    verdicts = verdicts_in(entry)
    if verdicts is not None:
        return sentences(
            "{number} verdict on the case of {log_size} entries",
            "{number} verdicts on the case of {log_size} entries",
            len(verdicts.found),
            log_size=verdicts.log_size,
        )
    body = entry.event.body
    return " ".join(str(body[key]) for key in ("type", "tool", "code", "reason") if key in body)


def _told(table: Table) -> str:
    """Return what an entry of a case says, in a few words."""
    keys = table.keys
    if table.name == "review" and not keys.get("withdrawn"):
        said = {name: keys.get(name) for name in ("judgement", "of", "reason")}
        if keys.get("what"):
            return sentence(": {judgement} the verdict on {of}: {reason}", **said)
        return sentence(": {judgement} {of}: {reason}", **said)
    first = ("withdrawn", "words", "says", "title", "name", "predicate")
    return next((f": {keys[key]}" for key in first if keys.get(key)), "")
