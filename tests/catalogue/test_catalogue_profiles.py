"""Profiles: what they may say, what is told when they say something else, and writing them."""
# ruff: noqa: E501 - the table of errors reads best in long rows

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight import catalogue
from countersight.catalogue.profiles import OWN_KEYS
from countersight.errors import ProfileError
from countersight.model.facts import FactValue
from countersight.model.profile import Profile
from countersight.model.record import RecordKind
from countersight.model.vocabulary import FactKind

WORDS = catalogue.load().vocabulary
SHOP = """\
name = "shop"
summary = "A shop"
place = "FR"
roles = ["private.company"]
[assume]
site = "sensitive"
official_use = true
acquired_on = 2020-01-01
list_entry_year = 2024
brand = "Some Brand"
[acts]
device = ["use"]
"""


def load(tmp_path: Path, words: str) -> Profile:
    path = tmp_path / "shop.toml"
    path.write_text(words, encoding="utf-8")
    return catalogue.load_profile(str(path), WORDS)


def test_a_profile_is_read_from_a_file(tmp_path: Path) -> None:
    assert load(tmp_path, SHOP) == Profile(
        name="shop",
        summary="A shop",
        place="FR",
        roles=("private.company",),
        assume={
            "site": "sensitive",
            "official_use": True,
            "acquired_on": date(2020, 1, 1),
            "list_entry_year": 2024,
            "brand": "Some Brand",
        },
        acts={RecordKind.DEVICE: ("use",)},
    )


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("private.company", "private.compny", "roles: 'private.compny' is unknown", "`private.company`"),
        ('["use"]', '["uze"]', "[acts]: device: 'uze' is unknown", "`use`"),
        ("device = ", "devise = ", "[acts]: devise: is no kind of record", "`device`"),
        ("site = ", "sight = ", "[assume]: sight: is no fact", "`site`"),
        ('"sensitive"', '"secret"', "[assume]: site: 'secret' is unknown", "sensitive"),
        ("official_use = true", 'official_use = "yes"', "neither true nor false", "true"),
        ("2020-01-01", '"2020-01-01"', "acquired_on: is no date", "2023-12-21"),
        ("2024", '"2024"', "list_entry_year: is no whole number", "quotation"),
        ("[assume]", '[assume]\nplace = "GB"', "[assume]: place: is not assumed here", "profiles"),
        ('place = "FR"', 'place = "France"', "place: 'France' has not the right form", "ISO 3166"),
        ('place = "FR"\n', "", "place: is missing", "place = ..."),
        ("[acts]", "[act]", "act: is no key of this section", "`acts`"),
        ('name = "shop"', "name = ", "is no TOML", ""),
    ],
)  # fmt: skip
def test_a_wrong_profile_is_told(
    tmp_path: Path, old: str, new: str, message: str, hint: str
) -> None:
    assert old in SHOP
    with pytest.raises(ProfileError) as caught:
        load(tmp_path, SHOP.replace(old, new))
    assert "shop.toml: " in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("name", ["uk-concil", "/no/such/file.toml", "x" * 5_000, "nul\0"])
def test_a_profile_that_is_not_there_is_told(name: str) -> None:
    with pytest.raises(ProfileError, match="there is no such profile or file") as caught:
        catalogue.load_profile(name, WORDS)
    assert "uk-council" in caught.value.hint


def some_of(words: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), min_size=1, unique=True).map(tuple)


SAYING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
VALUES: dict[FactKind, st.SearchStrategy[FactValue]] = {
    FactKind.TEXT: SAYING,
    FactKind.DATE: st.dates(),
    FactKind.TRUTH: st.booleans(),
    FactKind.NUMBER: st.integers(-(10**9), 10**9),
}
ASSUMED = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from(fact.words) if fact.words else VALUES[fact.kind]
        for name, fact in WORDS.facts.items()
        if name not in OWN_KEYS
    },
)
PROFILES = st.builds(
    Profile,
    name=SAYING,
    place=st.sampled_from(["FR", "GB-EAW", "EU"]),
    roles=some_of(WORDS.roles),
    assume=ASSUMED,
    acts=st.dictionaries(st.sampled_from(RecordKind), some_of(WORDS.acts)),
    summary=st.just("") | SAYING,
)


@given(profile=PROFILES)
def test_a_written_profile_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, profile: Profile
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.toml"
    path.write_text(catalogue.dump_profile(profile), encoding="utf-8", newline="")
    assert catalogue.load_profile(str(path), WORDS) == profile
