"""Changed names of the catalogue, screened: which names are meant, and what counts as found."""

from collections import Counter

import pytest

from bench.names.screened import Changed, Meant, change, coined, found, recall, tally
from countersight.catalogue import load
from countersight.ids import VendorId
from countersight.match import Matcher
from countersight.model.match import State
from countersight.wiring.names import near_names

VENDORS = tuple(load().vendors.values())
LEAST = 0.85
"""Of each kind, over three changes of every name; the page of benchmarks has the figures."""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(VENDORS, near=near_names)


def test_the_names_that_are_changed_are_coined_and_latin() -> None:
    names = coined(VENDORS)
    texts = {each.text for each in names}
    assert {"Hikvision", "Uniview"} <= texts
    assert texts.isdisjoint({"Dahua", "Axis", "海康威视"})
    assert len({vendor for each in names for vendor in each.vendors}) > 30


def test_a_change_keeps_the_words_that_tell_the_vendor() -> None:
    made = list(change(coined(VENDORS), VENDORS, seed=1, each=1))
    lost = [each.text for each in made if each.kind == "words_lost"]
    assert lost
    assert all(each.text != each.meant.text for each in made)


def test_a_name_is_found_as_its_vendor_and_no_other(matcher: Matcher) -> None:
    hikvision = Meant("Hikvision", frozenset({VendorId("hikvision")}))
    dahua = Meant("Hikvision", frozenset({VendorId("dahua")}))
    assert found(matcher, Changed("misspelt", hikvision, "Hikvison")) is State.REVIEW
    assert found(matcher, Changed("misspelt", dahua, "Hikvison")) is State.NO_MATCH


def test_of_every_kind_most_names_are_found(matcher: Matcher) -> None:
    counts = tally(matcher, change(coined(VENDORS), VENDORS, seed=101, each=1))
    assert len(counts) >= 14
    low = {kind: recall(states) for kind, states in counts.items() if recall(states) < LEAST}
    assert not low
    for kind in ("legal_changed", "legal_dropped", "other_case", "diacritics"):
        assert counts[kind] == Counter({State.MATCH: counts[kind].total()})
