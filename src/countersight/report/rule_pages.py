"""Restrictions as Markdown pages, for people who review a file without reading code.

The same file gives the same page, byte for byte.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from countersight.catalogue import Example
from countersight.ids import RestrictionId
from countersight.model.decision import Reason
from countersight.model.restriction import Restriction
from countersight.model.vocabulary import FactDefinition
from countersight.render.escaping import markdown
from countersight.report.rule_parts import NO_FACTS, Line, Part, Source, parts
from countersight.report.rule_words import when
from countersight.report.words import NOT_BOUND

GENERATED: Final = "<!-- Made by docs/generate_restrictions.py from the restriction's file. -->"
_INTRODUCTION: Final = (
    "Each page is made from one file of the catalogue: what it asks of whom, from when, what "
    "frees from it, and how each source was checked. `countersight restrictions list` tells "
    "the same for a day and for you."
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_ANCHOR: Final = re.compile(r"[^a-z0-9_-]")


def page(
    restriction: Restriction,
    examples: Sequence[Example],
    facts: Mapping[str, FactDefinition] = NO_FACTS,
) -> str:
    """Return the page of one restriction, with its worked examples.

    *facts* tells what the facts mean that its tests ask for.

    >>> from countersight.catalogue import load
    >>> print(page(load().restrictions["us-ns-cmic"], ()).splitlines()[2])
    # EO 13959 as amended by EO 14032: US persons may not trade listed firms' public securities
    """
    rows = [GENERATED, "", f"# {markdown(restriction.title)}", ""]
    if restriction.title_original:
        rows += [f"*{markdown(restriction.title_original)}*", ""]
    rows += [f"Id: `{restriction.id}`", ""]
    for part in parts(restriction, facts):
        rows += [f"## {part.title}", "", *_part(part), ""]
    if examples:
        rows += ["## Worked examples", ""]
        rows += [
            "Each is run as a test. Pipe the facts into `countersight decide --explain`.",
            "",
        ]
        for example in examples:
            rows += [*_example(example), ""]
    rows += ["This is not legal advice."]
    return "\n".join([*rows, ""])


def index(restrictions: Iterable[Restriction]) -> str:
    """Return the page that lists all restrictions, by jurisdiction and id."""
    rows = [GENERATED, "", "# Restrictions", "", _INTRODUCTION]
    ordered = sorted(restrictions, key=lambda each: (each.jurisdiction, each.id))
    for jurisdiction in dict.fromkeys(each.jurisdiction for each in ordered):
        rows += ["", f"## {jurisdiction}", "", "| Restriction | Duties | State |"]
        rows += ["|---|---|---|"]
        rows += [_row(each) for each in ordered if each.jurisdiction == jurisdiction]
    return "\n".join([*rows, ""])


def pages(
    restrictions: Mapping[RestrictionId, Restriction],
    examples: Mapping[RestrictionId, Sequence[Example]],
    facts: Mapping[str, FactDefinition] = NO_FACTS,
) -> dict[str, str]:
    """Return every page by its file name, the index among them."""
    found = {
        f"{key}.md": page(restriction, examples.get(key, ()), facts)
        for key, restriction in sorted(restrictions.items())
    }
    return {"index.md": index(restrictions.values()), **found}


def _row(restriction: Restriction) -> str:
    duties = "; ".join(f"{markdown(duty.id)} {when(duty)}" for duty in restriction.duties)
    status = restriction.status.value.replace("_", " ")
    return f"| [{markdown(restriction.title)}]({restriction.id}.md) | {duties} | {status} |"


def _part(part: Part) -> Iterator[str]:
    if part.title == "What it is":
        first, *rest = part.lines
        yield from (markdown(first.text), "")
        yield from (f"- {markdown(line.text)}" for line in rest)
        return
    for line in part.lines:
        yield from _bullets(line, "")
    for source in part.sources:
        yield from _source(source)


def _bullets(line: Line, before: str) -> Iterator[str]:
    cites = ", ".join(f"[{markdown(cite)}](#{_anchor(cite)})" for cite in line.cites)
    yield f"{before}- {markdown(line.text)}{f' ({cites})' if cites else ''}"
    for each in line.below:
        yield from _bullets(each, f"{before}    ")


def _source(source: Source) -> Iterator[str]:
    anchor = f'<a id="{_anchor(source.id)}"></a>'
    yield f"- {anchor}**{markdown(source.id)}**: {markdown(source.text)}"
    for address in source.addresses:
        is_address = _ADDRESS.fullmatch(address) is not None
        yield f"    - <{address}>" if is_address else f"    - {markdown(address)}"


def _anchor(name: str) -> str:
    return f"source-{_ANCHOR.sub('-', name.lower())}"


def _example(example: Example) -> Iterator[str]:
    yield from (f"### {markdown(example.title)}", "", "```json")
    yield json.dumps(example.facts, ensure_ascii=False)
    yield from ("```", "")
    expect = example.expect
    for duty in expect.binds:
        yield f"- **{markdown(duty)}** binds."
    for duty in expect.advises:
        yield f"- **{markdown(duty)}** advises, and binds nobody here."
    for asked in expect.depends:
        yield f"- **{markdown(asked.duty)}** depends: ask {markdown(', '.join(asked.ask))}."
    for freed in expect.exempt:
        yield f"- **{markdown(freed.duty)}** is exempt, by {markdown(freed.exemption)}."
    if expect.not_bound:
        why = NOT_BOUND[Reason(expect.not_bound)]
        yield f"- No duty binds, because {why} (`{expect.not_bound}`)."
