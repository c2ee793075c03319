"""A wrong entry is told with its file, its entry, its field, and what to do."""
# ruff: noqa: E501, Q003 - the tables of errors read best in long rows

import copy
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight import catalogue
from countersight.catalogue.fields import MAX_WORDS, Place, Section, nearest, plain
from countersight.catalogue.references import check_restriction, check_vendor
from countersight.catalogue.restrictions import RESTRICTION
from countersight.catalogue.vendors import VENDOR
from countersight.catalogue.words import read_lists
from countersight.errors import CatalogueError
from countersight.ids import RestrictionId, VendorId

SAMPLES = Path(__file__).parent / "samples"
LAW = (SAMPLES / "restriction.toml").read_text(encoding="utf-8")
FIRM = (SAMPLES / "vendor.toml").read_text(encoding="utf-8")
SECTIONS: dict[str, tuple[Section[Any], dict[str, Any]]] = {
    "law.toml": (RESTRICTION, tomllib.loads(LAW)),
    "firm.toml": (VENDOR, tomllib.loads(FIRM)),
}
REQUIRED = {
    "law.toml": {
        "": {
            "id", "title", "summary", "jurisdiction", "force", "status", "issuer",
            "verified_on", "verified_through", "covers", "reach", "duty", "cite",
        },
        "covers": {"id", "forms", "classes"},
        "maker_test": {"fact"},
        "maker_list": {"list"},
        "reach": {"kind"},
        "periods": {"kind"},
        "duty": {"id", "modality", "acts", "binds", "covers", "obligation", "cites"},
        "requires": {"fact"},
        "exemption": {"id", "duties", "requires", "text", "cites"},
        "event": {"date", "what"},
        "conflict": {"what"},
        "listing": {"target", "from"},
        "penalty": {"text"},
        "cite": {"id", "name", "checked"},
    },
    "firm.toml": {
        "": {"id", "name", "kind", "country", "verified_on", "summary", "names", "source"},
        "names": {"text", "script"},
        "identifier": {"scheme", "value", "source", "checked"},
        "tie": {"role", "basis", "source", "checked"},
        "listed": {"list", "from"},
        "identifiers": {"scheme", "value"},
        "listing": {"list", "entry", "how", "from", "source", "checked"},
        "namesake": {"name", "script", "industry", "apart", "status", "source", "checked"},
        "model": {"prefix", "source", "checked"},
        "conflict": {"what", "follows", "sources"},
        "source": {"id", "publication", "address"},
    },
}  # fmt: skip


