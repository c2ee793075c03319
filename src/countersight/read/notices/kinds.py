"""Which notice a document is: told by its root element, or by its titles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from countersight.messages import sentence
from countersight.read.detect import as_text
from countersight.read.notices.chinese import read_chinese
from countersight.read.notices.eforms import read_eforms
from countersight.read.notices.page_lines import is_page, lines_of_page, lines_of_text
from countersight.read.notices.rows import Notice, Row
from countersight.read.notices.ted import read_ted
from countersight.read.source import PREFIX, Feed
from countersight.read.xml_input import Root, Unsound, parse, root_of

XmlReader = Callable[[Element, Notice], Iterator[Row]]
CHINESE: Final = sentence("Chinese award notices")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of XML: what it is called, how its root is known, and who reads it."""

    called: str
    namespace: str
    """What the namespace of the root holds; where empty, the names below are enough."""
    roots: tuple[str, ...]
    read: XmlReader


KINDS: Final = (
    Kind(sentence("TED notices"), "ted/", ("TED_EXPORT",), read_ted),
    Kind(
        sentence("eForms notices"),
        "ubl:schema:xsd:",
        ("ContractAwardNotice", "ContractNotice", "PriorInformationNotice"),
        read_eforms,
    ),
    Kind(
        sentence("eForms notices"),
        "data.europa.eu/p27/eforms",
        ("BusinessRegistrationInformationNotice",),
        read_eforms,
    ),
)
"""The kinds of XML that are read."""


def read_notice(feed: Feed, notice: Notice) -> tuple[str, Iterator[Row]]:
    """Return what the document is, and its rows.

    Raises:
        Unsound: it is no notice, or no sound XML.
    """
    prefix = feed.peek(PREFIX)
    root = root_of(prefix)
    kind = next((each for each in KINDS if root and _is(root, each)), None)
    if kind is not None:
        return kind.called, kind.read(parse(feed, notice.options.limits), notice)
    if is_page(prefix):
        return CHINESE, read_chinese(lines_of_page(feed, notice), notice)
    if root is None and not as_text(prefix).lstrip().startswith(b"<"):
        return CHINESE, read_chinese(lines_of_text(feed, notice), notice)
    if root is None or root.doctype:
        parse(feed, notice.options.limits)
    called = root.name[:60] if root is not None else ""
    message = sentence(
        "it is XML of a kind that is not read; its root is {called!r}", called=called
    )
    hint = sentence(
        "TED notices (TED_EXPORT) and eForms notices (ContractAwardNotice ...) are read."
    )
    raise Unsound("unknown-format", message, hint)


def _is(root: Root, kind: Kind) -> bool:
    return not root.doctype and root.name in kind.roots and kind.namespace in root.namespace
