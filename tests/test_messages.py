"""Every message for a person is marked, and told in the language that is spoken."""

import ast
import gettext
import io
import pickle
import re
from collections.abc import Iterator
from copy import deepcopy
from enum import StrEnum
from pathlib import Path

import pytest

import countersight
from countersight.cli.tree import Command, tree
from countersight.errors import SourceError
from countersight.match.relations import ROLES
from countersight.messages import (
    Sentence,
    Words,
    _,
    changed,
    counted,
    joined,
    language,
    sentence,
    sentences,
    speaking,
    spoken,
)
from countersight.model import wording
from countersight.model.restriction import Force, Modality, Status
from countersight.model.rules import Kind, Standing, Turn
from countersight.model.vendor import Basis, Checked
from countersight.report import rule_text, rule_words
from release.messages import HELPED, MARKS, TABLE, TITLED, compiled, messages

SRC = Path(countersight.__file__).parent
LAYERS = (
    *("assess", "catalogue", "cite", "claim", "cli", "errors.py", "fetch", "judge", "match"),
    *("model", "normalise", "preserve", "publish", "read", "render", "report", "stores"),
    *("web", "wiring", "work"),
)
"""What makes texts for people: all but what makes none."""
SCHEMA = "says the schema of case files, which is in English"
KEPT_IN_TABLE = "what becomes of a job is kept in a table, which is in English"
KEPT = "its reasons are kept in the log, which is in English"
INTERFACE = "names and texts of an interface for programs, in English"
EXEMPT = {
    "stores/office/tables.py": "statements for a database",
    "stores/office/versions/v0002_tallies.py": "statements for a database",
    "stores/office/jobs.py": KEPT_IN_TABLE,
    "work/office/worker.py": KEPT_IN_TABLE,
    "claim/parts.py": SCHEMA,
    "claim/schema.py": SCHEMA,
    "claim/tables.py": SCHEMA,
    "cli/completion.py": "scripts for shells",
    "match/kernel/source.py": "the text of kernels that are compiled",
    "match/reasons.py": "is read by programs: JSON and CSV alone tell its reasons",
    "match/second.py": "is read by programs: JSON and CSV alone tell its reasons",
    "match/across/telling.py": "is read by programs: JSON and CSV alone tell its reasons",
    "match/sureness.py": "says to the reader of the table what a rule is about",
    "model/countries.py": "a table of codes",
    "preserve/adding.py": KEPT,
    **{
        f"preserve/parsing/{name}.py": KEPT
        for name in ("asking", "html", "made", "mail", "pdf", "serving", "word")
    },
    "preserve/log/proofs.py": "the form of a proof",
    "preserve/log/tree.py": "faults of the program itself",
    "read/lists/parts.py": "names of lists, as they are looked for in a file",
    "read/lists/words.py": "words that are looked for in a file",
    "read/ocds_merge.py": "statements for a database",
    "report/csv_rows.py": "is read by programs",
    "report/ftm.py": "is read by programs",
    "report/rule_pages.py": "pages of the documentation, which is in English",
    "stores/case/database.py": "statements for a database",
    "web/reconcile/service.py": INTERFACE,
    "web/reconcile/shapes.py": INTERFACE,
    "web/api/asking.py": INTERFACE,
    "web/api/decide.py": INTERFACE,
    "web/api/describing.py": INTERFACE,
    "web/api/docs.py": INTERFACE,
    "web/api/document.py": INTERFACE,
    "web/api/identify.py": INTERFACE,
    "web/api/jobs.py": INTERFACE,
    "web/api/match.py": INTERFACE,
    "web/api/page.py": INTERFACE,
    "web/api/records.py": INTERFACE,
    "web/api/restrictions.py": INTERFACE,
    "web/api/reviews.py": INTERFACE,
    "web/api/runs.py": INTERFACE,
    "web/api/screen.py": INTERFACE,
    "web/api/vendors.py": INTERFACE,
    "web/problems.py": "names that a standard has",
    "web/guards.py": "refuses before it is known who asks, in which language",
    "stores/office/backup/snapshot.py": "statements for a database",
    "work/personal.py": "a table of words in names of devices",
    "work/reconciling/extending.py": "is read by programs",
    "work/reconciling/properties.py": "is read by programs",
}
NO_MESSAGE = re.compile(
    r"<|'none'|^(?:src|list|tag|card|bar|style-src|script-src|img-src|extra|Countersight)\b"
    r"|^as of$|^not checked$|^No match$|^Not checked$|^CC BY|^countersight|^{} {} on {}$"
    r"|-width|^light dark$|'</'|is no attribute|can't (?:lead|be made)|^\.TH|^\\f|\[.*\]"
    r"|^text/csv; |^attachment; |^{task|\.(?:json|csv)$|is not cached$|^-----BEGIN"
    r"|^Organization Name$"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) "
)
"""Markup, policies of a page, names that programs read, faults of the program itself, names,
and words that are looked for in a file."""
NO_MESSAGES = {
    "render/graph.py": ("edge ended", "node {}"),
    "web/assets.py": ("public, max-age={}, immutable",),
    "report/proposals.py": (
        *("not known", "Review by {}, {}: {}", "{}, record {}, evidence {}"),
        "# For vendors/{}.toml; read each, and check it in.\n\n",
    ),
    "wiring/office.py": ("of this office",),
    "wiring/backups.py": ("command line",),
    "work/office/desk.py": ("nobody named",),
    "assess/arguments.py": ("another party",),
    "assess/changes.py": ("document {}",),
    "claim/loading.py": ('passage "{}"',),
    "publish/bag/disclosing.py": ("One document of {}",),
    "work/casework/redacting.py": ("erased: {}",),
    "catalogue/registries.py": ("registry {}",),
    "catalogue/reviews.py": ("# replaced on {}:\n{}\n\n",),
    "read/lists/screening_list.py": ("listing date",),
    "read/delimited.py": ("field larger", "end of data"),
    "read/devices/assets.py": ("Device Role", "Device role"),
    "read/devices/network.py": ("hardware ethernet",),
    "read/devices/nmap.py": ("Site doesn't have a title", "Did not follow redirect"),
    "read/devices/nmap_text.py": (
        *("Nmap scan report for ", "Site doesn't have a title", "Did not follow redirect"),
    ),
    "read/devices/objects.py": ("type {}",),
    "read/notices/chinese.py": (
        *("package {}", "amount {}", "agency {}", "published {}", "unit price"),
        *("member of a consortium", "leader of a consortium"),
    ),
    "read/notices/cpv.py": ("CPV {} {}", "CPV {}, one of {} {}"),
    "read/notices/eforms.py": (
        *("subcontractor of the winner", "one of a group of winners", "withheld until {}"),
        "leader of a group of winners",
        "the winner is a private person, whose name was left out",
    ),
    "read/notices/ted.py": (
        *("contractor after a modification of the contract", "lot {}"),
        "one of a group of winners",
    ),
    "read/notices/ted_old.py": ("lot {}",),
    "work/joining.py": ("default string",),
    "work/keeping.py": ("field {}",),
}
"""What a reader writes into the cells of a record, or looks for in a file; names of columns."""
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,:;.'!?]? [A-Za-z({\"']")

