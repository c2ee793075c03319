"""Reads a page back as a parser sees it, for tests that look at its structure."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "col", "hr", "img", "input", "link", "meta"}
Attributes = dict[str, str | None]


@dataclass
class Node:
    name: str
    attributes: Attributes
    text: str = ""
    """All text below it."""
    parents: tuple[str, ...] = ()


@dataclass
class Seen:
    nodes: list[Node] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        return [node for node in self.nodes if node.name == name]

    def values(self, attribute: str) -> list[str]:
        return [
            node.attributes[attribute] or ""
            for node in self.nodes
            if attribute in node.attributes
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self.open: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.seen.faults.append(f"<{tag}> has an attribute twice")
        node = Node(tag, dict(attrs), parents=tuple(each.name for each in self.open))
        self.seen.nodes.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].name != tag:
            self.seen.faults.append(f"</{tag}> closes nothing")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.text += data

    def handle_comment(self, data: str) -> None:
        self.seen.faults.append(f"a comment: {data[:40]}")


def read_page(html: str) -> Seen:
    """Return what a page holds, and what is wrong with its nesting."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.seen.faults += [f"<{node.name}> is never closed" for node in reader.open]
    return reader.seen
