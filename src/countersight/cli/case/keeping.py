"""Commands that begin a case, add files to it, and tie words to their places."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from countersight.cite import explained
from countersight.cli.case.options import HERE, ByOption, CaseOption, tell, writing
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.cli.statuses import Status
from countersight.errors import SourceError
from countersight.messages import Words, _, counted, spoken
from countersight.model.capture import Receipt
from countersight.model.passage import (
    Absent,
    Ambiguous,
    Elsewhere,
    Hidden,
    PassageState,
    Reworded,
)
from countersight.wiring import casework as wired
from countersight.work.casework import (
    Described,
    Wanted,
    add,
    cite,
)
from countersight.work.casework import Told as AddedTold
from countersight.work.casework.adding import slug
from countersight.work.casework.stating import read_pairs

_LARGEST = 1 << 29
_REMEDIES: Final[Words[type]] = Words(
    {
        Ambiguous: "Choose one with --start, --prefix or --suffix.",
        Elsewhere: "Give --start as told, or leave it out.",
        Reworded: "Copy the words as the document has them; nothing is kept by guess.",
        Hidden: "Leave out what nobody sees, or copy it with the words.",
        Absent: (
            "Look into another document, or keep the words with --orphan; they don't count."
        ),
    }
)
"""What to do about words that were not kept."""
_PASSAGES: Final = Words({PassageState.VERIFIED: "verified", PassageState.ORPHAN: "orphan"})

app = command_group()


@app.command()
def new(
    title: Annotated[str, typer.Option("--title", help="What the case is about.")],
    folder: Annotated[Path, typer.Argument(help="A new folder.")] = HERE,
    id_: Annotated[str, typer.Option("--id", help="Its id; made of the title else.")] = "",
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Make the folder of a new case.

    For example:

    countersight case new harbour --title "Harbour watch" --by "case desk"
    """
    name = id_ or slug(title)
    origin = wired.new_case(folder, name, title, wired.who(by))
    tell(
        format_,
        _("{folder}: case {name}, log {origin}").format(
            folder=folder, name=name, origin=origin
        ),
        {"id": name, "log": origin},
    )


@app.command("add")
def add_(
    files: Annotated[list[Path], typer.Argument(help="Files, of any kind.")],
    case: CaseOption = HERE,
    as_: Annotated[str, typer.Option("--as", help="Id of the document that it is.")] = "",
    keys: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A key of the document."),
    ] = None,
    source: Annotated[
        str, typer.Option("--from", help="From where: an address, a sender.")
    ] = "",
    how: Annotated[str, typer.Option("--how", help="In which way it came.")] = "file",
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Add files: their bytes as they came, and the text that is made of them.

    For example:

    countersight case add letter.pdf --as letter --set kind=report
    """
    from_, pairs = source, _described(keys or [])
    if as_ and len(files) > 1:
        raise SourceError(
            _("--as names one document"), hint=_("Add one file with --as at a time.")
        )
    documents = ((_bytes(each), _receipt(each, from_, how)) for each in files)
    with writing(case, by) as work, wired.parsers() as reads:
        for told in add(work, reads, documents, Described(as_, pairs)):
            tell(format_, "\n".join(_added(told)), _added_object(told))


def _described(keys: list[str]) -> tuple[tuple[str, str | list[str]], ...]:
    from_pairs = read_pairs("document", keys)
    return tuple(
        (key, value if isinstance(value, str) else [str(each) for each in value])
        for key, value in from_pairs.items()
        if isinstance(value, str | list)
    )


def _receipt(path: Path, source: str, how: str) -> Receipt:
    name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    where = os.fsencode(path).decode("utf-8", "backslashreplace")
    return Receipt(source or where, how, name)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as wrong:
        raise SourceError(
            _("{path}: can't be read: {strerror}").format(path=path, strerror=wrong.strerror)
        ) from wrong
    if len(data) > _LARGEST:
        raise SourceError(
            _("{path}: has more than {largest:,} bytes").format(path=path, largest=_LARGEST)
        )
    return data


def _added(told: AddedTold) -> list[str]:
    capture = told.added.capture
    lines = [
        _("{document}: {media_type}, {size:,} bytes").format(
            document=told.document.id, media_type=capture.media_type, size=capture.size
        )
    ]
    lines.append(f"  sha256 {capture.digest}")
    lines += [
        _("  no text: {code}: {reason}").format(code=each.code, reason=spoken(each.reason))
        for each in told.added.failures
    ]
    if told.before is not None:
        same = told.before.capture.digest == capture.digest
        number = len(told.changed)
        changes = counted("{number} change", "{number} changes", number)
        what = _("the same bytes") if same else changes.format(number=number)
        lines.append(
            _("  captured before, at entry {number}: {what}").format(
                number=told.before.number, what=what
            )
        )
    lines += [f"  [-{each.before}-] {{+{each.after}+}}" for each in told.changed]
    return lines


def _added_object(told: AddedTold) -> object:
    capture = told.added.capture
    return {
        "document": told.document.id,
        "sha256": capture.digest,
        "size": capture.size,
        "media_type": capture.media_type,
        "failures": [{"code": e.code, "reason": e.reason} for e in told.added.failures],
        "before": None if told.before is None else told.before.number,
        "changed": [{"before": e.before, "after": e.after} for e in told.changed],
    }


@app.command("cite")
def cite_(
    document: Annotated[str, typer.Argument(help="Id of a held document.")],
    words: Annotated[str, typer.Argument(help="The exact words, or the first of them.")],
    case: CaseOption = HERE,
    to: Annotated[str, typer.Option("--to", help="The last words.")] = "",
    id_: Annotated[str, typer.Option("--id", help="Id of the passage.")] = "",
    prefix: Annotated[str, typer.Option(help="What stands directly before.")] = "",
    suffix: Annotated[str, typer.Option(help="What stands directly behind.")] = "",
    start: Annotated[int | None, typer.Option(help="Code points before the words.")] = None,
    orphan: Annotated[
        bool, typer.Option("--orphan", help="Keep words that stand nowhere.")
    ] = False,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Tie words to their exact place in a document.

    Words that stand twice are told with their places, and reworded ones with what differs;
    neither is kept.

    For example:

    countersight case cite article "no part of our business"
    """
    with writing(case, by) as work:
        found = cite(work, Wanted(document, words, to, prefix, suffix, start, id_, orphan))
    passage = found.passage
    says = explained(found.sought)
    kept = _("not kept") if passage is None else f"{passage.id} ({_PASSAGES[passage.state]})"
    made = {"passage": None if passage is None else passage.id, "says": says}
    place = None if passage is None else passage.place
    if place is not None:
        made |= {"start": str(place.start), "end": str(place.end)}
    remedy = f"\n{_REMEDIES[type(found.sought)]}" if passage is None else ""
    tell(format_, f"{kept}: {spoken(says)}{remedy}", made)
    if passage is None:
        raise typer.Exit(Status.UNREAD)
