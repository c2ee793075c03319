"""From the lines of a Chinese notice to what it says, section by section."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from countersight.read.notices.chinese_found import Award, Found, Item
from countersight.read.notices.chinese_words import (
    field_of,
    package_of,
    pairs,
    section_of,
    words,
)
from countersight.read.notices.page_lines import Line

_HEAD: Final = 8
"""Lines at the top that may hold the title."""
_TITLE: Final = 80
_PERSON: Final = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_NOTE: Final = re.compile(r"\s*[（(].*$")
_FIRST: Final = re.compile(r"^(?:第?[一1]名?|0?1)$")
_HEADERS: Final = 2
"""Cells that must be known words for a row to be a header."""
_LOOK_BACK: Final = 200
"""Awards that an amount in a line of its own may belong to, the last ones first."""
_NAMES_BIDDERS: Final = frozenset({"result", "candidates", "losers"})
"""Sections in which who is named without having won is a bidder."""
_OF_NOTICE: Final = frozenset(
    {"project_number", "project_name", "purchaser", "agent", "date", "published"}
)
_OF_ITEM: Final = frozenset(
    {"item", "brand", "model", "brand_model", "maker", "quantity", "unit_price"}
)
_PERSONS: Final = frozenset({"person", "reviewer"})
_BRAND: Final = re.compile(r"[\s/、,，|]+")
"""What parts a brand from a model in one cell."""
_WON: Final = frozenset({"winner", "supplier"})


def scan(lines: Iterable[Line]) -> Found:
    """Return what the lines say."""
    scanner = _Scanner()
    for count, line in enumerate(lines):
        if count < _HEAD:
            scanner.title(line)
        scanner.hear(line)
    return scanner.found


class _Scanner:
    def __init__(self) -> None:
        self.found = Found()
        self.section = ""
        self.package: str | None = None
        self.columns: tuple[tuple[str, str | None] | None, ...] = ()
        self.party = ""
        """Whose name a bare 名称 is, among the contacts."""

    def title(self, line: Line) -> None:
        """Hear a line that may be the title of the notice."""
        said = " ".join(line.cells)
        if "公告" in said[:_TITLE] or "公示" in said[:_TITLE]:
            self.found.void |= words().marks["void"].search(said[:_TITLE]) is not None
            marked = words().marks["candidates"].search(said[:_TITLE])
            self.found.candidates |= marked is not None

    def hear(self, line: Line) -> None:
        """Hear the next line."""
        said = " ".join(line.cells)
        opened = section_of(said)
        if opened is not None:
            self.section, self.columns, self.package = opened, (), None
            self.found.sections += opened != "unknown"
        if self.section == "reviewers":
            self.found.persons += _count_persons(said)
        elif len(line.cells) > 1 and opened is None:
            self._row(line)
        else:
            self.columns = ()
            self._words(said, line.number)

    def _row(self, line: Line) -> None:
        """Hear a row: a header, a row under one, or keys and values in turn."""
        named = [words().header.fullmatch(cell.rstrip("：:")) for cell in line.cells]
        if _is_header(named, line.cells):
            self.columns = tuple(
                None if each is None else (field_of(each), each["unit"]) for each in named
            )
        elif self.columns and self._fills(line, named):
            told = {
                column[0]: (cell, column[1])
                for column, cell in zip(self.columns, line.cells, strict=False)
                if column is not None and cell
            }
            self._entry(told, line.number)
        else:
            self._in_turn(line, named)

    def _fills(self, line: Line, named: Sequence[re.Match[str] | None]) -> bool:
        """Return whether a row is one of the table; its last cells may be empty and lost."""
        missing = len(self.columns) - len(line.cells)
        return missing == 0 or (missing > 0 and not any(named))

    def _in_turn(self, line: Line, named: list[re.Match[str] | None]) -> None:
        for at in range(0, len(line.cells) - 1, 2):
            key = named[at]
            if key is not None:
                self._pair(field_of(key), line.cells[at + 1], key["unit"], line.number)
        if not any(named):
            self._words(" ".join(line.cells), line.number)

    def _entry(self, told: dict[str, tuple[str, str | None]], number: int | None) -> None:
        """Hear a row of a table, by field."""
        plain = {name: cell for name, (cell, _) in told.items()}
        package = plain.get("package")
        package = (package_of(package) or package) if package else self.package
        self.found.persons += "person" in plain
        if _OF_ITEM & plain.keys() and self.section != "losers":
            supplier = plain.get("winner") or plain.get("supplier")
            item = Item(package=package, supplier=supplier, line=number)
            for name in _OF_ITEM & plain.keys():
                for attribute, text in _of_cell(name, plain[name]):
                    setattr(item, attribute, text)
            self._keep_item(item)
            if "winner" not in plain or self.section == "items":
                return
        said = plain.get("winner") or plain.get("supplier")
        if said is None:
            return
        if not self._has_won(plain):
            self._bidder(said)
            return
        amount, unit = told.get("amount", (None, None))
        self._award(Award(said, package, amount, unit, plain.get("date"), line=number))

    def _has_won(self, plain: dict[str, str]) -> bool:
        if self.found.candidates or self.section in {"candidates", "losers"}:
            return False
        if "won" in plain:
            return words().marks["yes"].match(plain["won"]) is not None
        if "rank" in plain and "winner" not in plain:
            return self.section == "result" and _FIRST.match(plain["rank"]) is not None
        return "winner" in plain or self.section == "result"

    def _award(self, award: Award) -> None:
        if words().marks["nobody"].match(award.name):
            self.found.failed += 1
        else:
            self.found.awards.append(award)

    def _bidder(self, said: str) -> None:
        if self.found.candidates or self.section in _NAMES_BIDDERS:
            self.found.bidders.add(said)

    def _keep_item(self, item: Item) -> None:
        if item.name or item.brand or item.model or item.maker:
            self.found.items.append(item)

    def _words(self, said: str, number: int | None) -> None:
        """Hear a line of words: a package that begins, or keys and values."""
        package = package_of(said)
        if package is not None:
            self.package = package
            failed = words().marks["failed"].search(said) is not None
            self.found.failed += failed and not any(key in _WON for key, _, _ in pairs(said))
        if self.section == "contacts":
            if "采购人信息" in said:
                self.party = "purchaser"
            elif "代理机构信息" in said:
                self.party = "agent"
        for key, value, unit in pairs(said):
            self._pair(key, value, unit, number)

    def _pair(self, key: str, value: str, unit: str | None, number: int | None) -> None:
        if key == "item" and self.section == "contacts":
            key = self.party
        if not value or (key in _OF_NOTICE and getattr(self.found, key) is not None):
            return
        if key in _OF_NOTICE:
            plain = value
            if key == "project_number":
                plain = unicodedata.normalize("NFKC", _NOTE.sub("", value))
            setattr(self.found, key, plain)
        elif key == "package":
            self.package = package_of(value) or value
        elif key in _PERSONS:
            self.found.persons += max(_count_persons(value), 1)
        elif key in _OF_ITEM and self.section in {"items", "result"}:
            self._of_item(key, value, number)
        else:
            self._of_winner(key, value, unit, number)

    def _of_winner(self, key: str, value: str, unit: str | None, number: int | None) -> None:
        if key == "candidate":
            self.found.bidders.add(re.split("[，,；;]", value)[0].strip())
        elif key in _WON:
            self._named(key, value, number)
        elif key in {"amount", "member"}:
            self._of_award(key, value, unit)

    def _named(self, key: str, value: str, number: int | None) -> None:
        if not self._has_won({key: value}):
            self._bidder(value)
            return
        for package, said in _by_package(value, self.package):
            self._award(Award(said, package, line=number))

    def _of_award(self, key: str, value: str, unit: str | None) -> None:
        if not self.found.awards or self.section in {"candidates", "losers", "fee"}:
            return
        if key == "member":
            self.found.awards[-1].members.append(value)
            return
        for package, said in _by_package(value, None):
            for award in reversed(self.found.awards[-_LOOK_BACK:]):
                if award.amount is None and package in {None, award.package}:
                    award.amount, award.unit = said, unit
                    break

    def _of_item(self, key: str, value: str, number: int | None) -> None:
        """Hear one thing of a line; a name, or a thing told already, begins the next line."""
        [(name, value), *more] = _of_cell(key, value)
        last = self.found.items[-1] if self.found.items else None
        if last is None or getattr(last, name) is not None or last.package != self.package:
            last = Item(package=self.package, line=number)
            setattr(last, name, value)
            self._keep_item(last)
        else:
            setattr(last, name, value)
        for other, said in more:
            setattr(last, other, said)


def _of_cell(key: str, said: str) -> list[tuple[str, str]]:
    """Return where what a cell says of an item is kept; brand and model may share a cell."""
    if key != "brand_model":
        return [("name" if key == "item" else key, said)]
    brand, *model = _BRAND.split(said.strip(), maxsplit=1)
    return [("brand", brand), *(("model", each) for each in model if each)]


def _is_header(named: Sequence[re.Match[str] | None], cells: Sequence[str]) -> bool:
    """Return whether a row is a header: known words, and no value beside them."""
    known = {field_of(each) for each in named if each is not None}
    others = [cell for each, cell in zip(named, cells, strict=True) if each is None]
    in_turn = bool(others) and not known - _OF_NOTICE
    return len(known) >= _HEADERS and not in_turn and not any(map(_is_value, others))


def _is_value(cell: str) -> bool:
    """Return whether a cell is no word of a header: a number, a company, or long."""
    company = len(cell) > 4 and words().marks["company"].search(cell)  # noqa: PLR2004
    return bool(company) or any(sign.isdigit() for sign in cell) or len(cell) > 20  # noqa: PLR2004


def _by_package(value: str, package: str | None) -> list[tuple[str | None, str]]:
    """Return package and text of each part of a value that names several packages."""
    parts = [part for part in re.split("[；;]", value) if part.strip()]
    told = [(package_of(part), re.split("[：:]", part, maxsplit=1)) for part in parts]
    if all(number is not None and len(halves) > 1 for number, halves in told):
        return [(number, halves[1].strip()) for number, halves in told]
    return [(package, value)]


def _count_persons(said: str) -> int:
    """Return how many names of persons a text lists; the names go no further."""
    listed = re.split("[：:]", said)[-1]
    parts = re.split(r"[、，,;；\s]+", re.sub(r"[（(][^）)]*[）)]", "", listed))
    return sum(_PERSON.fullmatch(part) is not None for part in parts)
