"""Notes beside tables, and lists of files: told, set aside, and no failure."""

import pytest
from read_makers import read_bytes, xlsx, zipped

from countersight.read import Options

ROWS: list[list[object]] = [["Supplier", "Country"], ["Acme Ltd", "GB"]]
NOTES: list[list[object]] = [["Figures are provisional."], [None], ["Source", "our ledger"]]


def test_a_sheet_of_notes_is_told_and_does_not_stop() -> None:
    got = read_bytes(xlsx(**{"Read me": NOTES, "Data": ROWS}))
    assert got.names == ["Acme Ltd"]
    [problem] = got.problems
    assert (problem.code, problem.origin.sheet) == ("set-aside", "Read me")
    assert problem.message == "it holds notes, and was not read"
    assert (problem.stops, problem.rows) == (False, 3)


def test_a_sheet_of_notes_does_not_need_the_users_column() -> None:
    got = read_bytes(xlsx(Notes=NOTES, Data=ROWS), Options(mapping=(("name", "Supplier"),)))
    assert (got.names, got.codes) == (["Acme Ltd"], ["set-aside"])


def test_a_sheet_that_only_bears_the_name_of_notes_stays_a_failure() -> None:
    wide = read_bytes(xlsx(Notes=[["a", "b", "c"], ["1", "2", "3"]], Data=ROWS))
    long = read_bytes(xlsx(Notes=[["one"]] * 501, Data=ROWS))
    assert wide.codes == long.codes == ["no-columns"]
    assert wide.stopped
    assert long.stopped


def test_a_sheet_that_is_only_shaped_like_notes_stays_a_failure() -> None:
    got = read_bytes(xlsx(Traders=[["Acme Ltd"], ["Beta Ltd"]], Data=ROWS))
    assert got.codes == ["no-columns"]


def test_suppliers_on_a_sheet_of_notes_are_read() -> None:
    got = read_bytes(xlsx(Notes=ROWS))
    assert (got.names, got.codes) == (["Acme Ltd"], [])


def test_a_workbook_of_notes_alone_is_a_failure() -> None:
    got = read_bytes(xlsx(Notes=NOTES))
    assert got.codes == ["set-aside", "no-columns"]
    assert got.stopped


@pytest.mark.parametrize(
    "header", ["file,path,git_blob_of_original,original_bytes", "path,sha256", "MD5;Filename"]
)
def test_the_list_of_files_of_a_package_is_set_aside(header: str) -> None:
    listed = f"{header}\na.csv,12,4,5\n".encode()
    got = read_bytes(zipped(**{"MANIFEST.csv": listed, "a.csv": b"Supplier\nAcme Ltd\n"}))
    assert got.names == ["Acme Ltd"]
    [problem] = got.problems
    assert (problem.code, problem.stops) == ("set-aside", False)
    assert problem.message == "it lists the files of the package, and was not read"


def test_a_text_of_notes_in_a_package_is_set_aside() -> None:
    got = read_bytes(
        zipped(**{"README.txt": b"What this is.\nAll of it.\n", "a.csv": b"Supplier\nAcme\n"})
    )
    assert (got.names, got.codes) == (["Acme"], ["set-aside"])


def test_another_table_in_a_package_stays_a_failure() -> None:
    got = read_bytes(zipped(**{"colours.csv": b"Colour\nred\n", "a.csv": b"Supplier\nAcme\n"}))
    assert got.codes == ["no-columns"]
    assert got.stopped


def test_a_list_of_files_by_itself_is_a_failure() -> None:
    got = read_bytes(b"path,sha256\na.csv,0f\n")
    assert got.codes == ["no-columns"]
