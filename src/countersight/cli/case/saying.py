"""Commands that say something of a case."""

from typing import TYPE_CHECKING, Annotated

import typer

from countersight.claim import entry_table
from countersight.cli.case.options import HERE, ByOption, CaseOption, tell, writing
from countersight.cli.making import command_group
from countersight.cli.options import Format, FormatOption
from countersight.messages import _, counted, spoken
from countersight.model.casefile import Judgement, Reviewed
from countersight.publish.case import verdict_words
from countersight.work.casework import (
    answer,
    assess_case,
    link,
    redact_from,
    review,
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
    what = (
        _("nothing changes")
        if made is None
        else _("entry {number} of the log").format(number=made.number)
    )
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
    said = _("{entry}: withdrawn, entry {number} of the log").format(
        entry=entry, number=made.number
    )
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
    numbers = list(found.erased.numbers)
    gone = ", ".join(found.documents)
    rows = [
        counted(
            "{document}: erased in {number} entry of the log",
            "{document}: erased in {number} entries of the log",
            len(numbers),
        ).format(document=gone, number=len(numbers))
    ]
    for form, ids in (
        (_("{entry}: its words went too"), found.retold),
        (_("{entry}: is held and has the same words"), found.elsewhere),
    ):
        rows += [f"  {form.format(entry=each)}" for each in ids]
    told = {"documents": found.documents, "entries": numbers}
    told |= {"retold": found.retold, "elsewhere": found.elsewhere}
    tell(format_, "\n".join(rows), {"document": document, **told})


@app.command("review")
def review_(
    entry: Annotated[str, typer.Argument(help="Id of an entry.")],
    judgement: Annotated[Judgement, typer.Argument(help="What is made of it.")],
    because: Why,
    verdict: Annotated[
        bool, typer.Option("--verdict", help="Judge the verdict on the claim, not its words.")
    ] = False,
    case: CaseOption = HERE,
    by: ByOption = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Accept or dispute an entry or a verdict; neither changes.

    For example:

    countersight case review c.1 dispute --verdict --because "the contract was never signed"
    """
    what = Reviewed.VERDICT if verdict else Reviewed.ENTRY
    with writing(case, by) as work:
        made = review(work, entry, judgement, because, what=what)
    about = _("the verdict on {entry}").format(entry=entry) if verdict else entry
    name, keys = entry_table(made)
    tell(format_, f"{made.id}: {about}: {judgement.value}", {"entry": name, **keys})


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
    rows = [
        f"{e.claim}: {spoken(verdict_words(e))}. {spoken(e.why)}"
        for e in found.assessment.verdicts
    ]
    kept = (
        _("kept as entry {number} of the log")
        if found.new
        else _("nothing new since; kept before as entry {number} of the log")
    )
    rows.append(kept.format(number=found.number))
    tell(format_, "\n".join(rows), {"number": found.number, "verdicts": told})
