"""``countersight review``: a person looks at open matches, one by one, and says what they are.

Every answer is written at once, so that whoever stops halfway loses nothing. Questions go to
standard error and answers come from standard input, a line each; so a pipe can answer too.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

import typer

from countersight import wiring
from countersight.catalogue import add_review, load_reviews
from countersight.cli import console
from countersight.cli.days import day_of
from countersight.cli.making import command_group
from countersight.cli.options import ListsOption, OwnersOption, RestrictionsOption, pair
from countersight.cli.screen import Asks, AsOf, Files, Kind
from countersight.cli.screen import Mapping as MapOption
from countersight.cli.statuses import Status
from countersight.errors import SettingError
from countersight.ids import RecordKey, VendorId
from countersight.messages import _
from countersight.model.finding import Screened, ScreenedBatch
from countersight.model.keys import evidence_digest, record_key
from countersight.model.match import Match, State
from countersight.model.review import Review, ReviewFile, Verdict
from countersight.render.escaping import shortened, visible
from countersight.report.text import Text

if TYPE_CHECKING:
    from countersight.work.screening import Screening

app = command_group()

VERDICTS: Final[Mapping[str, Verdict]] = MappingProxyType(
    {"y": Verdict.CONFIRMED, "n": Verdict.DISMISSED, "u": Verdict.UNSURE}
)
SKIP: Final = "s"
QUIT: Final = "q"


@dataclass(frozen=True, slots=True)
class Open:
    """One match that nobody has judged yet, or whose review does not count."""

    screened: Screened
    match: Match


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who judges, on which day, and how long it counts."""

    who: str
    when: date
    until: date | None


@dataclass(slots=True)
class Met:
    """What was met on the way."""

    seen: set[tuple[RecordKey, VendorId]] = field(default_factory=set)
    """The records and entities that were shown."""
    stops: bool = False
    """Something could not be read to its end."""


@app.command()
def review(
    files: Files,
    reviews: Annotated[Path, typer.Option("--reviews", help="File to write to.")],
    who: Annotated[str, typer.Option("--who", help="Who judges: a name or an office.")],
    until: Annotated[
        str | None, typer.Option("--until", help="Last day on which it counts.", metavar="DATE")
    ] = None,
    profile: Asks = None,
    mapping: MapOption = None,
    kind: Kind = None,
    as_of: AsOf = None,
    restrictions: RestrictionsOption = None,
    lists: ListsOption = None,
    owners: OwnersOption = None,
) -> None:
    """Look at open matches one by one, and keep what you find.

    Shows each match with its evidence and asks: y it is, n it is not, u unsure, s skip,
    q quit; then why. Each answer is written at once. Rows that say the same are asked once.

    Exit status: 0 all was read; 2 something could not be.

    For example:

    countersight review payments.csv --reviews reviews.toml --who procurement
    """
    _refuse(files, who)
    settings = wiring.ScreenSettings(
        profile=profile,
        mapping=tuple(pair(each) for each in mapping or ()),
        kind=kind,
        as_of=day_of(as_of, "--as-of"),
        restrictions=tuple(restrictions or ()),
        reviews=reviews if reviews.exists() else None,
        lists=tuple(lists or ()),
        owners=tuple(owners or ()),
    )
    raise typer.Exit(_run(files, reviews, (who.strip(), until), settings))


def _run(
    files: list[str],
    reviews: Path,
    who: tuple[str, str | None],
    settings: wiring.ScreenSettings,
) -> Status:
    """Go through the open matches; *who* judges, and the last day that was told."""
    file = load_reviews(reviews) if reviews.exists() else ReviewFile(str(reviews), "")
    screening = wiring.screening(settings)
    when = screening.conditions.grounds.as_of
    reviewer = Reviewer(who[0], when, _last_day(who[1], when))
    met = Met()
    for batch in screening.owner_batches():
        list(_open_of(batch, met))
    _walk(screening, _open(screening, files, met), reviewer, file)
    return Status.UNREAD if met.stops else Status.CLEAN


def _refuse(files: list[str], who: str) -> None:
    if "-" in files:
        raise SettingError(
            _("answers come from standard input"), hint=_("Name a file to review.")
        )
    if not who.strip():
        raise SettingError(_("--who is empty"), hint=_("Name a person or an office."))


def _last_day(until: str | None, when: date) -> date | None:
    last = day_of(until, "--until")
    if last is not None and last < when:
        raise SettingError(
            _("--until {last} lies before {when}, the day of the review").format(
                last=last, when=when
            ),
            hint=_("Name a later day, or none."),
        )
    return last


def _walk(
    screening: "Screening", matches: Iterator[Open], reviewer: Reviewer, file: ReviewFile
) -> None:
    """Ask about each match until somebody quits; tell how many were judged and skipped."""
    conditions = screening.conditions
    text = Text(conditions.grounds, screening.catalogue.vocabulary, console.paint())
    judged = skipped = 0
    for each in matches:
        _show(text, each)
        answer = _asked()
        if answer is None:
            break
        verdict, reason = answer
        if verdict is None:
            skipped += 1
            continue
        made = Review(
            record=record_key(each.screened.record),
            entity=each.match.entity,
            verdict=verdict,
            reason=reason,
            who=reviewer.who,
            when=reviewer.when,
            evidence=evidence_digest(each.match),
            until=reviewer.until,
        )
        file = add_review(file, made)
        judged += 1
    said = _("{judged} judged, {skipped} skipped.")
    console.say(said.format(judged=judged, skipped=skipped))
    if file.reviews:
        console.say(_("Use them: --reviews {file}").format(file=file.name))


def _open(screening: "Screening", files: list[str], met: Met) -> Iterator[Open]:
    """Yield each match that is open, rows that say the same once."""
    for name in files:
        with ExitStack() as streams:
            source, *_rest = wiring.source(name, name, streams)
            for batch in screening.run([source]):
                yield from _open_of(batch, met)


def _open_of(batch: ScreenedBatch, met: Met) -> Iterator[Open]:
    for problem in batch.problems:
        met.stops = met.stops or problem.stops
        console.say_problem(problem)
    for screened in batch.records:
        key = record_key(screened.record)
        for match in screened.matches:
            counts = match.review is not None and match.review.counts is not None
            if match.state is State.NO_MATCH or counts or (key, match.entity) in met.seen:
                continue
            met.seen.add((key, match.entity))
            yield Open(screened, match)


def _show(text: Text, each: Open) -> None:
    """Show one match with its evidence, and what would follow of it."""
    mine = tuple(found for found in each.screened.findings if found.match == each.match)
    alone = replace(each.screened, matches=(each.match,), findings=mine, not_bound=())
    for row in text.record(alone):
        console.out(f"{row}\n")
    for name, value in each.screened.record.fields:
        console.out(f"    {name}: {shortened(visible(value))}\n")
    sys.stdout.flush()


def _asked() -> tuple[Verdict | None, str] | None:
    """Return a verdict and why; no verdict for a skipped match; None where somebody quits."""
    while True:
        said = console.ask(_("Is it? y yes, n no, u unsure, s skip, q quit: "))
        key = QUIT if said is None else said.strip()[:1].casefold()
        if key == QUIT:
            return None
        if key == SKIP:
            return None, ""
        verdict = VERDICTS.get(key)
        if verdict is None:
            answer = shortened(visible((said or "").strip()), 20)
            console.say(_("{answer!r} is none of these.").format(answer=answer))
            continue
        reason = console.ask(_("Why? (one line; empty goes back) "))
        if reason is None:
            return None
        if reason.strip():
            return verdict, reason.strip()