def places(raw: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every key of a parsed file."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield (*at, key)
            yield from places(value, (*at, key))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from places(value, (*at, number))


EVERY_KEY = [(file, path) for file, (_, raw) in SECTIONS.items() for path in places(raw)]
REQUIRED_KEYS = [
    (file, path)
    for file, path in EVERY_KEY
    if path[-1]
    in REQUIRED[file].get(next((str(p) for p in path[-2::-1] if isinstance(p, str)), ""), ())
]


def holder(raw: Any, path: tuple[str | int, ...]) -> Any:
    for step in path[:-1]:
        raw = raw[step]
    return raw


def read(file: str, raw: object) -> object:
    return SECTIONS[file][0].read(raw, Place(file))


def error_of(file: str, raw: object) -> CatalogueError | None:
    try:
        read(file, raw)
    except CatalogueError as wrong:
        return wrong
    return None


def test_the_samples_use_every_key_and_load() -> None:
    for file, (section, raw) in SECTIONS.items():
        assert {field.key for field in section.fields} - set(raw) <= {"example"}
        assert read(file, raw)


@given(st.sampled_from(REQUIRED_KEYS))
def test_a_required_key_that_is_missing_is_named(
    case: tuple[str, tuple[str | int, ...]],
) -> None:
    file, path = case
    raw = copy.deepcopy(SECTIONS[file][1])
    del holder(raw, path)[path[-1]]
    with pytest.raises(CatalogueError) as caught:
        read(file, raw)
    assert caught.value.message.startswith(f"{file}: ")
    assert caught.value.message.endswith(f"{path[-1]}: is missing")
    assert caught.value.hint


@given(st.sampled_from(EVERY_KEY), st.sampled_from([time(1), datetime(2020, 1, 1, tzinfo=UTC)]))
def test_a_value_of_the_wrong_type_is_named(
    case: tuple[str, tuple[str | int, ...]], wrong: object
) -> None:
    file, path = case
    raw = copy.deepcopy(SECTIONS[file][1])
    holder(raw, path)[path[-1]] = wrong
    with pytest.raises(CatalogueError) as caught:
        read(file, raw)
    assert caught.value.message.startswith(f"{file}: ")
    assert f"{path[-1]}: " in caught.value.message
    assert caught.value.hint


@given(st.sampled_from(EVERY_KEY))
def test_a_misspelt_key_is_named_with_the_right_one(
    case: tuple[str, tuple[str | int, ...]],
) -> None:
    file, path = case
    raw = copy.deepcopy(SECTIONS[file][1])
    table = holder(raw, path)
    key = str(path[-1])
    table[f"{key}_"] = table.pop(path[-1])
    with pytest.raises(CatalogueError, match="is no key of this section") as caught:
        read(file, raw)
    assert f"{key}_: " in caught.value.message
    assert f"`{key}`" in caught.value.hint


HOSTILE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.just(10**12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(EVERY_KEY), HOSTILE)
def test_whatever_stands_there_is_read_or_is_an_error_of_ours(
    case: tuple[str, tuple[str | int, ...]], value: object
) -> None:
    file, path = case
    raw = copy.deepcopy(SECTIONS[file][1])
    holder(raw, path)[path[-1]] = value
    error = error_of(file, raw)
    if error is not None:
        assert error.message.isprintable()
        assert len(error.message) < 5 * MAX_WORDS


LAW_ERRORS = {
    # what is written -> what is written instead, what the message ends with, the hint
    "unknown role": (
        'binds = ["public.national"]',
        'binds = ["public.nationl"]',
        "[[duty]] \"use\": binds: 'public.nationl' is no known role",
        "Did you mean `public.national`?",
    ),
    "unknown act": ('acts = ["use"]', 'acts = ["uze"]', "[[duty]] \"use\": acts: 'uze' is no known act", "use"),
    "unknown form": (
        'forms = ["equipment"]',
        'forms = ["equipmnt"]',
        "[[covers]] \"named\": forms: 'equipmnt' is no known form",
        "equipment",
    ),
    "unknown class": (
        'classes = ["router"]',
        'classes = ["ruoter"]',
        "[[covers]] \"listed\": classes: 'ruoter' is no known class",
        "router",
    ),
    "unknown purpose": (
        'purposes = ["public_safety"]',
        'purposes = ["safety"]',
        "[[covers]] \"named\": purposes: 'safety' is no known purpose",
        "public_safety",
    ),
    "unknown maker": (
        'makers = ["hikvision"]',
        'makers = ["hikvison"]',
        "[[covers]] \"named\": makers: 'hikvison' is no known maker",
        "hikvision",
    ),
    "unknown list": (
        'list = "xx-sample-2020"',
        'list = "xx-other"',
        "[[covers]] \"listed\": maker_list: 'xx-other' is no known list",
        "xx-sample-2020",
    ),
    "unknown target of a list": (
        'target = "dahua"',
        'target = "dahoa"',
        "[[listing]] \"dahoa\": target: 'dahoa' is no known maker",
        "dahua",
    ),
    "unknown role of a directed body": (
        'directs = ["public.national"]',
        'directs = ["nobody"]',
        "directs: 'nobody' is no known role",
        "Known: ",
    ),
    "cover that is not there": (
        'covers = ["named", "tested"]',
        'covers = ["named", "tasted"]',
        "[[duty]] \"use\": covers: 'tasted' is no known cover",
        "tested",
    ),
    "exemption for a missing duty": (
        'duties = ["use"]',
        'duties = ["usage"]',
        "[[exemption]] \"waived\": duties: 'usage' is no known duty",
        "use",
    ),
    "citation that is not there": (
        'what = "It began."\ncites = ["act"]',
        'what = "It began."\ncites = ["acts"]',
        "[[event]] \"2020-01-01\": cites: 'acts' is no known citation",
        "act",
    ),
    "citation of a conflict": (
        'what = "Two pages differ."\ncites = ["act"]',
        'what = "Two pages differ."\ncites = ["page"]',
        "[[conflict]] 1: cites: 'page' is no known citation",
        "act",
    ),
    "citation of the penalty": (
        'text = "None."\ncites = ["act"]',
        'text = "None."\ncites = ["page"]',
        "[penalty]: cites: 'page' is no known citation",
        "act",
    ),
    "two duties of one id": (
        'id = "buy"',
        'id = "use"',
        "id: 'use' is the id of 2 entries (duty)",
        "an id of its own",
    ),
    "end of a duty before its start": (
        "until = 2030-01-01",
        "until = 2019-01-01",
        '[[duty]] "use": until 2019-01-01 lies before from 2020-01-01',
        "agree",
    ),
    "deadline before the start": (
        "deadline = 2021-01-01",
        "deadline = 2019-01-01",
        '[[duty]] "use": deadline 2019-01-01 lies before from 2020-01-01',
        "agree",
    ),
    "end of an exemption before its start": (
        "until = 2022-01-01",
        "until = 2019-01-01",
        '[[exemption]] "waived": until 2019-01-01 lies before from 2020-01-01',
        "agree",
    ),
    "window the wrong way round": (
        "from_not_after = 2020-02-01",
        "from_not_after = 2019-02-01",
        '[[duty]] "buy": from_not_after 2019-02-01 lies before from_not_before 2020-01-01',
        "agree",
    ),
    "two periods of one reach": (
        "[[reach.periods]]",
        '[[reach.periods]]\nkind = "control"\nfrom = 2025-12-31\n[[reach.periods]]',
        "[reach]: the periods from 2025-01-01 and from 2025-12-31 share a day",
        "agree",
    ),
    "an address that is a script": (
        'url = "https:',
        'url = "javascript:',
        "has not the right form",
        "https://",
    ),
    "end of a listing before its start": (
        "until = 2021-01-01\n\n[penalty]",
        "until = 2019-01-01\n\n[penalty]",
        '[[listing]] "dahua": until 2019-01-01 lies before from 2020-01-01',
        "agree",
    ),
    "end of a period before its start": (
        "until = 2025-12-31",
        "until = 2024-12-31",
        "[reach] [[periods]] 1: until 2024-12-31 lies before from 2025-01-01",
        "agree",
    ),
    "130 percent": (
        "more_than_percent = 10",
        "more_than_percent = 130",
        "[reach]: more_than_percent: is no share of a whole",
        "0 to 100",
    ),
    "less than nothing": (
        "min_percent = 50",
        "min_percent = -1",
        "[reach] [[periods]] 1: min_percent: is no share of a whole",
        "0 to 100",
    ),
    "no number": (
        "min_percent = 50",
        "min_percent = nan",
        "[reach] [[periods]] 1: min_percent: is no share of a whole",
        "0 to 100",
    ),
    "two shares": (
        "more_than_percent = 10",
        "more_than_percent = 10\nmin_percent = 10",
        "[reach]: a reach has min_percent or more_than_percent, not both",
        "agree",
    ),
    "equity without a share": (
        "more_than_percent = 10\n",
        "",
        "[reach]: a reach by equity needs min_percent or more_than_percent",
        "agree",
    ),
    "two kinds of maker": (
        'makers = ["hikvision"]',
        'makers = ["hikvision"]\nmaker_list = { list = "xx-sample-2020" }',
        "exactly one of makers, maker_test and maker_list",
        "agree",
    ),
    "a list beside a test": (
        'makers = ["hikvision"]',
        'maker_list = { list = "xx-sample-2020" }\nwatchlist = "us-csl"',
        "a watchlist stands alone, or beside makers",
        "agree",
    ),
    "no id of a list": (
        'makers = ["hikvision"]',
        'watchlist = "US list"',
        "watchlist",
        "Write small letters, digits and hyphens",
    ),
    "two tests in one": (
        "not_after = 2023-12-21",
        "not_after = 2023-12-21, before = 2023-12-21",
        "exactly one of in, is, after, not_after, before, not_before",
        "agree",
    ),
    "no start": (
        "from_not_before = 2020-01-01\nfrom_not_after = 2020-02-01\n",
        "",
        '[[duty]] "buy": a duty has either from or from_not_before',
        "agree",
    ),
    "a number without end": (
        'fact = "official_use", is = false',
        f'fact = "list_entry_year", is = 0x{"f" * 9_000}',
        '[[exemption]] "waived" [[requires]] "list_entry_year": is: is too large a number',
        "at most",
    ),
    "a share without end": (
        "min_percent = 50",
        f'min_percent = 0x{"f" * 9_000}',
        "min_percent: is no share of a whole",
        "0 to 100",
    ),
    "half a window": (
        "from_not_before = 2020-01-01\n",
        "from = 2020-01-01\n",
        '[[duty]] "buy": from_not_after needs from_not_before',
        "agree",
    ),
    "a day compared with a word": (
        "not_after = 2023-12-21",
        'not_after = "2023-12-21"',
        "requires: '2023-12-21' is no value of acquired_on, which is a date",
        "facts",
    ),
    "a day compared with a truth": (
        "not_after = 2023-12-21",
        "is = true",
        "requires: true is no value of acquired_on, which is a date",
        "facts",
    ),
    "a truth value compared in time": (
        'fact = "official_use", is = false',
        'fact = "official_use", after = 2020-01-01',
        "requires: official_use can't be compared by after",
        "facts",
    ),
    "owners in a test": (
        'fact = "official_use", is = false',
        'fact = "owners", is = true',
        "requires: owners can't be tested; use [reach]",
        "facts",
    ),
    "an unknown word of a closed list": (
        'fact = "official_use", is = false',
        'fact = "product_form", is = "camera"',
        "requires: 'camera' is no word of product_form",
        "facts",
    ),
    "a reading ahead of its day": (
        "verified_through = 2026-06-01",
        "verified_through = 2027-06-01",
        "verified_through lies after verified_on, the day of the reading",
        "agree",
    ),
    "an empty list": ('forms = ["software"]', "forms = []", "forms: is an empty list", "at least one"),
    "a thing twice": ('forms = ["software"]', 'forms = ["software", "software"]', "twice", "out"),
    "a country that is none": (
        'jurisdiction = "GB"',
        'jurisdiction = "UK"',
        "jurisdiction: UK is not in ISO 3166",
        "Write GB.",
    ),
    "a place of no form": (
        'jurisdiction = "GB"',
        'jurisdiction = "Britain"',
        "jurisdiction: 'Britain' has not the right form",
        "ISO 3166",
    ),
    "an impossible date": ("date = 2020-01-01\nwhat", "date = 2020-02-30\nwhat", "is no TOML", ""),
    "a force that is none": (
        'force = "ministerial_statement"',
        'force = "statut"',
        "force: 'statut' is unknown",
        "statute",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAW_ERRORS)
def test_a_wrong_restriction_is_told(name: str, tmp_path: Path) -> None:
    old, new, message, hint = LAW_ERRORS[name]
    assert LAW.count(old) >= 1
    (tmp_path / "law.toml").write_text(LAW.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        catalogue.load_folder(tmp_path)
    assert caught.value.message.startswith("law.toml: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_bundled_restriction_may_not_use_a_fact_that_nobody_defined() -> None:
    raw = tomllib.loads(LAW.replace('fact = "official_use"', 'fact = "oficial_use"'))
    with pytest.raises(CatalogueError) as caught:
        check_restriction(
            RESTRICTION.read(raw, Place("law.toml")),
            Place("law.toml"),
            catalogue.load().vocabulary,
            makers=[VendorId("hikvision"), VendorId("dahua")],
            lists=[RestrictionId("xx-sample-2020")],
        )
    told = "law.toml: [[exemption]] \"waived\": requires: 'oficial_use' is no fact"
    assert caught.value.message == told
    assert caught.value.hint == "Did you mean `official_use`?"


def test_the_sample_restriction_loads_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text(LAW, encoding="utf-8")
    [law] = catalogue.load_folder(tmp_path).restrictions.values()
    assert law.penalty_cites == ("act",)
    assert law.duties[0].note == "in all buildings Start: as printed Deadline: a year later"
    assert law.verified_note


FIRM_ERRORS = {
    "wrong check digit": ("PY38", "PY39", '[[identifier]] "lei": lei 2549002EMC1TLFMJPY39 fails'),
    "wrong check digit of another": ("PM8", "PM7", '[[identifiers]] "CNE100000PM7": isin CNE100000PM7 fails'),
    "unknown source": (
        'source = "page"\nchecked = "secondary"',
        'source = "pages"\nchecked = "secondary"',
        "[[identifier]] \"2549002EMC1TLFMJPY38\": source: 'pages' is no known source",
    ),
    "unknown further source": ('also_sources = ["other"]', 'also_sources = ["none"]', "also_sources: 'none' is no known source"),
    "unknown source of a conflict": ('sources = ["page", "other"]', 'sources = ["none"]', "[[conflict]] 1: sources: 'none' is no known source"),
    "unknown family": ('family = "hikvision"', 'family = "hikvison"', "family: 'hikvison' is no known vendor"),
    "unknown vendor of a tie": ('name = "Sample Holdings Ltd"', 'vendor = "cetc"', "vendor: 'cetc' is no known vendor"),
    "a tie to nobody": ('name = "Sample Holdings Ltd"\n', "", "either a vendor of the catalogue or a company by name"),
    "a tie that ends before it begins": ("until = 2020-01-01", "until = 2018-01-01", "until 2018-01-01 lies before from 2019-01-01"),
    "a listing that ends before it begins": ('how = "named"\nfrom = "2020"\nuntil = 2021-01-01', 'how = "named"\nfrom = "2020"\nuntil = 2019-01-01', "[[listing]] \"a-list\": until 2019-01-01 lies before"),
    "a script that is none": ('script = "Latn"\nkind', 'script = "Latin"\nkind', "script: 'Latin' is unknown"),
    "a month that is none": ('until = "2021-08"', 'until = "2021-13"', '[[names]] "Sample": until: is no date'),
    "two sources of one id": ('id = "other"', 'id = "page"', "'page' is the id of 2 entries (source)"),
    "more than all": ("percent = 50.5", "percent = 130", "percent: is no share of a whole"),
    "a share in words": ("percent = 50.5", 'percent = "half"', "percent: is no number"),
    "a country in words": ('country = "GB"\nverified', 'country = "Britain"\nverified', "country: 'Britain' has not"),
    "empty text": ('summary = "Makes nothing."', 'summary = " "', "summary: is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIRM_ERRORS)
def test_a_wrong_vendor_is_told(name: str) -> None:
    old, new, message = FIRM_ERRORS[name]
    assert old in FIRM
    raw = tomllib.loads(FIRM.replace(old, new, 1))
    with pytest.raises(CatalogueError) as caught:
        check_vendor(
            VENDOR.read(raw, Place("firm.toml")), Place("firm.toml"), [VendorId("hikvision")]
        )
    assert caught.value.message.startswith("firm.toml: ")
    assert message in caught.value.message
    assert caught.value.hint


WORDS = {
    "acts": ["use"],
    "forms": ["equipment"],
    "classes": ["none"],
    "purposes": ["other"],
    "roles": ["supplier"],
}


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "word"},
        {"kind": "truth", "words": ["yes"]},
        {"kind": "word", "words": ["yes"], "words_of": "acts"},
    ],
)
def test_a_fact_has_words_just_where_its_kind_is_closed(fact: dict[str, object]) -> None:
    raw = {**WORDS, "fact": [{"name": "sample", "meaning": "a sample", **fact}]}
    with pytest.raises(
        CatalogueError, match=r'words.toml: \[\[fact\]\] "sample": a fact of kind'
    ):
        read_lists(raw, "words.toml")


def test_a_message_is_of_bearable_length_and_moves_no_cursor() -> None:
    wrong = Place("x.toml").error("bad \x1b[31m" + "x" * 100_000)
    assert len(wrong.message) < 2 * MAX_WORDS
    assert "\x1b" not in wrong.message
    assert plain("straße 中") == "straße 中"


def test_a_remedy_names_the_nearest_word_or_a_few() -> None:
    assert nearest("x", []) == "None is known here."
    assert nearest("zzz", [f"a{number}" for number in range(100)]).endswith(", ...")
