"""Values to render: one of each state, and a Problem, over the bundled catalogue."""

from datetime import date
from functools import cache

from countersight.catalogue import load, load_profile
from countersight.judge import Rulebook, not_bound, situations
from countersight.model.catalogue import Catalogue
from countersight.model.decision import Outcome
from countersight.model.facts import Owner
from countersight.model.finding import (
    Counts,
    Finding,
    Grounds,
    ListVersion,
    Screened,
    ScreenedBatch,
)
from countersight.model.match import Evidence, Match, Relation, State
from countersight.model.record import Batch, Origin, Problem, Reading, Record, RecordKind
from countersight.read.columns import empty

AS_OF = date(2026, 11, 24)
LIST = ListVersion("Countersight catalogue", "2026-11-23+abc", "2026-11-23", "CC BY 4.0")
READING = Reading(
    Origin("spend.csv"), "csv", RecordKind.PAYMENT, (("name", "Supplier"),), ("Colour",)
)


@cache
def catalogue() -> Catalogue:
    return load()


def grounds(profile: str | None = "uk-council") -> Grounds:
    who = None if profile is None else load_profile(profile, catalogue().vocabulary)
    return Grounds((LIST,), AS_OF, who)


def record(name: str = "HIKVISION UK LIMITED", row: int = 2, **fields: str) -> Record:
    return Record(RecordKind.PAYMENT, name, Origin("spend.csv", row=row), tuple(fields.items()))


def hit(state: State = State.MATCH, **changes: object) -> Match:
    values: dict[str, object] = {
        "entity": "hikvision",
        "name": "Hangzhou Hikvision Digital Technology Co., Ltd.",
        "alias": "HIKVISION UK LIMITED",
        "state": state,
        "score": 0.97,
        "relation": Relation.SUBSIDIARY,
        "path": ("HIKVISION UK LIMITED", "hikvision"),
        "evidence": (
            Evidence(
                speaks_for=True,
                kind="exact-name",
                text="the name is the company's",
                source="hikvision/4gon",
            ),
            Evidence(speaks_for=False, kind="country", text="the record says another country"),
        ),
        "company": "HIKVISION UK LIMITED",
    }
    return Match(**{**values, **changes})  # type: ignore[arg-type]


def screened(
    match: Match | None = None, profile: str | None = "uk-council", **fields: str
) -> Screened:
    match = match or hit()
    row = record("HIKVISION UK LIMITED", 2, **fields)
    on = grounds(profile)
    owners = (Owner(match.entity, control=True, path=match.path),)
    rules = Rulebook(catalogue().restrictions.values())
    findings, decisions = [], []
    vendor = catalogue().vendors[match.entity]
    for act, facts in situations(row, match, vendor, owners, on.profile, AS_OF):
        for decision in rules.decide(facts):
            decisions.append(decision)
            if decision.outcome is not Outcome.NOT_BOUND:
                findings.append(Finding(match, decision, act))
    return Screened(row, match.state, "", (match,), tuple(findings), not_bound(decisions))


def batch(*records: Screened, problems: tuple[Problem, ...] = ()) -> ScreenedBatch:
    counts = Counts(records=len(records), problems=len(problems))
    return ScreenedBatch(READING, records, problems, counts)


def plain(state: State, reason: str = "", name: str = "Acme Ltd") -> Screened:
    return Screened(record(name), state, reason)


PROBLEM = Problem(
    Origin("spend.csv", row=9), "ragged-row", "the row is longer than the header", "Mend it."
)


def empty_batch() -> Batch:
    return Batch(empty(), 0, READING)
