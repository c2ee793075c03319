"""Loading: folders, a user's own files, and the cache that must never change an answer."""

import json
from datetime import date
from pathlib import Path

import pytest

from countersight import catalogue
from countersight.catalogue import files
from countersight.errors import CatalogueError
from countersight.ids import RestrictionId, digest
from countersight.model.vocabulary import FactKind

LAW = (Path(__file__).parent / "samples" / "restriction.toml").read_text(encoding="utf-8")
LAW_ID = RestrictionId("xx-sample-2020")
TEST = '{ fact = "official_use", is = false }'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "law.toml").write_text(LAW, encoding="utf-8")
    return folder


def write(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    return path


def test_a_folder_is_loaded_alone_and_without_its_subfolders(own: Path) -> None:
    (own / "deeper").mkdir()
    write(own / "deeper" / "broken.toml", "this is no TOML")
    write(own / "readme.txt", "nor is this")
    loaded = catalogue.load_folder(own)
    assert set(loaded.restrictions) == {LAW_ID}
    assert not loaded.vendors
    assert loaded.verified_on == date(2026, 11, 23)


def test_a_folder_brings_makers_and_words_of_its_own(own: Path) -> None:
    words = LAW.replace('makers = ["hikvision"]', 'makers = ["local_maker"]')
    write(own / "law.toml", words.replace('acts = ["procure"]', 'acts = ["rent"]'))
    write(
        own / "targets.toml",
        '[local_maker]\nname = "Local Maker"\naliases = ["LM"]\nlei = ""\n',
    )
    write(
        own / "vocab.toml",
        'acts = ["use", "rent"]\nforms = ["equipment", "software"]\n'
        'classes = ["router", "video_surveillance"]\npurposes = ["public_safety"]\n'
        'roles = ["public.national"]\nreasons = ["act"]\n',
    )
    loaded = catalogue.load_folder(own)
    assert loaded.vocabulary.acts == ("use", "rent")
    assert loaded.vocabulary.facts["act"].words == ("use", "rent")
    assert loaded.vocabulary.facts["site"].words == ("sensitive", "not_sensitive")


@pytest.mark.parametrize(
    ("test", "kind"),
    [
        ('{ fact = "new_truth", is = true }', FactKind.TRUTH),
        ('{ fact = "new_day", after = 2020-01-01 }', FactKind.DATE),
        ('{ fact = "new_number", in = [1, 2] }', FactKind.NUMBER),
        ('{ fact = "new_text", in = ["a"] }', FactKind.TEXT),
    ],
)
def test_a_fact_that_nobody_defined_has_the_kind_of_its_test(
    own: Path, test: str, kind: FactKind
) -> None:
    write(own / "law.toml", LAW.replace(TEST, test))
    facts = catalogue.load_folder(own).vocabulary.facts
    [name] = [name for name in facts if name.startswith("new_")]
    assert facts[name].kind is kind
    assert facts[name].meaning == "as xx-sample-2020 uses it"


def test_the_words_of_a_fact_grow_but_those_of_the_lists_do_not(own: Path) -> None:
    write(own / "law.toml", LAW.replace(TEST, '{ fact = "waiver", is = "minister" }'))
    assert "minister" in catalogue.load_folder(own).vocabulary.facts["waiver"].words
    assert "minister" not in catalogue.load().vocabulary.facts["waiver"].words
    write(own / "law.toml", LAW.replace(TEST, '{ fact = "purpose", is = "fun" }'))
    with pytest.raises(CatalogueError, match="'fun' is no word of purpose"):
        catalogue.load_folder(own)


def test_one_file_may_stand_for_a_folder(own: Path) -> None:
    assert set(catalogue.load_folder(own / "law.toml").restrictions) == {LAW_ID}


def test_own_restrictions_are_added_to_the_bundled_ones(own: Path) -> None:
    bundled = catalogue.load()
    both = catalogue.load(restrictions=[own])
    alone = catalogue.load(restrictions=[own / "law.toml"])
    assert set(both.restrictions) == {*bundled.restrictions, LAW_ID} == set(alone.restrictions)
    assert both.version != bundled.version
    assert both.version == alone.version
    assert both.vendors == bundled.vendors


def test_own_words_are_added_to_the_bundled_ones(own: Path) -> None:
    write(own / "law.toml", LAW.replace('acts = ["procure"]', 'acts = ["rent"]'))
    write(
        own / "vocab.toml",
        'acts = ["rent"]\nforms = ["equipment"]\nclasses = ["none"]\npurposes = ["other"]\n'
        'roles = ["supplier"]\n[[fact]]\nname = "mood"\nkind = "truth"\nmeaning = "a mood"\n',
    )
    other = own.parent / "other"
    other.mkdir()
    write(other / "vocab.toml", (own / "vocab.toml").read_text().replace("rent", "lend"))
    vocabulary = catalogue.load(restrictions=[own, other]).vocabulary
    assert vocabulary.acts[-2:] == ("rent", "lend")
    assert vocabulary.facts["act"].words == vocabulary.acts
    assert vocabulary.facts["mood"].kind is FactKind.TRUTH


def test_two_files_of_one_id_are_told(own: Path) -> None:
    write(own / "twin.toml", LAW)
    with pytest.raises(
        CatalogueError, match=r"twin.toml: id: 'xx-sample-2020' is also the id of"
    ):
        catalogue.load_folder(own)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id = ", "bad.toml: is no TOML"),
        (b"id = '\xff'", "bad.toml: is no UTF-8 at byte 6"),
        (b"id = " + b"[" * 100_000, "bad.toml: "),
        (b"id = " + b"1" * 5_000, "bad.toml: can't be read"),
        (b"#" * (files.MAX_BYTES + 1), "bad.toml: is larger than"),
        (b"", "bad.toml: id: is missing"),
    ],
)
def test_a_file_that_is_no_catalogue_is_told(own: Path, data: bytes, message: str) -> None:
    (own / "bad.toml").write_bytes(data)
    with pytest.raises(CatalogueError) as caught:
        catalogue.load_folder(own)
    assert caught.value.message.startswith(message)


