"""A run of every kind of answer, as the renderers that tell a whole run hear it."""

import dataclasses
from collections.abc import Iterable

from report_samples import PROBLEM, READING, catalogue, grounds, hit, plain, record, screened

from countersight.model.finding import Counts, Screened, ScreenedBatch
from countersight.model.match import State
from countersight.model.record import Origin, Problem
from countersight.report.faces import Renderer
from countersight.report.pages import FindingsPage

CUT = Problem(Origin("cut.zip", member="may.csv"), "cut", "the archive ends early", stops=True)


def run_of(*records: Screened, problems: tuple[Problem, ...] = ()) -> ScreenedBatch:
    """Return one batch with these records, and the counts that are theirs."""
    states = [each.state for each in records]
    reasons = [each.reason for each in records]
    counts = Counts(
        records=len(records),
        match=states.count(State.MATCH),
        review=states.count(State.REVIEW),
        no_match=states.count(State.NO_MATCH),
        withheld=reasons.count("withheld"),
        person=reasons.count("person"),
        no_name=reasons.count("no-name"),
        problems=len(problems),
    )
    return ScreenedBatch(READING, records, problems, counts)


def every_kind(profile: str | None = "us-federal-contractor") -> ScreenedBatch:
    """Return a batch with each state, each reason, and two Problems."""
    match = screened(profile=profile)
    again = dataclasses.replace(match, record=record(row=3, amount="1,200.00", currency="GBP"))
    return run_of(
        match,
        again,
        screened(hit(State.REVIEW), profile),
        plain(State.NO_MATCH),
        plain(State.NOT_CHECKED, "withheld", "Redacted"),
        plain(State.NOT_CHECKED, "person", "(name withheld)"),
        plain(State.NOT_CHECKED, "no-name", ""),
        problems=(PROBLEM, CUT),
    )


def many(findings: int, profile: str = "us-federal-contractor") -> ScreenedBatch:
    """Return so many findings, of records that have a name each."""
    base = screened(profile=profile)
    answers = []
    for number in range(findings // len(base.findings)):
        name = f"HIKVISION UK LIMITED {number}"
        match = hit(alias=name, path=(name, "hikvision"))
        made = tuple(dataclasses.replace(found, match=match) for found in base.findings)
        row = record(name, number + 2, amount=f"{number}.00", date="2026-01-02")
        answers.append(dataclasses.replace(base, record=row, matches=(match,), findings=made))
    return run_of(*answers)


def told(writer: Renderer, batches: Iterable[ScreenedBatch]) -> bytes:
    """Return everything that a renderer writes."""
    pieces = [*writer.begin()]
    counts = Counts()
    for batch in batches:
        pieces += writer.batch(batch)
        counts += batch.counts
    pieces += writer.end(counts)
    return b"".join(each.encode() if isinstance(each, str) else each for each in pieces)


def page_of(*batches: ScreenedBatch, profile: str | None = "us-federal-contractor") -> str:
    """Return the page of a run."""
    return told(FindingsPage(grounds(profile), catalogue().vocabulary), batches).decode()
