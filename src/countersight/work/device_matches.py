"""What a device's own signals add to the screening of its row: a match by prefix or serial.

The matcher reads names and models. A row whose label is silent or lies may still hold a
hardware address or a serial number; what they say of a maker is one more match, a review
unless it is at least probable.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from countersight.ids import VendorId
from countersight.model.catalogue import Catalogue
from countersight.model.device import Claim, DeviceState, Observation, Sign
from countersight.model.finding import ListVersion
from countersight.model.match import Answer, Evidence, Match, Relation, State
from countersight.model.record import Origin, Record, RecordKind
from countersight.model.signature import DeviceKnowledge, Says
from countersight.model.values import PartialDate
from countersight.work.aside import made_on
from countersight.work.identifying import Extras, Identifying
from countersight.work.sifting import Lot
from countersight.work.signals import SIGNALS

_LABELS: Final = ("maker", "brand", "model")
_SURE: Final = frozenset({DeviceState.CONFIRMED, DeviceState.PROBABLE})
_ASKED: Final = frozenset({State.NO_MATCH, State.MATCH, State.REVIEW})


class DeviceMatches:
    """Adds to answers what hardware addresses and serial numbers say."""

    def __init__(
        self,
        catalogue: Catalogue,
        knowledge: DeviceKnowledge,
        as_of: date,
        extras: Extras | None = None,
    ) -> None:
        self._vendors = catalogue.vendors
        self._identifying = Identifying(catalogue, knowledge, as_of, extras=extras)
        self._weigher = self._identifying.weigher
        self._lists = tuple(
            ListVersion(
                each.name, str(each.date), str(each.date), "", age=each.staleness(as_of)
            )
            for each in knowledge.registries
        )

    @property
    def lists(self) -> tuple[ListVersion, ...]:
        """The registries that are asked, each with its day and whether it is old."""
        return self._lists

    def closer(self, table: pl.DataFrame, lots: pl.Series) -> pl.Series:
        """Return the lots, with rows that a signal speaks of among those looked at closer."""
        for column in SIGNALS:
            values = table[column].drop_nulls().unique().to_list()
            telling = [each for each in values if self._tells(column, each)]
            if telling:
                met = table[column].is_in(telling) & lots.eq(Lot.NO_MATCH.value)
                devices = table["kind"].eq(RecordKind.DEVICE.value)
                chosen = (met & devices).fill_null(value=False)
                lots = lots.zip_with(~chosen, pl.Series([Lot.CLOSER.value] * len(lots)))
        return lots

    def added(self, record: Record, answer: Answer) -> Answer:
        """Return the answer with the match that the row's signals give, if there is one."""
        if answer.state not in _ASKED:
            return answer
        signals = [sign for column in SIGNALS for sign in self._signs(record, column)]
        if not signals:
            return answer
        labels = [sign for column in _LABELS for sign in self._signs(record, column)]
        labels += self._named(record)
        made = made_on([record.get("date") or ""])
        models = tuple(filter(None, [record.get("model")]))
        claim = self._claim(signals, labels, made, models)
        known = {match.entity for match in answer.matches if match.state is not State.NO_MATCH}
        if claim.maker is None or claim.maker in known or claim.maker not in self._vendors:
            return answer
        match = self._match(claim, claim.maker)
        state = match.state if answer.state is State.NO_MATCH else answer.state
        return replace(answer, state=state, matches=(*answer.matches, match))

    def _claim(
        self,
        signals: list[Sign],
        labels: list[Sign],
        made: PartialDate | None,
        models: tuple[str, ...],
    ) -> Claim:
        """Return whom the signals name; a conflict where the label names somebody else."""
        whole = self._weigher.claim([*signals, *labels], made, models)
        alone = self._weigher.claim(signals, made, models)
        if alone.maker is None or whole.maker == alone.maker:
            return whole
        return replace(alone, state=DeviceState.CONFLICT, against=whole.evidence)

    def _tells(self, column: str, value: str) -> bool:
        seen = Observation("", column, value, Origin(""))
        return any(sign.says is not Says.CHIP_OF for sign in self._identifying.signs(seen))

    def _signs(self, record: Record, column: str) -> Iterator[Sign]:
        value = record.get(column)
        if value:
            yield from self._identifying.signs(Observation("", column, value, record.origin))

    def _named(self, record: Record) -> list[Sign]:
        if not record.name or record.get("maker") or record.get("brand"):
            return []
        return self._identifying.signs(Observation("", "maker", record.name, record.origin))

    def _match(self, claim: Claim, maker: VendorId) -> Match:
        vendor = self._vendors[maker]
        first = claim.evidence[0]
        told = [(True, each) for each in claim.evidence]
        told += [(False, each) for each in claim.against]
        return Match(
            entity=maker,
            name=vendor.name,
            alias=first.observed,
            state=State.MATCH if claim.state in _SURE else State.REVIEW,
            score=claim.probability,
            relation=Relation.ITSELF,
            path=(first.observed, maker),
            evidence=tuple(
                Evidence(speaks_for, f"device-{each.group}", each.text, each.source)
                for speaks_for, each in told
            ),
        )