def test_a_folder_that_holds_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="holds no TOML file"):
        catalogue.load_folder(tmp_path)
    with pytest.raises(CatalogueError, match="absent: can't be read: No such file"):
        catalogue.load_folder(tmp_path / "absent")
    with pytest.raises(CatalogueError, match="absent: can't be read: No such file"):
        catalogue.load(restrictions=[tmp_path / "absent"])
    write(tmp_path / "targets.toml", '[maker]\nname = "Maker"\n')
    with pytest.raises(CatalogueError, match="holds no restriction"):
        catalogue.load_folder(tmp_path)


def test_a_target_that_says_too_much_is_told(own: Path) -> None:
    write(own / "targets.toml", '[maker]\nname = "Maker"\nceo = "nobody"\n')
    with pytest.raises(CatalogueError, match=r"targets.toml: \[maker\]: ceo: is no key"):
        catalogue.load_folder(own)


def test_the_cache_gives_what_the_files_give(tmp_path: Path, own: Path) -> None:
    cache = tmp_path / "deep" / "cache"
    first = catalogue.load(cache=cache, restrictions=[own])
    assert len(list(cache.iterdir())) == 2
    assert catalogue.load(cache=cache, restrictions=[own]) == first
    assert catalogue.load(restrictions=[own]) == first


def test_the_cache_is_read_and_not_only_written(tmp_path: Path) -> None:
    first = catalogue.load(cache=tmp_path)
    [kept] = tmp_path.iterdir()
    head, body = kept.read_text(encoding="utf-8").split("\n", 1)
    tables = json.loads(body)
    tables["vendors/axis.toml"]["summary"] = "Told by the cache."
    changed = json.dumps(tables)
    mark = digest(changed.encode())
    kept.write_text(f"{head.rsplit(' ', 1)[0]} {mark}\n{changed}", encoding="utf-8")
    second = catalogue.load(cache=tmp_path)
    assert [v for v in second.vendors if second.vendors[v] != first.vendors[v]] == ["axis"]


@pytest.mark.parametrize(
    "damage", [b"", b"junk", b"1 abc def\n{}", b"\xff\xfe", b"[" * 100_000]
)
def test_a_damaged_cache_is_written_anew(tmp_path: Path, damage: bytes) -> None:
    first = catalogue.load(cache=tmp_path)
    [kept] = tmp_path.iterdir()
    good = kept.read_bytes()
    for bad in (damage, good[:-1], good.replace(b"Hikvision", b"Hikvisiom", 1)):
        kept.write_bytes(bad)
        assert catalogue.load(cache=tmp_path) == first
        assert kept.read_bytes() == good


def test_a_changed_file_is_parsed_anew_and_the_cache_does_not_pile_up(
    tmp_path: Path, own: Path
) -> None:
    cache = tmp_path / "cache"
    catalogue.load(cache=cache, restrictions=[own])
    write(own / "law.toml", LAW.replace('title = "A sample"', 'title = "Another"'))
    changed = catalogue.load(cache=cache, restrictions=[own])
    assert changed.restrictions[LAW_ID].title == "Another"
    assert len(list(cache.iterdir())) == 2


