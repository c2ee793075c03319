"""What an office keeps as plain objects, for JSON; published as ``office.schema.json``."""

import json
from collections.abc import Iterable
from typing import Final

from countersight.model.device import Coverage, Identified
from countersight.model.finding import Counts, Grounds, Screened
from countersight.model.office import AnswerRow, KeptReview, Run
from countersight.model.record import Problem
from countersight.report.devices import coverage_object, device_object
from countersight.report.objects import Plain, list_object, problem_object, screened_object

_COUNTS: Final = (
    *("records", "match", "review", "no_match", "not_checked", "withheld", "person"),
    *("no_name", "problems", "dismissed"),
)


def counts_object(counts: Counts) -> dict[str, Plain]:
    """Return how many records came out how; those that were not checked stand apart.

    >>> counts_object(Counts(records=3, no_match=1, withheld=2))["not_checked"]
    2
    """
    return {name: getattr(counts, name) for name in _COUNTS}


def told_object(
    records: Iterable[Screened], problems: Iterable[Problem], counts: Counts, grounds: Grounds
) -> dict[str, Plain]:
    """Return what was found of a few records, as ``screen --format jsonl`` tells each."""
    return {
        "answers": [screened_object(each, grounds) for each in records],
        "problems": [problem_object(each) for each in problems],
        "counts": counts_object(counts),
    }


def estate_object(
    devices: Iterable[Identified], problems: Iterable[Problem], coverage: Coverage
) -> dict[str, Plain]:
    """Return devices, Problems and coverage, as ``identify --format jsonl`` tells each."""
    return {
        "devices": [device_object(each) for each in devices],
        "problems": [problem_object(each) for each in problems],
        **coverage_object(coverage),
    }


def job_object(run: Run) -> dict[str, Plain]:
    """Return how far a run is; the total is null until the records are counted."""
    job = run.job
    return {
        "job": run.id,
        "run": run.id,
        "state": job.state.value,
        "done": job.done,
        "total": job.total,
        "said": job.said or None,
        "attempts": job.attempts,
        "unwanted": job.is_unwanted,
    }


def run_object(run: Run) -> dict[str, Plain]:
    """Return a run: what was handed in, how it was asked, how far it is, what was counted."""
    asked = run.asked
    return {
        "run": run.id,
        "moment": run.moment,
        "who": run.who or None,
        "upload": {
            "name": run.upload.name,
            "sha256": run.upload.digest,
            "size": run.upload.size,
            "moment": run.upload.moment,
        },
        "asked": {
            "profile": asked.profile,
            "kind": None if asked.kind is None else asked.kind.value,
            "as_of": None if asked.as_of is None else asked.as_of.isoformat(),
            "mapping": dict(asked.mapping),
        },
        "job": job_object(run),
        "counts": counts_object(run.counts),
        "lists": [list_object(each) for each in run.lists],
    }


def answer_row_object(row: AnswerRow) -> dict[str, Plain]:
    """Return an answer that is kept: as it was told, and what it is once it is judged."""
    return {"number": row.number, "judged": row.judged, "answer": json.loads(row.told)}


def answer_whole_object(row: AnswerRow, reviews: Iterable[KeptReview]) -> dict[str, Plain]:
    """Return an answer that is kept, with the judgements on its matches."""
    return {
        **answer_row_object(row),
        "reviews": [kept_review_object(each) for each in reviews],
    }


def kept_review_object(kept: KeptReview) -> dict[str, Plain]:
    """Return a judgement with its place in the history."""
    review = kept.review
    return {
        "review": kept.number,
        "record": review.record,
        "entity": review.entity,
        "verdict": review.verdict.value,
        "reason": review.reason,
        "who": review.who,
        "when": review.when.isoformat(),
        "until": None if review.until is None else review.until.isoformat(),
        "evidence": review.evidence,
        "moment": kept.moment,
        "undone": kept.is_undone,
    }
