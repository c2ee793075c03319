"""Award notices of China (中标公告, 成交公告, 结果公告): a record for each winner of a package.

Read by the titles of sections and the headers of tables, never by their numbers: a second
number in front shifts them all. The members of a consortium are a record each; a line of
what was bought gives brand and model to its winner. Who did not win is counted, and names
of reviewers and contacts are dropped.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from countersight.messages import sentence
from countersight.read.notices.chinese_amounts import money
from countersight.read.notices.chinese_found import Award, Found, Item
from countersight.read.notices.chinese_scan import scan
from countersight.read.notices.chinese_words import words
from countersight.read.notices.page_lines import Line
from countersight.read.notices.rows import Notice, Row, day, joined, name
from countersight.read.xml_input import Unsound

_PARTS: Final = "、；;，,/\n"
_BRACKETS: Final = str.maketrans("（）", "()")
_OWN_UNIT: Final = re.compile("[元圆圓%]")
_AND: Final = re.compile("[与和及、]")
_ROLE: Final = re.compile("^(?:联合体)?(?:牵头|成员|主办)(?:人|方|单位)?[：: ]*")
_MOST_PARTIES: Final = 50
_MOST_LINES: Final = 50
"""Lines that the description of an award tells."""


def read_chinese(lines: Iterable[Line], notice: Notice) -> Iterator[Row]:
    """Return the winners that a notice names.

    Raises:
        Unsound: there is no notice in it.
    """
    found = scan(lines)
    if not found.sections and not found.project_number and not found.awards:
        message = sentence("it is text or HTML without the sections of an award notice")
        hint = sentence("Chinese award notices are read; save tables as CSV or XLSX.")
        raise Unsound("unknown-format", message, hint)
    notice.tally["persons"] += found.persons
    notice.tally["losers"] += found.losers
    notice.tally["lots"] += found.failed
    if found.void or not found.awards:
        notice.tally["silent"] += 1
        return iter(())
    return _rows(found, notice)


def _rows(found: Found, notice: Notice) -> Iterator[Row]:
    bought = _Bought(found)
    for award in found.awards:
        parties = _parties(award)
        lines = bought.of(award, [called for called, _ in parties])
        alone = lines[0] if len(lines) == 1 else None
        shared = _row(award, found, notice)
        parts = (_text(shared["description"]), *map(_said, lines[:_MOST_LINES]))
        for place, (called, role) in enumerate(parties):
            row = {**shared, "name": name(called), "description": joined((role, *parts))}
            yield {**row, **(_thing(alone) if alone else {})}
            if alone is None and place == 0:
                yield from (_line(item, row, notice) for item in lines)
    for item in bought.left():
        notice.tally["nameless"] += item.supplier is None
        row = {**_row(Award(), found, notice), "name": name(item.supplier)}
        yield _line(item, row, notice)


class _Bought:
    """The lines of what was bought, by winner and package; each is given out once."""

    def __init__(self, found: Found) -> None:
        self._alone = len(found.awards) == 1
        self._items: dict[tuple[str | None, str | None], list[Item]] = {}
        for item in found.items:
            self._items.setdefault((item.supplier, item.package), []).append(item)

    def of(self, award: Award, parties: Iterable[str]) -> list[Item]:
        """Return the lines of one award: by its winner, by its package, or all there are."""
        keys: list[tuple[str | None, str | None]] = []
        for called in (award.name, *parties):
            keys += [(called, award.package), (called, None)]
        keys += [(None, award.package)] if award.package or self._alone else []
        if self._alone:
            keys += [key for key in self._items if key[0] is None]
        return [item for key in keys for item in self._items.pop(key, ())]

    def left(self) -> Iterator[Item]:
        """Yield the lines that belong to no award."""
        return (item for items in self._items.values() for item in items)


def _text(said: str | int | None) -> str | None:
    return None if said is None else str(said)


def _row(award: Award, found: Found, notice: Notice) -> Row:
    sum_ = money(award.amount, award.unit) if award.amount else None
    number = f"{sum_.amount} {sum_.currency or ''}".strip() if sum_ and sum_.amount else None
    decided, published = day(award.date or found.date), day(found.published)
    parts = (
        found.project_name,
        f"package {award.package}" if award.package else None,
        f"amount {number}" if number else None,
        f"agency {found.agent}" if found.agent else None,
        f"published {published}" if published else None,
    )
    bare = award.unit and award.amount and not _OWN_UNIT.search(award.amount)
    written = f"{award.amount}（{award.unit}）" if bare else award.amount
    return {
        **notice.place(row=award.line),
        "id": "/".join(part for part in (found.project_number, award.package) if part) or None,
        "buyer": found.purchaser,
        "amount": written,
        "currency": sum_.currency if sum_ else None,
        "date": decided,
        "description": joined(parts),
    }


def _line(item: Item, row: Row, notice: Notice) -> Row:
    """Return a record of one line of what was bought; its sum is part of the award's."""
    told = joined([_said(item), _text(row["description"])])
    place = notice.place(row=item.line)
    bare: Row = {"amount": None, "currency": None, "description": told}
    return {**row, **place, **bare, **_thing(item)}


