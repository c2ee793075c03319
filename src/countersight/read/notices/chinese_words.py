"""The words of Chinese award notices, loaded once from ``chinese.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_NUMBER: Final = r"^\W*[一二三四五六七八九十]{1,3}\s*[、．.，,：:]\s*(?P<title>.+)$"
_LONG_TITLE: Final = 40
_DRAWN: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff][ \u3000]{1,3}){2,12}[\u4e00-\u9fff](?=\s*[：:])"
)
"""A key whose letters are drawn apart, as 供 应 商 名 称."""


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns."""

    title: re.Pattern[str]
    """A numbered title of a section."""
    sections: re.Pattern[str]
    """Its last group is the section."""
    key: re.Pattern[str]
    """A key with its colon; its last group is the field, ``unit`` what stands in brackets."""
    header: re.Pattern[str]
    """A whole cell of a header."""
    marks: Mapping[str, re.Pattern[str]]


@cache
def words() -> Words:
    """Return the patterns that are bundled."""
    data = tomllib.loads(files(__package__).joinpath("chinese.toml").read_text("utf-8"))
    fields = "|".join(f"(?P<{name}>{pattern})" for name, pattern in data["field"].items())
    unit = r"\s*(?:[（(](?P<unit>[^（()）]{1,12})[）)])?\s*"
    start = r"(?:^|(?<=[\s，,；;。、：:\d.）)]))"
    sections = "|".join(f"(?P<{name}>{p})" for name, p in data["section"].items())
    return Words(
        re.compile(_NUMBER),
        re.compile(sections),
        re.compile(f"{start}(?:{fields}){unit}[：:]\\s*"),
        re.compile(f"(?:{fields}){unit}"),
        MappingProxyType({name: re.compile(p) for name, p in data["mark"].items()}),
    )


def field_of(found: re.Match[str]) -> str:
    """Return which field a key or header is.

    >>> field_of(words().header.fullmatch("中标（成交）金额（万元）")), field_of(
    ...     words().header.fullmatch("规格型号"))
    ('amount', 'model')
    """
    return next(name for name, said in found.groupdict().items() if said and name != "unit")


def section_of(line: str) -> str | None:
    """Return which section a line opens, or None where it opens none.

    >>> section_of("三、中标（成交）信息"), section_of("二、其它"), section_of("中标结果很好。")
    ('result', 'unknown', None)
    """
    found = words().title.match(line)
    if found is None:
        whole = line.strip().strip(":：")
        named = words().sections.fullmatch(whole) if len(whole) < _LONG_TITLE else None
        return named.lastgroup if named is not None else None
    named = words().sections.search(found["title"][:_LONG_TITLE])
    return named.lastgroup if named is not None else "unknown"


def pairs(line: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield field, value and unit of each key that stands in *line*.

    >>> list(pairs("供应商名称：甲公司 中标金额（万元）：12.5"))
    [('supplier', '甲公司', None), ('amount', '12.5', '万元')]
    """
    line = _DRAWN.sub(lambda drawn: "".join(drawn[0].split()), line)
    found = list(words().key.finditer(line))
    ends = [*(each.start() for each in found[1:]), len(line)]
    for one, end in zip(found, ends, strict=False):
        yield field_of(one), line[one.end() : end].strip(" \t\u3000；;，,。"), one["unit"]


def package_of(said: str) -> str | None:
    """Return the number of the package that a text begins with.

    >>> package_of("采购包1：视频设备"), package_of("第二标段"), package_of("包装机")
    ('1', '二', None)
    """
    found = words().marks["package"].match(said.strip())
    return next((group for group in found.groups() if group), None) if found else None
