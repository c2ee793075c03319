"""Take the messages out of the sources, and compile their translations.

A message is what is marked (``countersight.messages``) in modules and in templates, and the
help of commands and options.

    python -m release.messages            write the .pot and every .mo
    python -m release.messages --check    tell what is not current, and end with 1

The .pot is written in the order of the messages, without times and line numbers, so that it
changes only when a message does. The .mo has the form of GNU gettext (manual, 10.3).
"""

import ast
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from release.templates import template_messages

ROOT: Final = Path(__file__).parents[1] / "src" / "countersight"
LOCALE: Final = ROOT / "cli" / "locale"
DOMAIN: Final = "countersight"
MAGIC: Final = 0x950412DE
MARKS: Final[Mapping[str, int]] = {
    "_": 1,
    "marked": 1,
    "sentence": 1,
    "counted": 2,
    "sentences": 2,
}
"""What marks a message, and how many forms it has."""
TABLE: Final = "Words"
"""What marks each value of a table."""
TITLED: Final = "titled"
"""What marks each key of a table, and of tables in it."""
HELPED: Final = frozenset({"Option", "Argument", "Typer", "command_group"})
"""What takes help: its ``help`` and ``epilog``, or the text that stands first."""
COMMANDS: Final = frozenset({"command", "callback"})
"""Decorators of functions whose docstring is their help."""
Message = tuple[str, ...]
"""A message, or its forms for one and for many."""
_HEADER: Final = """# Messages of Countersight.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def messages(folder: Path = ROOT) -> list[Message]:
    """Return every message of modules and templates below a folder, each once, in order.

    Raises:
        ValueError: a mark is given something else than a text that stands there.
    """
    found: set[Message] = set()
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found.update(_of_node(node, path.name))
    for path in sorted(folder.rglob("*.html")):
        found.update(template_messages(path))
    return sorted(found - {("",)})


def _of_node(node: ast.AST, file: str) -> Iterator[Message]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_] as args) if name in MARKS:
            if isinstance(first, ast.Constant | ast.JoinedStr | ast.BinOp):
                yield _texts(args[: MARKS[name]], f"{file}:{node.lineno}")
        case ast.Call(func=ast.Name(id=name), args=[ast.Dict(values=values)]) if name == TABLE:
            yield from (_texts([value], f"{file}:{value.lineno}") for value in values)
        case ast.Call(func=ast.Name(id=name), args=[ast.Dict() as table]) if name == TITLED:
            dicts = (each for each in ast.walk(table) if isinstance(each, ast.Dict))
            keys = (key for each in dicts for key in each.keys if key is not None)
            yield from (_texts([key], f"{file}:{key.lineno}") for key in keys)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in HELPED:
            yield from _help(node)
        case ast.FunctionDef(decorator_list=[ast.Call(func=ast.Attribute(attr=name))]):
            told = ast.get_docstring(node)
            if name in COMMANDS and told is not None:
                yield (told,)
        case _:
            pass


def _help(node: ast.Call) -> Iterator[Message]:
    given = [each.value for each in node.keywords if each.arg in {"help", "epilog"}]
    for each in (*given, *node.args):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            text = each.value
            if each in given or " " in text:
                yield (text,)


def _texts(arguments: Sequence[ast.expr], place: str) -> Message:
    told = tuple(each.value for each in arguments if isinstance(each, ast.Constant))
    if len(told) != len(arguments) or not all(isinstance(each, str) for each in told):
        raise ValueError(f"{place}: what is marked is no plain text")
    return tuple(str(each) for each in told)


def template(found: Sequence[Message]) -> str:
    """Return the .pot of the messages."""
    return "\n".join([_HEADER, *(_entry(each) for each in found)])


def _entry(message: Message) -> str:
    if len(message) == 1:
        return f'msgid {_quoted(message[0])}\nmsgstr ""\n'
    forms = "\n".join(f'msgstr[{number}] ""' for number in range(len(message)))
    return f"msgid {_quoted(message[0])}\nmsgid_plural {_quoted(message[1])}\n{forms}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def parsed(text: str) -> dict[str, str]:
    r"""Return a .po file as a .mo holds it: forms are parted by NUL, the header is ``""``.

    >>> parsed('msgid "a"\nmsgstr "b"\n')
    {'a': 'b'}
    """
    told: dict[str, str] = {}
    for block in text.strip().split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            if not line.startswith('"'):
                key, _, line = line.partition(" ")  # noqa: PLW2901 - the rest of the line
            parts[key] = parts.get(key, "") + str(ast.literal_eval(line))
        if "msgid" in parts:
            ids = [parts[name] for name in ("msgid", "msgid_plural") if name in parts]
            said = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
            told["\0".join(ids)] = "\0".join(said)
    return told


def compiled(told: Mapping[str, str]) -> bytes:
    """Return a .mo: two tables of lengths and places, then the texts, sorted."""
    pairs = [
        (key.encode(), told[key].encode()) for key in sorted(told) if told[key].strip("\0")
    ]
    count, start = len(pairs), 28
    place = start + 16 * count
    tables, body = [], b""
    for side in (0, 1):
        for pair in pairs:
            tables += [len(pair[side]), place + len(body)]
            body += pair[side] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, count, start, start + 8 * count, 0, place)
    return head + struct.pack(f"<{len(tables)}I", *tables) + body


def wanted() -> Iterator[tuple[Path, bytes]]:
    """Yield each file that is made, with what it should hold."""
    yield LOCALE / f"{DOMAIN}.pot", template(messages()).encode()
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        yield path.with_suffix(".mo"), compiled(parsed(path.read_text("utf-8")))


def stale() -> list[Path]:
    """Return the files that are not what the sources say."""
    return [path for path, data in wanted() if not path.is_file() or path.read_bytes() != data]


def main(arguments: Sequence[str]) -> int:
    """Write the files, or check them."""
    old = set(stale())
    for path, data in wanted():
        if path in old and "--check" in arguments:
            sys.stderr.write(f"{path} is not current: run python -m release.messages\n")
        elif path in old:
            path.write_bytes(data)
    return int("--check" in arguments and bool(old))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
