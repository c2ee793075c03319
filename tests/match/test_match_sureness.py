"""Names that are nearly an alias: one example of each rule, either way."""

import pytest
from match_makers import VENDORS

from countersight.match.aliases import aliases
from countersight.match.spellings import Spelling
from countersight.match.sureness import RULES, Case, is_sure
from countersight.match.vendor_words import words_by_vendor
from countersight.normalise import fold

KNOWN = aliases(VENDORS, None)
WORDS = words_by_vendor(VENDORS, KNOWN)


@pytest.mark.parametrize(
    ("text", "listed", "rule", "sure"),
    [
        ("Hik Vision Muster", "Hikvision", 0, True),
        ("Dahua Huber", "Dahua", 0, False),
        ("dahuatechnology", "Dahua", 1, True),
        ("Hikvson Elektro", "Hikvision", 3, True),
        ("Hikari Elektro", "Hikvision", 3, False),
        ("Dahau Technology", "Dahua", 4, True),
        ("Dahau Huber", "Dahua", 4, False),
    ],
)
def test_the_first_rule_that_asks_decides(
    text: str, listed: str, rule: int, *, sure: bool
) -> None:
    alias = next(each for each in KNOWN if each.text == listed)
    spelling, words = Spelling.of(fold(text)), WORDS[alias.entity].words
    case = Case(spelling, alias.spelling.distinctive, words)
    first = next(place for place, each in enumerate(RULES) if each.asks(case))
    assert (first, is_sure(spelling, alias, words)) == (rule, sure)


def test_one_word_of_several_that_is_misspelt_is_not_enough() -> None:
    case = Case(Spelling.of(fold("Inovations Huber")), ("jiang", "innovations"), frozenset())
    assert [rule.asks(case) for rule in RULES[:3]] == [False, False, True]
    assert not RULES[2].sure(case)
