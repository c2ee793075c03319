"""Every message for a person is marked, and told in the language that is spoken."""

import ast
import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import countersight
from countersight.cli.tree import Command, tree
from countersight.errors import SourceError
from countersight.messages import Words, _, counted, language, speaking, spoken
from release.messages import HELPED, MARKS, TABLE, TITLED, compiled, messages

SRC = Path(countersight.__file__).parent
LAYERS = (
    *("cli", "report", "render", "errors.py", "wiring", "work/health.py"),
    *("assess", "cite", "claim", "preserve", "publish", "stores/case", "work/casework"),
    *("match/reasons.py", "match/signatures", "work/identifying.py"),
)
"""What speaks to people."""
EXEMPT = {
    "report/rule_pages.py": "pages of the documentation, which is in English",
    "report/rule_parts.py": "tells an instrument, whose text is the catalogue's own English",
    "report/rule_text.py": "tells instruments, whose text is the catalogue's own English",
    "report/ftm.py": "is read by programs",
    "report/csv_rows.py": "is read by programs",
    "cli/completion.py": "scripts for shells",
    "match/reasons.py": "are read by programs: no text tells them",
    "claim/parts.py": "says the schema of case files, which is in English",
    "claim/schema.py": "says the schema of case files, which is in English",
    "claim/tables.py": "says the schema of case files, which is in English",
    "preserve/adding.py": "its reasons are kept in the log, which is in English",
    "preserve/log/proofs.py": "the form of a proof",
    "preserve/log/tree.py": "faults of the program itself",
    **{
        f"preserve/parsing/{name}.py": "its reasons are kept in the log, which is in English"
        for name in ("asking", "html", "made", "mail", "pdf", "serving", "word")
    },
    "stores/case/database.py": "statements for a database",
}
NO_MESSAGE = re.compile(
    r"""<|'none'|^(?:src|list|tag|card|bar|style-src|script-src|img-src|extra|Countersight)\b
    |^as of$|^not checked$|^No match$|^Not checked$|^CC BY|^countersight|^{} {} on {}$
    |-width|^light dark$|'</'|is no attribute|can't (?:lead|be made)|^\.TH|^\\f|\[.*\]
    |^{task|\.(?:json|csv)$|^passage "|^another party$|^document {}$|^erased: {}$
    |^One document of {}$""".replace("\n    ", ""),
)
"""Markup, policies of a page, names that programs read, faults of the program itself, names."""
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,:;.'!?]? [A-Za-z({\"']")


def modules() -> list[Path]:
    found = []
    for layer in LAYERS:
        place = SRC / layer
        found += sorted(place.rglob("*.py")) if place.is_dir() else [place]
    return [path for path in found if path.relative_to(SRC).as_posix() not in EXEMPT]


def unmarked(path: Path) -> Iterator[str]:
    whole = ast.parse(path.read_text("utf-8"))
    known = {each for node in ast.walk(whole) for each in settled(node)}
    for node in ast.walk(whole):
        told = None if node in known else text_of(node)
        if told and TWO_WORDS.search(told) and not NO_MESSAGE.search(told):
            yield f"{getattr(node, 'lineno', 0)}: {told}"


def settled(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is marked, is help, a docstring, an annotation, or a part of another text."""
    match node:
        case ast.Expr(value=ast.Constant()):
            yield node.value
        case ast.JoinedStr(values=values):
            yield from (each for each in values if isinstance(each, ast.Constant))
        case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation) if (
            annotation
        ):
            yield from (
                ast.walk(annotation)
                if not isinstance(node, ast.arg)
                else (
                    each for each in ast.walk(annotation) if not isinstance(each, ast.JoinedStr)
                )
            )
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            if name in {*MARKS, TABLE, TITLED, *HELPED}:
                yield from ast.walk(node)
        case _:
            pass


def text_of(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str(told)):
            return told
        case ast.JoinedStr(values=values):
            parts = (each.value if isinstance(each, ast.Constant) else "{}" for each in values)
            return "".join(map(str, parts))
        case _:
            return None


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SRC).as_posix())
def test_every_message_is_marked(path: Path) -> None:
    assert list(unmarked(path)) == []


def test_a_message_that_is_not_marked_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        '"""A docstring of words."""\nsay("look at this")\nsay(f"{a} is no file")\n'
        'say(_("look at that"))\n',
        "utf-8",
    )
    assert list(unmarked(path)) == ["2: look at this", "3: {} is no file"]


def test_each_exempt_module_is_there() -> None:
    assert all((SRC / name).is_file() for name in EXEMPT)


def test_the_help_of_every_command_and_option_is_a_message() -> None:
    known = {each for message in messages() for each in message}

    def told(command: Command) -> Iterator[str]:
        yield command.help
        yield from (option.help.partition("  [")[0] for option in command.options)
        for below in command.below.values():
            yield from told(below)

    assert set(filter(None, told(tree()))) <= known


def french() -> gettext.GNUTranslations:
    data = {
        "": "Language: fr\nContent-Type: text/plain; charset=UTF-8\n"
        "Plural-Forms: nplurals=2; plural=(n > 1);\n",
        "yes": "oui",
        "Check the path, and that the file opens in the program that wrote it.": "Voir.",
        "{n} day\0{n} days": "{n} jour\0{n} jours",
    }
    return gettext.GNUTranslations(io.BytesIO(compiled(data)))


def test_what_is_spoken_ends_with_the_block() -> None:
    table = Words({True: "yes"})
    with speaking(french()):
        assert (_("yes"), table[True], table.get(True), language()) == (
            "oui",
            "oui",
            "oui",
            "fr",
        )
        assert [counted("{n} day", "{n} days", n).format(n=n) for n in (0, 2)] == [
            "0 jour",
            "2 jours",
        ]
        assert spoken(SourceError("x").hint) == "Voir."
        assert _("") == ""
    assert (_("yes"), table[True], language()) == ("yes", "yes", "en")
    assert (len(table), list(table)) == (1, [True])
