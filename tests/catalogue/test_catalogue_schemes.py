"""Scheme files are checked: a word that is misspelt would be an argument that is never made."""

from pathlib import Path

import pytest

from countersight.catalogue import load_schemes, scheme_examples
from countersight.errors import CatalogueError

SCHEME = """
id = "data-kept"
title = "Data kept"
claim = "no_data_held"
side = "against"
why = "Who stores data holds it."

[[premise]]
id = "stores"
fact = ["stores_data", "?P", "?W"]
says = "{P} stores data"

[[exception]]
id = "other"
fact = ["same_group", "?A", "?P"]
different = ["?A", "?P"]
says = "another"

[[example]]
title = "one"
facts = [{ grade = "held", fact = ["stores_data", "group", "w"] }]
expect = { bearing = "contradicts", standard = "established" }
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "scheme.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    where = folder(tmp_path, SCHEME)
    assert [each.id for each in load_schemes(where).schemes] == ["data-kept"]
    assert [each.title for _, each in scheme_examples(where)] == ["one"]
    assert load_schemes(where).version != load_schemes().version


@pytest.mark.parametrize(
    ("before", "after", "says", "hint"),
    [
        ("stores_data", "store_data", "'store_data' is no predicate", "`stores_data`"),
        ('"no_data_held"', '"no_data"', "'no_data' is no predicate", "no_data_held"),
        ('["stores_data", "?P", "?W"]', '"stores"', "is no condition", "Write ["),
        ('side = "against"', 'side = "agianst"', "is unknown", "`against`"),
        (
            'side = "against"',
            'side = "against"\nscope_of = "?K"',
            "bound by no premise",
            "Mend",
        ),
        ('different = ["?A", "?P"]', 'different = ["?A", "?Z"]', "bound by nothing", "Mend"),
        ('id = "other"', 'id = "stores"', "the same id", "Mend"),
        ("[[exception]]", "[[exceptions]]", "is no key", "`exception`"),
        (
            '["stores_data", "?P", "?W"]',
            '["has_role", "?P", "operates", "?K"]',
            "'operates'",
            "`operate`",
        ),
    ],
)
def test_what_is_wrong_in_a_scheme_is_told(
    before: str, after: str, says: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_schemes(folder(tmp_path, SCHEME.replace(before, after, 1)))
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_an_example_that_expects_a_standard_of_nothing_is_refused(tmp_path: Path) -> None:
    text = SCHEME.replace('"contradicts", standard', '"does_not_bear", standard')
    with pytest.raises(CatalogueError, match="has a standard"):
        scheme_examples(folder(tmp_path, text))


def test_two_files_of_one_scheme_are_refused(tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_text(SCHEME, encoding="utf-8")
    with pytest.raises(CatalogueError, match="told twice"):
        load_schemes(folder(tmp_path, SCHEME))
