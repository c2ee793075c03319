"""Commands that say something of a case."""

from typing import TYPE_CHECKING, Annotated

import typer

from countersight.claim import entry_table
from countersight.cli.case.options import HERE, ByOption, CaseOption, tell, writing
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.work.casework import (
    answer,
    assess_case,
    link,
    redact_from,
    state,
    withdraw,
)

if TYPE_CHECKING:
    from countersight.model.casefile import Entry
    from countersight.model.event import Entry as LogEntry

Pairs = Annotated[
    list[str], typer.Argument(metavar="KEY=VALUE...", help="Keys of a case file.")
]
Why = Annotated[str, typer.Option("--because", help="The reason; it stays in the log.")]


app = command_group()


@app.command("state")
def state_(
    table: Annotated[str, typer.Argument(help="document, party, contract, statement, ...")],
    pairs: Pairs,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say something of a case: a party, a contract, a fact; or change what was said.

    For example:

    countersight case state party id=board name="Harbour board" kind=public_body
    """
    with writing(case, by) as work:
        _said(format_, *state(work, table, pairs))


@app.command()
def claim(
    pairs: Pairs,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say what a speaker asserted, in which words, for whom.

    For example:

    countersight case claim speaker=board predicate=operations_not_in_remit passages=p.1
    """
    with writing(case, by) as work:
        _said(format_, *state(work, "claim", pairs))


@app.command()
def ask(
    pairs: Pairs,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say what somebody asked of somebody.

    For example:

    countersight case ask by=ombudsman to=board source=letter passages=p.2
    """
    with writing(case, by) as work:
        _said(format_, *state(work, "question", pairs))


@app.command("answer")
def answer_(
    question: Annotated[str, typer.Argument(help="Id of a question.")],
    pairs: Pairs,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say what a reply does with a question.

    For example:

    countersight case answer q.1 document=reply kind=declines passages=p.3
    """
    with writing(case, by) as work:
        _said(format_, *answer(work, question, pairs))


@app.command("link")
def link_(
    entry: Annotated[str, typer.Argument(help="Id of an entry.")],
    key: Annotated[str, typer.Argument(help="Key that refers to others, such as source.")],
    other: Annotated[str, typer.Argument(help="Id of what it is to refer to.")],
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Have one entry refer to another.

    For example:

    countersight case link c.1 source letter
    """
    with writing(case, by) as work:
        _said(format_, *link(work, entry, key, other))


def _said(format_: Format, entry: "Entry", made: "LogEntry | None") -> None:
    name, keys = entry_table(entry)
    what = "nothing changes" if made is None else f"entry {made.number} of the log"
    number = None if made is None else made.number
    tell(format_, f"{name} {entry.id}: {what}", {"entry": name, "number": number, **keys})


@app.command("withdraw")
def withdraw_(
    entry: Annotated[str, typer.Argument(help="Id of an entry.")],
    because: Why,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Say that an entry no longer counts; it stays visible, with the reason.

    For example:

    countersight case withdraw s.1 --because "the register was read wrongly"
    """
    with writing(case, by) as work:
        made = withdraw(work, entry, because)
    said = f"{entry}: withdrawn, entry {made.number} of the log"
    tell(format_, said, {"entry": entry, "number": made.number})


@app.command()
def redact(
    document: Annotated[str, typer.Argument(help="Id of a document.")],
    because: Why,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Erase a document, its text, and its words wherever the case repeats them.

    For example:

    countersight case redact letter --because "court order 7/26"
    """
    with writing(case, by) as work:
        found = redact_from(work, document, because)
    gone = ", ".join(found.documents)
    numbers = list(found.erased.numbers)
    rows = [f"{gone}: erased in {len(numbers)} entries of the log"]
    rows += [f"  {each}: its words went too" for each in found.retold]
    rows += [f"  {each}: is held and has the same words" for each in found.elsewhere]
    told = {"documents": found.documents, "entries": numbers}
    told |= {"retold": found.retold, "elsewhere": found.elsewhere}
    tell(format_, "\n".join(rows), {"document": document, **told})


@app.command()
def assess(
    case: CaseOption = HERE, by: ByOption = None, format_: FormatOption = Format.TEXT
) -> None:
    """Compute the verdicts of a case, and keep them in its log.

    For example:

    countersight case assess --by "case desk"
    """
    with writing(case, by) as work:
        found = assess_case(work)
    told = [
        {
            "claim": each.claim,
            "bearing": each.bearing.value,
            "standard": "none" if each.standard is None else each.standard.value,
            "why": each.why,
        }
        for each in found.assessment.verdicts
    ]
    rows = [f"{e['claim']}: {e['bearing']}, {e['standard']}. {e['why']}" for e in told]
    kept = "kept" if found.new else "nothing new since; kept before"
    rows.append(f"{kept} as entry {found.number} of the log")
    tell(format_, "\n".join(rows), {"number": found.number, "verdicts": told})
