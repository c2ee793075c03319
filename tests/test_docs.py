"""The pages say what the code does: tables, keys, codes, names, links."""

import ast
import importlib.util
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from countersight.catalogue import profiles, reach, restrictions, signatures, vendors
from countersight.catalogue.examples import EXPECTATION
from countersight.catalogue.fields import Field
from countersight.catalogue.loading import load
from countersight.errors import CountersightError, SourceError
from countersight.model.record import RecordKind
from countersight.read import FIELDS, Limits, packed, tar, xml_input
from countersight.read.notices import page_lines

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
READ = ROOT / "src" / "countersight" / "read"
ROW = re.compile(r"^\| `([^`]+)` \| (yes|no) \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)")
REST_OF_SRC = [
    path
    for path in sorted((ROOT / "src" / "countersight").rglob("*.py"))
    if not path.is_relative_to(READ)
    and path.name != "errors.py"
    and path.parent.name != "lists"
]


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section_of(page: str, title: str) -> str:
    """Return what stands below a heading of a reference page, down to the next one."""
    text = (REFERENCE / page).read_text("utf-8")
    assert f"\n## {title}\n" in text, f"{page} has no heading {title}"
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def column(text: str) -> list[str]:
    """Return the code words that begin the rows of the tables of *text*."""
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def test_generated_tables_are_current() -> None:
    assert generate().stale() == [], "run docs/generate.py"


def test_a_stale_table_would_be_noticed() -> None:
    module = generate()
    page = "<!-- table: forms -->\n\n`nothing`\n\n<!-- /table -->"
    assert module.filled(page) != page
    assert module.filled(module.filled(page)) == module.filled(page)


def test_every_act_has_a_meaning() -> None:
    assert set(generate().ACTS) >= set(load().vocabulary.acts)


VENDOR_SECTIONS: Mapping[str, tuple[Field, ...]] = {
    "Top of the file": vendors.VENDOR.fields,
    "names": vendors.NAME.fields,
    "identifier": vendors.IDENTIFIER.fields,
    "tie": vendors.TIE.fields,
    "listing": vendors.LISTING.fields,
    "namesake": vendors.NAMESAKE.fields,
    "conflict": vendors.DISAGREEMENT.fields,
    "source": vendors.SOURCE.fields,
}
RESTRICTION_SECTIONS: Mapping[str, tuple[Field, ...]] = {
    "Top of the file": restrictions.RESTRICTION.fields,
    "covers": restrictions.COVER.fields,
    "reach": reach.REACH.fields,
    "duty": restrictions.DUTY.fields,
    "exemption": restrictions.EXEMPTION.fields,
    "Tests of facts": restrictions.FACT_TEST.fields,
    "event": restrictions.EVENT.fields,
    "cite": restrictions.CITE.fields,
    "conflict": restrictions.CONFLICT.fields,
    "listing": restrictions.ENTRY.fields,
    "penalty": restrictions.PENALTY.fields,
    "example": EXPECTATION.fields,
}


def keys(fields: tuple[Field, ...]) -> list[tuple[str, str]]:
    return sorted((field.key, "yes" if field.required else "no") for field in fields)


@pytest.mark.parametrize("title", VENDOR_SECTIONS)
def test_the_page_on_vendor_files_has_each_key_of_a_section(title: str) -> None:
    told = ROW.findall(section_of("vendor-files.md", title))
    assert sorted(told) == keys(VENDOR_SECTIONS[title])


@pytest.mark.parametrize("title", RESTRICTION_SECTIONS)
def test_the_page_on_restriction_files_has_each_key_of_a_section(title: str) -> None:
    told = ROW.findall(section_of("restriction-files.md", title))
    assert sorted(told) == keys(RESTRICTION_SECTIONS[title])


def test_the_page_on_restriction_files_has_the_keys_of_periods() -> None:
    told = ROW.findall(section_of("restriction-files.md", "reach.periods"))
    assert sorted([*told, *keys(reach.REACH_FIELDS)]) == keys(reach.PERIOD.fields)


def test_the_page_on_profiles_has_each_key() -> None:
    told = ROW.findall(section_of("profiles.md", "The file"))
    assert sorted(told) == keys(profiles._section(load().vocabulary).fields)


def problem_codes(paths: list[Path]) -> set[str]:
    """Return the codes that are written down where Problems are made."""
    return {code for path in paths for code in _codes(ast.parse(path.read_text("utf-8")))}


def _codes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="Problem" | "_stop" | "_problem")
                | ast.Attribute(attr="_problem" | "problem"),
                args=[_, ast.Constant(value=str(code)), *_],
            ):
                yield code
            case ast.Call(
                func=ast.Name(id="Unsound") | ast.Attribute(attr="problem"),
                args=[ast.Constant(value=str(code)), *_],
            ):
                yield code
            case ast.Assign(targets=[ast.Name(id="code")], value=value):
                yield from _texts(value)
            case ast.Assign(
                targets=[ast.Tuple(elts=[_, ast.Name(id="code")])],
                value=ast.Tuple(elts=[_, value]),
            ):
                yield from _texts(value)
            case _:
                pass


def _texts(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)
        case _:
            pass


