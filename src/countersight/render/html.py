r"""HTML as values: what is text stays text, so that no input can become markup.

``element`` makes an ``Html`` of a name, of children and of attributes. A child that is a
``str`` is text and is escaped (HTML Living Standard, 13.3), and every character that would
turn the direction of letters, or that no page can hold, is shown by its number. Only code
makes an ``Html``; there is no way to parse one from a string.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias

from countersight.messages import spoken
from countersight.render.escaping import visible

Child: TypeAlias = "str | Html | Iterable[Child] | None"
"""What can stand inside of an element; None is nothing."""
Attribute: TypeAlias = str | int | bool | None
"""None and False leave an attribute out; True writes its name alone."""

_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
_RAW: Final = frozenset({"script", "style", "iframe", "object", "embed", "base", "plaintext"})
"""Elements whose content is no escaped text, or that fetch; the page shell alone writes any."""
_ADDRESSES: Final = frozenset({"href", "src", "action", "formaction", "xlink:href"})
_SAFE_ADDRESS: Final = re.compile(r"(?:https?://|#|data:,$)", re.IGNORECASE)
_OWN_ADDRESS: Final = re.compile(r"/(?![/\\])")
"""A path of the server itself; only code names one, so ``link`` and ``is_address`` do not."""
_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]*")
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER_EAST_ASIAN: Final = re.compile(r"[\u3040-\u30ff\u1100-\u11ff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that code made."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        """Return the markup, for templates that escape what does not have this."""
        return self.text


def text(value: str) -> Html:
    r"""Return text from the world as markup that shows it; a sentence in the user's language.

    >>> str(text("</script><b>\u202eA"))
    '&lt;/script&gt;&lt;b&gt;\\u202eA'
    """
    return Html(escape(visible(spoken(value)), quote=False))


def element(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """Return an element; ``class_`` is written ``class``, and ``aria_label`` ``aria-label``.

    >>> str(element("a", "A & B", href="#x", class_="duty", hidden=False))
    '<a href="#x" class="duty">A &amp; B</a>'

    Raises:
        ValueError: the element holds raw text, an attribute runs a script or holds style, or
            an address is none of ``https:``, ``http:``, ``#`` and a path of the server itself.
    """
    if name in _RAW or not _NAME.fullmatch(name):
        raise ValueError(f"<{name}> can't be made of text")
    parts = [f"<{name}"]
    parts += (_attribute(key, value) for key, value in attributes.items())
    parts.append(">")
    if name not in _VOID:
        _gather(children, parts)
        parts.append(f"</{name}>")
    return Html("".join(parts))


def joined(children: Iterable[Child], between: Child = None) -> Html:
    """Return children in a row, with *between* between them.

    >>> str(joined(["a", "b"], element("br")))
    'a<br>b'
    """
    parts: list[str] = []
    for place, child in enumerate(children):
        if place:
            _gather((between,), parts)
        _gather((child,), parts)
    return Html("".join(parts))


def named(value: str) -> Html:
    """Return a name from the world, kept apart from the direction of what stands around it.

    Letters of the Han script alone are marked as such: which language they are is not known.

    >>> str(named("杭州")), str(named("Axis"))
    ('<bdi lang="und-Hani">杭州</bdi>', '<bdi>Axis</bdi>')
    """
    return element("bdi", value, lang="und-Hani" if is_han(value) else None)


def is_han(value: str) -> bool:
    """Return whether a text has Han letters and none of Japan's or Korea's own.

    >>> is_han("杭州"), is_han("ダーファ技術")
    (True, False)
    """
    return bool(_HAN.search(value)) and not _OTHER_EAST_ASIAN.search(value)


def link(address: str, *children: Child) -> Html:
    """Return a link; where the address is not one that a page may open, its words alone.

    >>> str(link("https://example.org/", "law")), str(link("javascript:x", "law"))
    ('<a href="https://example.org/" rel="noreferrer">law</a>', 'law')
    """
    if not is_address(address):
        return joined(children)
    outside = None if address.startswith("#") else "noreferrer"
    return element("a", *children, href=address, rel=outside)


def is_address(address: str) -> bool:
    """Return whether a page may link to *address*: the web, or a place in the page itself."""
    return _SAFE_ADDRESS.match(address) is not None and visible(address) == address


def _is_own(address: str) -> bool:
    return _OWN_ADDRESS.match(address) is not None and visible(address) == address


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name == "style" or name.startswith("on") or not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no attribute of a page")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name in _ADDRESSES and not (is_address(str(value)) or _is_own(str(value))):
        raise ValueError(f"{name} can't lead to {value!r}")
    told = spoken(value) if isinstance(value, str) else str(value)
    return f' {name}="{escape(visible(told))}"'


def _gather(children: Iterable[Child], parts: list[str]) -> None:
    for child in children:
        match child:
            case None:
                continue
            case Html():
                parts.append(child.text)
            case str():
                parts.append(text(child).text)
            case _:
                _gather(child, parts)
