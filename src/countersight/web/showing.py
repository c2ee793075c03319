"""An answer as pages show it: the record, each match beside it, and what was judged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.ids import VendorId
from countersight.model.office import AnswerRow, KeptReview, MatchRow, RunId
from countersight.model.vendor import Vendor
from countersight.render.html import Html
from countersight.report.evidence_chart import evidence_chart
from countersight.report.path_chart import path_chart
from countersight.web.drawing import family_chart
from countersight.work.office import Desk
from countersight.work.office.family import Families, Family
from countersight.work.office.waterfall import waterfall

MOST_SHOWN: Final = 24
"""Companies of the family of one match."""


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """One match beside its record."""

    row: MatchRow
    told: Mapping[str, object]
    """The match as it was told."""
    vendor: Vendor | None
    chart: Html
    """The evidence for and against, as a picture; the words stand beside it."""
    path: Html | None
    """How what the record names is tied to the entity, as a picture."""
    history: tuple[KeptReview, ...]
    family: Family | None
    """The owners and subsidiaries of the company that was met, on the day of asking."""
    graph: Html | None

    @property
    def seen(self) -> str:
        """Number of the latest judgement that counts; empty where there is none."""
        latest = [each.number for each in self.history if not each.is_undone]
        return str(latest[-1]) if latest else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with its matches."""

    run: RunId
    row: AnswerRow
    told: Mapping[str, object]
    matches: tuple[ShownMatch, ...]


def shown_answer(desk: Desk, run: RunId, row: AnswerRow) -> Shown:
    """Return an answer as pages show it."""
    told = json.loads(row.told)
    by_entity = {each["entity"]: each for each in reversed(told["matches"])}
    on = date.fromisoformat(told["as_of"])
    matches = (_match(desk, row, each, (by_entity[each.entity], on)) for each in row.matches)
    return Shown(run, row, told, tuple(matches))


def _match(
    desk: Desk, row: AnswerRow, match: MatchRow, at: tuple[Mapping[str, object], date]
) -> ShownMatch:
    told, on = at
    vendors = {str(key): vendor for key, vendor in desk.catalogue.vendors.items()}
    path, evidence = told["path"], told["evidence"]
    steps = waterfall(evidence, match.score) if isinstance(evidence, list) else ()
    families = Families(desk.catalogue.vendors.values())
    company = VendorId(str(told["company"] or match.entity))
    family = families.of(company, on, MOST_SHOWN) or families.of(
        VendorId(match.entity), on, MOST_SHOWN
    )
    return ShownMatch(
        match,
        told,
        vendors.get(match.entity),
        evidence_chart(steps, match.score),
        path_chart([str(each) for each in path]) if isinstance(path, list) else None,
        desk.store.reviews.history(row.key, match.entity),
        family,
        family_chart(family) if family else None,
    )