def test_every_problem_that_readers_make_is_on_the_page_and_no_other() -> None:
    told = column(section_of("problems.md", "From reading"))
    assert len(told) == len(set(told))
    modules = [path for path in READ.rglob("*.py") if path.parent.name != "lists"]
    found = problem_codes(sorted(modules)) | {SourceError.code}
    assert len(found) > 20
    assert set(told) == found


def test_every_problem_of_lists_is_on_the_page_and_no_other() -> None:
    told = set(column(section_of("problems.md", "From lists")))
    modules = [*(READ / "lists").glob("*.py"), *(READ.parent / "work" / "lists").glob("*.py")]
    found = problem_codes(sorted(modules))
    assert told
    assert told <= found
    assert found <= told | set(column(section_of("problems.md", "From reading")))


def test_every_problem_that_screening_makes_is_on_the_page() -> None:
    told = column(section_of("problems.md", "From screening"))
    assert problem_codes(REST_OF_SRC) <= set(told)


def test_every_code_of_an_error_is_on_the_page() -> None:
    def tree(kind: type[CountersightError]) -> Iterator[type[CountersightError]]:
        for child in kind.__subclasses__():
            yield child
            yield from tree(child)

    told = column(section_of("exit-status.md", "Errors"))
    assert set(told) == {kind.code for kind in tree(CountersightError)}


def test_every_field_and_kind_of_a_record_is_on_the_page() -> None:
    said = " ".join(
        row.split("|")[1]
        for row in section_of("records.md", "Fields").splitlines()
        if row.startswith("| `")
    )
    fields = re.findall(r"`([^`]+)`", said)
    assert sorted(fields) == sorted((*FIELDS, "facts"))
    assert column(section_of("records.md", "Kinds")) == [kind.value for kind in RecordKind]


def test_the_bounds_on_the_page_are_the_bounds_of_the_reader() -> None:
    limits = Limits()
    told = section_of("formats.md", "Bounds")
    mib = 1024 * 1024
    for said in (
        f"| rows of a batch | {limits.batch_rows:,} |",
        f"| characters in a cell | {limits.max_cell:,} |",
        f"| bytes in a line of a table | {limits.max_line // mib} MiB |",
        f"| bytes of lines that are held at once | {limits.max_block // mib} MiB |",
        f"| lines that one quoted record may span | {limits.max_record_lines:,} |",
        f"| columns | {limits.max_columns:,} |",
        f"one JSON line | {limits.max_item // mib} MiB |",
        f"| bytes that a workbook unpacks to | {limits.max_unpacked // (1024 * mib)} GiB |",
        f"a sheet | {limits.max_sheet_cells:,} |",
        f"past {limits.ratio_floor // mib} MiB | {limits.max_ratio} times",
        f"| members of an archive | {limits.max_members:,} |",
    ):
        assert said in told


def test_the_bounds_of_notices_on_the_page_are_those_of_the_readers() -> None:
    limits = Limits()
    told = section_of("notices.md", "Bounds and bad input")
    mib = 1024 * 1024
    for said in (
        f"| bytes of an XML notice | {limits.max_item // mib} MiB |",
        f"| {xml_input.MOST_ELEMENTS:,} and {xml_input.DEEPEST} |",
        f"| bytes without a tag | {xml_input.LONGEST_STRETCH // mib} MiB |",
        f"line of it | {limits.max_line // mib} MiB and {limits.max_cell:,} |",
        f"tables of a page | {page_lines.MOST_CELLS:,} |",
        f"tar archive | {tar.MOST_HEADER // mib} MiB |",
        f"unpacking xz | {packed.XZ_MEMORY // mib} MiB |",
    ):
        assert said in told


INDEX = "restrictions/index.md"
"""Lists the pages that are made of restrictions, which are too many for the navigation."""


def pages() -> list[Path]:
    return sorted(DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(DOCS)))
def test_a_link_between_pages_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        there = (page.parent / target) if target else page
        assert there.is_file(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w]+", "-", title.lower()).strip("-") for title in titles}
            slugs |= set(re.findall(r'id="([\w-]+)"', there.read_text("utf-8")))
            assert anchor in slugs, f"{target}#{anchor}"


def test_every_page_stands_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    listed = set(re.findall(r"[\w/-]+\.md", text.split("\nnav:\n", 1)[1]))
    there = {page.relative_to(DOCS).as_posix() for page in pages()}
    ones = {page for page in there if page.startswith("restrictions/")} - {INDEX}
    assert listed == there - ones
    index = (DOCS / INDEX).read_text("utf-8")
    assert all(f"({Path(page).name})" in index for page in ones)


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Signature files", signatures.SIGNATURE.fields),
        ("Brand files", signatures.RELABEL.fields),
    ],
)
def test_the_page_on_identification_has_each_key(title: str, fields: tuple[Field, ...]) -> None:
    assert sorted(ROW.findall(section_of("identify.md", title))) == keys(fields)


def test_every_problem_that_readers_of_devices_make_is_on_the_page() -> None:
    told = column(section_of("problems.md", "From reading"))
    assert problem_codes(sorted((READ / "devices").glob("*.py"))) <= set(told)
