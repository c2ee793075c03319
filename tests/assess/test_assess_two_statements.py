"""Two statements of one speaker: in tension, as far as they speak of the same matter."""

import pytest

from countersight.assess import assess
from countersight.catalogue import load_schemes
from countersight.claim import load
from countersight.model.argument import Bearing, Standard, Verdict

SCHEMES = load_schemes()
CASE = """
[case]
id = "c"
title = "Cameras"

[[party]]
id = "maker"
name = "Maker"
kind = "company"

[[document]]
id = "letter"
kind = "letter"
title = "Letter"
by = ["maker"]
file = "letter.txt"

[[document]]
id = "brochure"
kind = "statement"
title = "Brochure"
by = ["maker"]
file = "brochure.txt"

[[passage]]
id = "p.no"
document = "letter"
words = "we have no control"

[[passage]]
id = "p.yes"
document = "{where}"
words = "we update each camera"

[[claim]]
id = "c.no"
speaker = "maker"
predicate = "no_control_after_handover"
passages = ["p.no"]
source = "letter"
{first}

[[claim]]
id = "c.yes"
speaker = "maker"
predicate = "offers_remote_service"
passages = ["p.yes"]
source = "{where}"
{second}
"""
TEXTS = {
    "letter.txt": "In the field we have no control. Yet we update each camera.",
    "brochure.txt": "From afar we update each camera. We were wrong about the letter.",
}
CORRECTED = """
[[passage]]
id = "p.wrong"
document = "brochure"
words = "We were wrong about the letter"

[[statement]]
id = "s.wrong"
predicate = "corrected"
subject = "c.no"
passages = ["p.wrong"]
source = "brochure"
"""


def verdict(
    claim: str = "c.no",
    *,
    where: str = "brochure",
    first: str = "",
    second: str = "",
    more: str = "",
) -> Verdict:
    text = CASE.format(where=where, first=first, second=second) + more
    found = assess(load(text, TEXTS, SCHEMES.predicates), SCHEMES).verdicts
    return next(each for each in found if each.claim == claim)


def test_in_one_document_the_tension_is_established() -> None:
    for claim in ("c.no", "c.yes"):
        found = verdict(claim, where="letter")
        assert (found.bearing, found.standard) == (Bearing.IN_TENSION, Standard.ESTABLISHED)


def test_in_two_documents_it_takes_that_they_speak_of_the_same_matter() -> None:
    found = verdict()
    assert (found.bearing, found.standard) == (Bearing.IN_TENSION, Standard.PRIMA_FACIE)
    assert [leaf.id for leaf in found.against[0].open] == ["same-matter"]
    assert "“we update each camera”" in found.why


def test_a_statement_that_was_taken_back_is_in_tension_with_nothing() -> None:
    for claim in ("c.no", "c.yes"):
        found = verdict(claim, more=CORRECTED)
        assert found.bearing is Bearing.DOES_NOT_BEAR


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('scope = { place = "GB" }', 'scope = { place = "PE" }'),
        ('scope = { until = "2015" }', 'scope = { since = "2019" }'),
    ],
)
def test_statements_about_other_places_or_times_do_not_meet(first: str, second: str) -> None:
    assert verdict(first=first, second=second).bearing is Bearing.DOES_NOT_BEAR


def test_who_asks_has_said_nothing_else() -> None:
    assert verdict(second='modality = "asks"').bearing is Bearing.DOES_NOT_BEAR
