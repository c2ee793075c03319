"""Text made safe for troff, and the few macros of man(7) that a manual page needs."""

from collections.abc import Iterator, Sequence


def troff(text: str) -> str:
    r"""Return *text* as troff shows it: no request, no escape, hyphens that can be copied.

    >>> print(troff(".profile says --all"))
    \&.profile says \-\-all
    """
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{safe}" if safe.startswith(".") else safe


def heading(title: str, level: int = 1) -> str:
    """Return a section (``.SH``), or a part of one (``.SS``)."""
    return f'.{"SH" if level == 1 else "SS"} "{troff(title)}"'


def paragraphs(text: str, example: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; one that begins with *example* is not broken."""
    for number, part in enumerate(text.strip().split("\n\n")):
        if number:
            yield ".PP"
        words = troff(" ".join(part.split()))
        if part.strip().startswith(example):
            yield from (".EX", words, ".EE")
        else:
            yield words


def item(terms: Sequence[str], text: str) -> Iterator[str]:
    """Yield a term and what it means (``.TP``)."""
    yield ".TP"
    yield f"\\fB{troff(', '.join(terms))}\\fR"
    yield troff(text) or "\\&"
