"""Files of reviews: read, refused with the place of the mistake, and written to."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.catalogue import add_review, load_reviews
from countersight.catalogue.reviews import dump_review
from countersight.errors import ReviewError
from countersight.ids import EvidenceDigest, RecordKey, VendorId
from countersight.model.review import Review, ReviewFile, Verdict

ONE = Review(
    RecordKey("0" * 16),
    VendorId("axis"),
    Verdict.DISMISSED,
    "sells scales",
    "procurement",
    date(2026, 11, 24),
    EvidenceDigest("f" * 16),
)
TEXT = dump_review(ONE)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "reviews.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_with_its_digest(tmp_path: Path) -> None:
    file = load_reviews(written(tmp_path, TEXT))
    assert file.reviews == (ONE,)
    assert len(file.digest) == 64


def test_an_empty_file_has_no_reviews(tmp_path: Path) -> None:
    assert load_reviews(written(tmp_path, "# nothing yet\n")).reviews == ()


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        (
            '"dismissed"',
            '"dismised"',
            "[[review]] 1: verdict: 'dismised' is unknown",
            "dismissed",
        ),
        ("record = ", "recrd = ", "[[review]] 1: recrd: is no key", "`record`"),
        ('"' + "0" * 16, '"00', "[[review]] 1: record: ", "--format jsonl"),
        ('"' + "f" * 16, '"FF', "[[review]] 1: evidence: ", "evidence_digest"),
        ('reason = "sells scales"\n', "", "[[review]] 1: reason: is missing", "reason = ..."),
        ('"sells scales"', '" "', "[[review]] 1: reason: is empty", ""),
        ("2026-11-24", '"2026"', "[[review]] 1: when: is no date", "2023-12-21"),
        ("when =", "until = 2020-01-01\nwhen =", "until 2020-01-01 lies before when", ""),
        ("[[review]]", "[review]", "review: is no list of tables", "[[review]]"),
        ("[[review]]", "[[reviews]]", "reviews: is no key of this file", "[[review]]"),
        ("[[review]]", "[[review", "is no TOML", ""),
    ],
)
def test_a_wrong_file_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, message: str, hint: str
) -> None:
    assert old in TEXT
    path = written(tmp_path, TEXT.replace(old, new))
    with pytest.raises(ReviewError) as caught:
        load_reviews(path)
    assert caught.value.message.startswith(f"{path}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_two_reviews_of_the_same_are_an_error_with_both_places(tmp_path: Path) -> None:
    other = dump_review(replace(ONE, entity=VendorId("bosch")))
    path = written(tmp_path, f"{TEXT}\n{other}\n{TEXT}")
    with pytest.raises(ReviewError) as caught:
        load_reviews(path)
    assert "[[review]] 3: judges record" in caught.value.message
    assert "as [[review]] 1 does" in caught.value.message


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.toml", tmp_path):
        with pytest.raises(ReviewError, match="can't be read"):
            load_reviews(path)


def test_a_review_is_added_to_a_new_file_and_to_one_with_notes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "reviews.toml"
    file = add_review(ReviewFile(str(path), ""), ONE)
    assert file == load_reviews(path)
    path.write_text(f"# our notes\n{TEXT}", encoding="utf-8")
    other = replace(ONE, entity=VendorId("bosch"))
    added = add_review(load_reviews(path), other)
    assert added.reviews == (ONE, other)
    assert path.read_text("utf-8").startswith("# our notes\n")
    assert [each.name for each in path.parent.iterdir()] == ["reviews.toml"]


def test_a_later_review_leaves_the_older_one_as_a_comment(tmp_path: Path) -> None:
    other = replace(ONE, entity=VendorId("bosch"))
    path = written(tmp_path, f"{TEXT}# note\n\n{dump_review(other)}")
    later = replace(ONE, verdict=Verdict.CONFIRMED, when=date(2026, 12, 1))
    file = add_review(load_reviews(path), later)
    assert file.reviews == (other, later)
    words = path.read_text("utf-8")
    assert "# replaced on 2026-12-01:" in words
    assert '# reason = "sells scales"' in words
    again = add_review(file, replace(later, when=date(2026, 12, 2)))
    assert len(again.reviews) == 2


def test_an_entry_that_can_not_be_found_again_is_left_to_a_person(tmp_path: Path) -> None:
    tricky = TEXT.replace('"sells scales"', '"""\n[[review]]\n"""')
    path = written(tmp_path, tricky)
    file = load_reviews(path)
    with pytest.raises(ReviewError, match=r"\[\[review\]\] 1 can't be replaced"):
        add_review(file, replace(ONE, verdict=Verdict.UNSURE))
    assert path.read_text("utf-8") == tricky


def test_a_file_that_somebody_changed_is_not_written_over(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)
    file = load_reviews(path)
    path.write_text(f"{TEXT}# mine\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="somebody else changed it"):
        add_review(file, replace(ONE, entity=VendorId("bosch")))
    assert path.read_text("utf-8").endswith("# mine\n")
    with pytest.raises(ReviewError, match="somebody else changed it"):
        add_review(ReviewFile(str(path), ""), ONE)


def test_a_link_to_a_file_stays_a_link_and_its_rights_stay(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    add_review(load_reviews(link), replace(ONE, entity=VendorId("bosch")))
    assert link.is_symlink()
    assert len(load_reviews(path).reviews) == 2
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReviewError, match="can't be written"):
        add_review(ReviewFile(str(tmp_path / "file" / "reviews.toml"), ""), ONE)


SAYING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(reason=SAYING, who=SAYING, verdict=st.sampled_from(Verdict))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, reason: str, who: str, verdict: Verdict
) -> None:
    path = tmp_path_factory.getbasetemp() / "written-reviews.toml"
    path.unlink(missing_ok=True)
    made = replace(ONE, reason=reason, who=who, verdict=verdict, until=date(2027, 1, 1))
    assert add_review(ReviewFile(str(path), ""), made).reviews == (made,)