A_WORD = re.compile(r"[a-z]{3,}")
PEOPLE = re.compile(r"Error$|^error$|^Problem$|^Unsound$|^Check$")
"""What takes a text for people, however short."""


def modules() -> list[Path]:
    found = []
    for layer in LAYERS:
        place = SRC / layer
        found += sorted(place.rglob("*.py")) if place.is_dir() else [place]
    return [path for path in found if path.relative_to(SRC).as_posix() not in EXEMPT]


def unmarked(path: Path) -> Iterator[str]:
    whole = ast.parse(path.read_text("utf-8"))
    known = {each for node in ast.walk(whole) for each in settled(node)}
    raised = {each for node in ast.walk(whole) for each in given_to_people(node)}
    place = path.relative_to(SRC).as_posix() if path.is_relative_to(SRC) else ""
    for node in ast.walk(whole):
        told = None if node in known else text_of(node)
        says = told and (TWO_WORDS.search(told) or (node in raised and A_WORD.search(told)))
        known_otherwise = told in NO_MESSAGES.get(place, ())
        if told and says and not known_otherwise and not NO_MESSAGE.search(told):
            yield f"{getattr(node, 'lineno', 0)}: {told}"


def given_to_people(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the texts with fields that an error or a Problem is made of."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if PEOPLE.search(name):
            given = (*node.args, *(each.value for each in node.keywords))
            yield from (each for each in given if isinstance(each, ast.JoinedStr))
        case _:
            pass


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
            if name in {"compile", *MARKS, TABLE, TITLED, *HELPED}:
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
        'say(_("look at that"))\n'
        'raise SourceError(f"{a}: missing", hint=sentence("Mend it."))\n',
        "utf-8",
    )
    found = ["2: look at this", "3: {} is no file", "5: {}: missing"]
    assert sorted(unmarked(path)) == found


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
        "{number} day\0{number} days": "{number} jour\0{number} jours",
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
        assert SourceError("x").hint.startswith("Check the path")
        assert _("") == ""
    assert (_("yes"), table[True], language()) == ("yes", "yes", "en")
    assert (len(table), list(table)) == (1, [True])


def test_a_sentence_is_english_and_told_in_the_language() -> None:
    made = joined(
        ": ",
        ["a{0}", sentences("{number} day", "{number} days", 2), sentence("{a!r} was", a="b")],
    )
    assert made == "a{0}: 2 days: 'b' was"
    assert spoken(made) == made
    with speaking(french()):
        assert spoken(made) == "a{0}: 2 jours: 'b' was"
        assert made == "a{0}: 2 days: 'b' was"
        assert spoken("yes") == "yes"
        assert spoken(sentence("yes")) == "oui"


def test_a_sentence_is_kept_by_copies_and_by_errors() -> None:
    made = changed(joined("", [sentence("yes"), "!"]), str.upper)
    assert made == "YES!"
    for each in (pickle.loads(pickle.dumps(made)), deepcopy(made), str(ValueError(made))):  # noqa: S301
        with speaking(french()):
            assert (each, spoken(each)) == ("YES!", "OUI!")


def test_a_sentence_holds_its_parts_and_not_their_text() -> None:
    where = sentence("yes")
    with speaking(french()):
        assert spoken(sentence("{where}: {n}", where=where, n=3)) == "oui: 3"
        assert spoken(sentence("yes") + "!") == "yes!"


def test_every_role_and_basis_of_a_tie_has_words() -> None:
    assert all(wording.basis_words(each) for each in Basis)
    assert {
        role for role in ROLES if not isinstance(wording.role_words(role), Sentence)
    } == set()


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (rule_words.FORCES, Force),
        (rule_words.STATUSES, Status),
        (rule_words.MODALITIES, Modality),
        (rule_words.CHECKED, Checked),
        (rule_text.STANDINGS, Standing),
        (rule_text.TURNS, Turn),
        (rule_text.KINDS, Kind),
    ],
)
def test_every_kind_of_a_restriction_has_words(
    table: Words[StrEnum], kinds: type[StrEnum]
) -> None:
    assert set(table) == set(kinds)
