"""Duties as rules of SARIF: what each says, with its sources, and how loud it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from countersight.messages import _, marked
from countersight.model.decision import Decision
from countersight.model.restriction import Cite, Duty, Exemption, Restriction
from countersight.report.faces import NOTICE
from countersight.report.objects import Plain
from countersight.report.words import CHECKED, day_words

MATCH: Final = "countersight/match"
REVIEW: Final = "countersight/review"
_PLAIN: Final = {
    MATCH: (
        marked("A record is an entry of a list"),
        marked(
            "The record is an entity of the catalogue. No duty was decided for it, "
            "because none speaks to it or because no profile says who asks."
        ),
    ),
    REVIEW: (
        marked("A record may be an entry of a list"),
        marked(
            "The record may be an entity of the catalogue. A person has to compare "
            "the evidence for and against before any duty is looked at."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Tool:
    """The program that speaks."""

    name: str
    version: str


@dataclass(slots=True)
class Rules:
    """Numbers rules in the order in which results name them."""

    _told: dict[str, dict[str, Plain]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def plain(self, name: str) -> tuple[str, int]:
        """Return a rule that is no duty, and its number."""
        if name not in self._told:
            short, full = map(_, _PLAIN[name])
            self._keep(name, _rule(name, short, full, help_=f"{full} {_(NOTICE)}"))
        return name, self._numbers[name]

    def duty(self, decision: Decision) -> tuple[str, int]:
        """Return the rule of a duty, and its number."""
        restriction, duty = decision.restriction, decision.duty
        name = f"{restriction.id}/{duty.id}"
        if name not in self._told:
            short = f"{restriction.title}: {duty.id}"
            rule = _rule(name, short, duty.obligation, help_=_text(decision))
            rule["help"] = {"text": _text(decision), "markdown": _markdown(decision)}
            address = next((cite.url for cite in _cites(restriction, duty)), None)
            if address is not None:
                rule["helpUri"] = address
            self._keep(name, rule)
        return name, self._numbers[name]

    def driver(self, tool: Tool) -> dict[str, Plain]:
        """Return the program with its rules."""
        return {
            "name": tool.name,
            "version": tool.version,
            "semanticVersion": tool.version,
            "rules": list(self._told.values()),
        }

    def _keep(self, name: str, rule: dict[str, Plain]) -> None:
        self._numbers[name] = len(self._told)
        self._told[name] = rule


def _rule(name: str, short: str, full: str, *, help_: str) -> dict[str, Plain]:
    return {
        "id": name,
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {"text": help_},
        "defaultConfiguration": {"level": "warning"},
    }


def _cites(restriction: Restriction, duty: Duty) -> Iterator[Cite]:
    """Yield the sources of a duty that have an address on the web."""
    for cite in restriction.cites:
        if cite.id in duty.cites and cite.url.startswith(("https://", "http://")):
            yield cite


def _text(decision: Decision) -> str:
    restriction, duty = decision.restriction, decision.duty
    sources = (f"{cite.name} ({CHECKED[cite.checked]})" for cite in _cites(restriction, duty))
    parts = (
        duty.obligation,
        day_words(decision),
        *(
            _("May free from it: {text}").format(text=each.text)
            for each in _ways(restriction, duty)
        ),
        *(_("Source: {each}").format(each=each) for each in sources),
        _("Its sources speak through {verified_through}.").format(
            verified_through=restriction.verified_through
        ),
        _(NOTICE),
    )
    return "\n".join(part for part in parts if part)


def _markdown(decision: Decision) -> str:
    restriction, duty = decision.restriction, decision.duty
    lines = [_marked(duty.obligation), ""]
    if days := day_words(decision):
        lines += [_("**When**: {days}").format(days=days), ""]
    lines += [
        _("- May free from it: {marked}").format(marked=_marked(each.text))
        for each in _ways(restriction, duty)
    ]
    lines += [
        _("- Source: [{marked}]({address}) ({checked})").format(
            marked=_marked(cite.name), address=_address(cite.url), checked=CHECKED[cite.checked]
        )
        for cite in _cites(restriction, duty)
    ]
    lines += [
        "",
        _("Its sources speak through {verified_through}. {notice}").format(
            verified_through=restriction.verified_through, notice=_(NOTICE)
        ),
    ]
    return "\n".join(lines)


def _ways(restriction: Restriction, duty: Duty) -> Iterator[Exemption]:
    return (each for each in restriction.exemptions if duty.id in each.duties)


def _marked(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> _marked("a [b](c) <d>")
    'a \\[b\\]\\(c\\) \\<d\\>'
    """
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)


_MARKS: Final = frozenset("\\`*_[]()<>#|~!")


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
