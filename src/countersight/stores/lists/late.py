"""Late facts as text, to be set aside while a file is read; no person's name is written."""

import json
from dataclasses import replace
from typing import Final, TypedDict

import polars as pl

from countersight.ids import ListedId, digest
from countersight.model.watchlist import LateFact, StatedTie
from countersight.stores.lists.columns import day_of, ties_json, ties_of

LATE_SCHEMA: Final = pl.Schema({"id": pl.String, "fact": pl.String})


class _Fact(TypedDict, total=False):
    ties: str
    no_person: bool
    listed: str
    delisted: str
    open: bool
    doubtful: bool
    programmes: list[str]
    reasons: list[str]


def text_of(fact: LateFact) -> str:
    """Return a fact as JSON; the id of its entry stands beside it."""
    told: _Fact = {"open": fact.open, "doubtful": fact.doubtful, "no_person": fact.no_person}
    if fact.tie is not None:
        told["ties"] = ties_json([_nameless(fact.tie, no_person=fact.no_person)])
    if fact.listed is not None:
        told["listed"] = fact.listed.text
    if fact.delisted is not None:
        told["delisted"] = fact.delisted.text
    if fact.programmes:
        told["programmes"] = list(fact.programmes)
    if fact.reasons:
        told["reasons"] = list(fact.reasons)
    return json.dumps(told, ensure_ascii=False)


def _nameless(tie: StatedTie, *, no_person: bool) -> StatedTie:
    """Return a tie without the name of one who may be a person: with its digest instead."""
    return tie if no_person or not tie.name else replace(tie, name=digest_of_name(tie.name))


def digest_of_name(name: str) -> str:
    """Return what a name is found again by, without being written down."""
    return f"#{digest(name.casefold().encode())}"


def fact_of(own: ListedId, text: str) -> LateFact:
    """Return the fact that ``text_of`` wrote."""
    told: _Fact = json.loads(text)
    ties = ties_of(told.get("ties"))
    return LateFact(
        own,
        tie=ties[0] if ties else None,
        no_person=told.get("no_person", False),
        listed=day_of(told.get("listed")),
        delisted=day_of(told.get("delisted")),
        open=told.get("open", False),
        doubtful=told.get("doubtful", False),
        programmes=tuple(told.get("programmes", ())),
        reasons=tuple(told.get("reasons", ())),
    )
