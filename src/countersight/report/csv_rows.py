"""CSV: a row for each finding; cells that a spreadsheet can't take for formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.model.background import Background
from countersight.model.decision import Decision
from countersight.model.finding import (
    Counts,
    Finding,
    Grounds,
    ListVersion,
    Screened,
    ScreenedBatch,
)
from countersight.model.keys import evidence_digest, record_key
from countersight.model.match import Match
from countersight.model.record import Origin, Problem
from countersight.render.escaping import cell, controls_shown
from countersight.report.background import listing_cell, ties_cell
from countersight.report.objects import citations_of, day_text, plain_value

COLUMNS: Final = (
    *("file", "member", "sheet", "row", "pointer", "kind", "name", "state", "reason"),
    *("entity", "entity_name", "alias", "match_state", "score", "relation", "path"),
    *("evidence_for", "evidence_against", "listings", "family", "ties"),
    *("key", "evidence_digest", "review", "review_reason", "review_who", "review_until"),
    *("restriction", "duty", "act", "decision", "since", "deadline", "overdue_days"),
    *("obligation", "ask", "exemption", "perhaps_exempt", "citations", "assumed"),
    *("lists", "as_of", "problem", "hint"),
)


@dataclass(frozen=True, slots=True)
class CsvRows:
    """Writes a header, then a row a finding (RFC 4180); a match without one has its own."""

    grounds: Grounds

    def begin(self) -> Iterator[str]:
        """Yield the header."""
        yield _row(dict(zip(COLUMNS, COLUMNS, strict=True)))

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield the rows of a batch, the Problems last."""
        return map(_row, self.rows(batch))

    def rows(self, batch: ScreenedBatch) -> Iterator[dict[str, str]]:
        """Yield the rows of a batch as their cells, by the names of ``COLUMNS``."""
        under = self.under
        profile = self.grounds.profile
        facts_only = profile is not None and not profile.decides
        for screened in batch.records:
            for row in _rows(screened, facts_only=facts_only):
                yield {**row, **under, **self._asked(screened)}
        for problem in batch.problems:
            yield {**_problem(problem), **under}

    def _asked(self, screened: Screened) -> dict[str, str]:
        """Return the lists of a record that registries were asked for too."""
        return {"lists": _lists(self.grounds.lists + screened.lists)} if screened.lists else {}

    @property
    def under(self) -> dict[str, str]:
        """The cells that every row has: what the answers rest on."""
        return {"lists": _lists(self.grounds.lists), "as_of": self.grounds.as_of.isoformat()}

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield nothing: counts go to standard error."""
        del counts
        return iter(())


def _lists(versions: Iterable[ListVersion]) -> str:
    return "; ".join(f"{each.name} {each.version}{_old(each)}" for each in versions)


def _old(each: ListVersion) -> str:
    old = each.age or each.stale
    return f" ({old})" if old else ""


def _row(cells: Mapping[str, str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        [cell(controls_shown(cells.get(name, ""))) for name in COLUMNS]
    )
    return out.getvalue()


def _rows(screened: Screened, *, facts_only: bool) -> Iterator[dict[str, str]]:
    record = {
        **_origin(screened.record.origin),
        "kind": screened.record.kind.value,
        "name": screened.record.name,
        "state": screened.state.value,
        "reason": screened.reason,
    }
    if not screened.matches:
        yield record
    key = record_key(screened.record)
    for match in screened.matches:
        known = (each for each in screened.backgrounds if each.entity == match.entity)
        matched = {
            **record,
            "key": key,
            **_match(match),
            **_review(match),
            **_background(next(known, None), ties=facts_only),
        }
        mine = [each for each in screened.findings if each.match == match]
        if not mine:
            yield matched
        for finding in mine:
            yield {**matched, **_finding(finding)}


def _origin(origin: Origin) -> dict[str, str]:
    return {
        "file": origin.file,
        "member": origin.member or "",
        "sheet": origin.sheet or "",
        "row": "" if origin.row is None else str(origin.row),
        "pointer": origin.pointer or "",
    }


def _match(match: Match) -> dict[str, str]:
    return {
        "entity": match.entity,
        "entity_name": match.name,
        "alias": match.alias,
        "match_state": match.state.value,
        "score": repr(match.score),
        "relation": match.relation.value,
        "path": " > ".join(match.path),
        "evidence_for": _sentences(each.text for each in match.evidence if each.speaks_for),
        "evidence_against": _sentences(
            each.text for each in match.evidence if not each.speaks_for
        ),
    }


def _review(match: Match) -> dict[str, str]:
    """Return the digest that a review is bound to, and the review that there is."""
    found = {"evidence_digest": str(evidence_digest(match))}
    if match.review is None:
        return found
    review = match.review.review
    counts = "" if match.review.counts is not None else f" ({match.review.force.value})"
    return {
        **found,
        "review": f"{review.verdict.value}{counts}",
        "review_reason": review.reason,
        "review_who": review.who,
        "review_until": day_text(review.until) or "",
    }


def _background(background: Background | None, *, ties: bool) -> dict[str, str]:
    """Return what is known of the entity; its ties where facts alone are asked for."""
    if background is None:
        return {}
    listings = "; ".join(
        f"{each.company}: {listing_cell(each)}" for each in background.listings
    )
    return {
        "listings": listings,
        "family": background.family or "",
        "ties": ties_cell(background) if ties else "",
    }


def _finding(finding: Finding) -> dict[str, str]:
    decision = finding.decision
    late = decision.overdue_days
    return {
        "restriction": decision.restriction.id,
        "duty": decision.duty.id,
        "act": finding.act,
        "decision": decision.outcome.value,
        "since": day_text(decision.duty.since) or "",
        "deadline": day_text(decision.deadline) or "",
        "overdue_days": "" if late is None else str(late),
        "obligation": decision.duty.obligation,
        "ask": " ".join(decision.ask),
        "exemption": decision.exemption or "",
        "perhaps_exempt": " ".join(way.id for way in decision.perhaps),
        "citations": _citations(decision),
        "assumed": "; ".join(
            f"{fact.name}={plain_value(fact.value)}" for fact in decision.assumed
        ),
    }


def _citations(decision: Decision) -> str:
    found = citations_of(decision.restriction, decision.duty.cites)
    told = (f"{cite['name']} ({cite['checked']})" for cite in found if isinstance(cite, dict))
    return "; ".join(told)


def _problem(problem: Problem) -> dict[str, str]:
    return {
        **_origin(problem.origin),
        "state": "problem",
        "reason": problem.code,
        "problem": problem.message,
        "hint": problem.hint,
    }


def _sentences(texts: Iterable[str]) -> str:
    return " | ".join(texts)
