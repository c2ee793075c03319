"""Sifting: which queries may have a name that is told."""

import numpy as np
import polars as pl
import pytest

import countersight.match.sifting as module
from countersight import match_names
from countersight.match.kernel.running import Runner, plain
from countersight.match.listing import Listing
from countersight.match.scoring import scale
from countersight.match.sifting import sieve_of, sifted
from countersight.match.terms import terms
from countersight.stores.kernels import compiled

OWN = ("marlbridge", "vantorel", "ostrinka", "quellford", "brisaco", "dunmarrow", "zephyrion")
TRADES = ("optics", "software", "haulage", "catering", "timber", "pharma", "shipping")
NAMES = [f"{own} {trade} {form}" for own in OWN for trade in TRADES for form in ("ltd", "gmbh")]
ASKED = [
    *("Marlbridge Optics Limited", "MARLBRIGE OPTICS LTD", "Quite Another Bakery", "", "!!"),
    *("Vantorel-Haulage GmbH", "invoice 20231 dunmarrow timber", "Green Optics", "zephyr"),
]


def answer(asked: list[str], names: list[str], run: Runner) -> list[bool]:
    listing = Listing.of(pl.Series(names), pl.Series(range(len(names))), None, run=run)
    made, _ = terms(pl.Series(asked, dtype=pl.String), None, listing.counts)
    cut = scale()
    sieve = sieve_of(50_000)
    found = sifted(listing, made, cut.weights, least=cut.review, run=run, sieve=sieve)
    return [bool(each) for each in found]


def test_a_listed_name_passes_and_a_stranger_does_not() -> None:
    found = answer(ASKED, NAMES, plain())
    assert found[:6] == [True, True, False, False, False, True]


def test_compiled_and_plain_sift_alike() -> None:
    assert answer(ASKED, NAMES, plain()) == answer(ASKED, NAMES, compiled())


def test_a_query_is_sifted_alone_as_among_others() -> None:
    alone = [answer([each], NAMES, plain())[0] for each in ASKED]
    assert alone == answer(ASKED, NAMES, plain())


def test_the_order_of_the_list_changes_nothing() -> None:
    assert answer(ASKED, NAMES, plain()) == answer(ASKED, NAMES[::-1], plain())


def test_a_pair_of_letters_has_one_bit_and_bits_are_counted() -> None:
    kernels = plain()
    ones = [kernels["bits_of"](kernels["pair_bit"](c, d)) for c in (97, 122) for d in (48, 110)]
    assert ones == [1, 1, 1, 1]
    assert [kernels["bits_of"](x) for x in (0, 5, (1 << 62) - 1)] == [0, 2, 62]


@pytest.mark.parametrize("limit", [1, 10])
def test_hits_are_what_is_told_in_full_less_what_is_no_match(
    monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(module, "FROM", 1)
    numbers = [str(each) for each in range(len(NAMES))]
    entries = pl.DataFrame({"id": numbers, "name": NAMES})
    asked = pl.DataFrame({"id": [str(at) for at in range(len(ASKED))], "name": ASKED})
    hits = pl.DataFrame(match_names(asked, entries, hits=True, limit=limit))
    every = pl.DataFrame(match_names(asked, entries, limit=limit))
    assert hits.equals(every.filter(pl.col("state") != "no_match"))
    assert hits["query_id"].n_unique() > 1


def test_a_short_list_is_not_sifted() -> None:
    listing = Listing.of(pl.Series(["Marlbridge"]), pl.Series([0]), None, run=plain())
    made, _ = terms(pl.Series(["Nobody"]), None, listing.counts)
    found = sifted(listing, made, scale().weights, least=0.0, run=plain())
    assert np.all(found)