def test_a_cache_out_of_reach_is_no_error(tmp_path: Path) -> None:
    blocked = write(tmp_path / "file", "not a folder")
    assert catalogue.load(cache=blocked / "cache").vendors
    catalogue.load(cache=tmp_path)
    [kept] = tmp_path.glob("catalogue-*.json")
    kept.unlink()
    kept.mkdir()
    assert catalogue.load(cache=tmp_path).vendors
    assert not list(tmp_path.glob(".catalogue-*"))


def test_what_json_cannot_say_is_not_cached(tmp_path: Path) -> None:
    file = files.File("x.toml", b"moment = 12:00:00")
    files.keep(files.parse([file], tmp_path), [file], tmp_path)
    assert not list(tmp_path.iterdir())
    day = files.File("x.toml", b"day = 2020-01-01")
    files.keep(files.parse([day], tmp_path), [day], tmp_path)
    assert files.parse([day], tmp_path).tables == {"x.toml": {"day": date(2020, 1, 1)}}


def test_only_what_passed_every_check_is_cached(tmp_path: Path, own: Path) -> None:
    cache = tmp_path / "cache"
    write(own / "law.toml", LAW.replace('binds = ["public.national"]', 'binds = ["nobody"]', 1))
    with pytest.raises(CatalogueError):
        catalogue.load(cache=cache, restrictions=[own])
    assert not cache.exists()


def test_examples_are_malformed_or_read(own: Path) -> None:
    case = '[[example]]\ntitle = "A"\n[example.facts]\ndate = 2020-01-01\n[example.expect]\n'
    write(own / "law.toml", LAW + case + 'binds = ["use"]\n')
    [[example]] = catalogue.examples(own).values()
    assert example.facts == {"date": "2020-01-01"}
    assert example.expect.binds == ("use",)
    for wrong in ("", 'binds = ["use"]\nnot_bound = "act"\n', 'not_bound = "mood"\n'):
        write(own / "law.toml", LAW + case + wrong)
        with pytest.raises(CatalogueError, match=r'law.toml: \[\[example\]\] "A"'):
            catalogue.examples(own)


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ('binds = ["usage"]', "'usage' is no duty of the file"),
        ('depends = [{ duty = "bye", ask = ["site"] }]', "'bye' is no duty of the file"),
        (
            'exempt = [{ duty = "buy", exemption = "waived" }]',
            "'waived' does not free from 'buy'",
        ),
    ],
)
def test_an_example_expects_nothing_of_a_duty_that_is_not_there(
    own: Path, expected: str, message: str
) -> None:
    case = '[[example]]\ntitle = "A"\n[example.facts]\nact = "use"\n[example.expect]\n'
    write(own / "law.toml", f"{LAW}{case}{expected}\n")
    with pytest.raises(CatalogueError) as caught:
        catalogue.examples(own)
    assert caught.value.message == f'law.toml: [[example]] "A": {message}'


def test_files_without_an_id_have_no_examples(own: Path) -> None:
    write(own / "targets.toml", '[maker]\nname = "Maker"\n')
    assert set(catalogue.examples(own)) == {LAW_ID}


HANDED_OVER = pytest.mark.parametrize(
    ("name", "count"), [("restrictions", 17), ("restrictions/more", 15)]
)


@pytest.mark.realdata
@HANDED_OVER
def test_the_files_that_were_handed_over_load_as_they_stand(
    realdata: Path, name: str, count: int
) -> None:
    folder = realdata.parent / name
    if not folder.is_dir():
        pytest.skip("the restriction files are not beside the data")
    assert len(catalogue.load_folder(folder).restrictions) == count


@pytest.mark.realdata
@HANDED_OVER
def test_what_was_brought_in_keeps_its_ids(realdata: Path, name: str, count: int) -> None:
    folder = realdata.parent / name
    if not folder.is_dir():
        pytest.skip("the restriction files are not beside the data")
    bundled = catalogue.load().restrictions
    handed_over = catalogue.load_folder(folder).restrictions
    assert len(set(handed_over) & set(bundled)) == count
    for id_, law in handed_over.items():
        assert {duty.id for duty in law.duties} <= {duty.id for duty in bundled[id_].duties}
        kept = {exemption.id for exemption in bundled[id_].exemptions}
        assert {exemption.id for exemption in law.exemptions} <= kept