def _thing(item: Item) -> Row:
    return {"maker": item.maker, "brand": item.brand, "model": item.model}


def _said(item: Item) -> str | None:
    prices = (("quantity", item.quantity), ("unit price", item.unit_price))
    return joined([item.name, *(f"{word} {said}" for word, said in prices if said)])


def _parties(award: Award) -> list[tuple[str, str | None]]:
    """Return the members of a consortium with their role, or the winner alone.

    >>> _parties(Award(name="甲有限公司（牵头人）、乙设计院（联合体成员）"))
    [('甲有限公司', 'leader of a consortium'), ('乙设计院', 'member of a consortium')]
    >>> _parties(Award(name="丙（深圳）有限公司"))
    [('丙（深圳）有限公司', None)]
    """
    told = _bare_group("、".join([award.name, *award.members]))
    pieces = [told]
    for sign in _PARTS:
        pieces = [part.strip() for piece in pieces for part in piece.split(sign)]
    pieces = [piece for piece in pieces if piece]
    bare = [_without_role(piece) for piece in pieces]
    company = words().marks["company"]
    if not 1 < len(bare) <= _MOST_PARTIES or not all(map(company.search, bare)):
        return [(_without_role(told), None)]
    lead = words().marks["lead"]
    leads = [lead.search(piece) is not None for piece in pieces]
    if not any(leads):
        return [(called, "member of a consortium") for called in bare]
    roles = ("member of a consortium", "leader of a consortium")
    return [(called, roles[first]) for called, first in zip(bare, leads, strict=True)]


def _without_role(said: str) -> str:
    """Return a name without what it is in the consortium."""
    plain = said.translate(_BRACKETS)
    opened = plain.rfind("(")
    inside = plain[opened:]
    role = any(mark in inside for mark in ("牵头", "联合体", "成员", "主体", "主办"))
    bare = said[:opened] if opened > 0 and role and plain.endswith(")") else said
    return _ROLE.sub("", bare).strip()


def _bare_group(told: str) -> str:
    """Return the members of a consortium without the words that call it one.

    >>> _bare_group("甲有限公司与乙设计院联合体"), _bare_group("联合体（牵头单位：甲厂，乙院）")
    ('甲有限公司、乙设计院', '牵头单位：甲厂，乙院')
    """
    bare = told.removeprefix("联合体").strip("：: ")
    plain = bare.translate(_BRACKETS)
    if bare != told and plain.startswith("(") and plain.endswith(")"):
        return bare[1:-1]
    ended = bare.removesuffix("联合体").removesuffix("组成的")
    parts = _AND.split(ended)
    company = words().marks["company"]
    if ended != bare and len(parts) > 1 and all(company.search(part) for part in parts):
        return "、".join(parts)
    return bare
