"""What was identified, for a person: the devices with a maker, the unknown, the coverage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from types import MappingProxyType
from typing import Final

from countersight.messages import Words, _, counted, sentence, spoken
from countersight.model.device import Coverage, DeviceState, Identified, Sign
from countersight.model.record import Problem
from countersight.model.signature import Says, Strength
from countersight.render.escaping import shortened, visible
from countersight.render.styles import Paint, Style
from countersight.report.faces import NOTICE

NEXT_STEP: Final = sentence(
    "read the type plate, ask the installer, or look at the recorder's configuration page"
)
"""What to do about a device with no maker."""
NEXT_IN_CONFLICT: Final = sentence(
    "read the type plate of the device itself, and compare its serial number and hardware "
    "address with the purchase"
)
"""What to do where signs of weight name makers that exclude each other."""
NEXT: Final = MappingProxyType(
    {DeviceState.UNKNOWN: NEXT_STEP, DeviceState.CONFLICT: NEXT_IN_CONFLICT}
)
"""State -> what to do next."""
_MOST_SIGNS: Final = 8
_MOST_KINDS: Final = 20
_SPEAKING: Final = frozenset({Says.MADE_BY, Says.PLATFORM_OF})
"""What speaks for a maker; a label or a chip stands beside."""
_RANKS: Final[Mapping[Strength | None, int]] = {
    strength: rank for rank, strength in enumerate(Strength)
}
_STATES: Final = Words(
    {
        DeviceState.CONFIRMED: "confirmed",
        DeviceState.PROBABLE: "probable",
        DeviceState.POSSIBLE: "possible",
        DeviceState.CONFLICT: "conflict",
        DeviceState.UNKNOWN: "unknown",
    }
)
_STRENGTHS: Final = Words(
    {
        Strength.DECISIVE: "decisive",
        Strength.STRONG: "strong",
        Strength.MEDIUM: "medium",
        Strength.WEAK: "weak",
        Strength.HINT: "hint",
    }
)
_MADE: Final = Words(
    {
        DeviceState.CONFIRMED: "made by {maker}",
        DeviceState.PROBABLE: "probably made by {maker}",
        DeviceState.POSSIBLE: "possibly made by {maker}",
        DeviceState.UNKNOWN: "not known to be made by {maker}",
    }
)
_STYLES: Final[Mapping[DeviceState, Style]] = {
    DeviceState.CONFIRMED: Style.MATCH,
    DeviceState.PROBABLE: Style.MATCH,
    DeviceState.POSSIBLE: Style.REVIEW,
    DeviceState.CONFLICT: Style.REVIEW,
    DeviceState.UNKNOWN: Style.QUIET,
}


@dataclass(frozen=True, slots=True)
class DeviceText:
    """Writes for a person: the devices with a maker, the unknown by site, the coverage."""

    paint: Paint

    def write(
        self, devices: Iterable[Identified], problems: Iterable[Problem], coverage: Coverage
    ) -> Iterator[str]:
        """Yield pieces of text, each with its line break."""
        known = [each for each in devices if each.claim.state is not DeviceState.UNKNOWN]
        unknown = [each for each in devices if each.claim.state is DeviceState.UNKNOWN]
        for each in known:
            yield from self._device(each)
        yield from self._unknown(unknown)
        for problem in problems:
            word, place = _("problem"), _safe(str(problem.origin))
            yield self.paint(f"{word}: {place}: ", Style.PROBLEM)
            yield f"{_safe(problem.message)} [{problem.code}]\n"
        yield from _coverage(coverage)

    def _device(self, found: Identified) -> Iterator[str]:
        claim = found.claim
        state = self.paint(_STATES[claim.state], _STYLES[claim.state])
        yield f"{state}: {headline(found)}\n"
        yield _row("device", _called(found))
        every = _strongest(claim.evidence)
        speaks = [sign for sign in every if sign.says in _SPEAKING]
        beside = [sign for sign in every if sign.says not in _SPEAKING]
        told = ((_("for"), speaks), (_("against"), _strongest(claim.against)))
        for label, signs in (*told, (_("beside"), beside)):
            for sign in signs[:_MOST_SIGNS]:
                yield from _evidence(label, sign)
            if len(signs) > _MOST_SIGNS:
                more = _("and {more} more").format(more=len(signs) - _MOST_SIGNS)
                yield f"  {label}: {more}\n"
        for note in found.notes:
            yield _row("note", _safe(note))
        if claim.state in NEXT:
            yield _row("next", spoken(NEXT[claim.state]))

    def _unknown(self, devices: list[Identified]) -> Iterator[str]:
        if not devices:
            return
        many = counted(
            "{number} device has no known maker",
            "{number} devices have no known maker",
            len(devices),
        ).format(number=len(devices))
        yield self.paint(f"{_STATES[DeviceState.UNKNOWN]}: {many}\n", Style.QUIET)
        ordered = sorted(devices, key=lambda each: each.device.site)
        for site, ones in groupby(ordered, key=lambda each: each.device.site):
            yield f"  {_safe(site or _('(no site told)'))}\n"
            for each in ones:
                yield _row("device", _called(each), indent=4)
                for sign in each.claim.evidence[:_MOST_SIGNS]:
                    yield from _evidence(_("too little"), sign, indent=6)
                for note in each.notes:
                    yield _row("note", _safe(note), indent=6)
        yield _row("next", spoken(NEXT_STEP))


def headline(found: Identified) -> str:
    """Return who made a device, in one sentence that can be read aloud."""
    claim = found.claim
    maker = f"{_safe(found.maker_name)} ({claim.maker})"
    if claim.state is DeviceState.CONFLICT:
        others = _safe(", ".join(found.rivals))
        said = _("some signs name {maker}, others {others}; somebody must look")
        return said.format(maker=maker, others=others)
    made = _MADE[claim.state].format(maker=maker)
    if not found.brand or found.brand == claim.maker:
        return made
    brand = _safe(found.brand_name)
    return _("{made}, though it is sold as {brand}").format(made=made, brand=brand)


_ROWS: Final = Words(
    {
        "coverage": "coverage: {said}",
        "device": "device: {said}",
        "kinds": "kinds that are not understood: {said}",
        "next": "next: {said}",
        "no-file": "no file had: {said}",
        "note": "note: {said}",
        "not-seen": "not seen: {said}",
        "only-address": "only an address was known of {said}",
        "registry": "registry: {said}",
        "seen": "seen: {said}",
        "source": "known from: {said}",
        "warning": "warning: {said}",
    }
)
"""Rows of the text, each with what it is."""


def _row(what: str, said: object, *, indent: int = 2) -> str:
    return f"{' ' * indent}{_ROWS[what].format(said=said)}\n"


def _strongest(signs: Iterable[Sign]) -> list[Sign]:
    """Return the signs, the strongest first; what is said twice of one value is said once."""
    ordered = sorted(signs, key=lambda sign: _RANKS.get(sign.strength, len(_RANKS)))
    kept: dict[tuple[str, str], Sign] = {}
    for sign in ordered:
        kept.setdefault((sign.text, sign.observed), sign)
    return list(kept.values())


def _called(found: Identified) -> str:
    return ", ".join(f"{name} {_safe(value)}" for name, value in _names(found) if value)


def _names(found: Identified) -> Iterator[tuple[str, str]]:
    device = found.device
    yield _("host"), device.hosts[0]
    yield _("labelled"), found.label
    yield _("model"), found.model
    yield _("serial"), next(iter(device.serials), "")
    yield _("mac"), next(iter(device.macs), "")
    yield _("site"), device.site


def _evidence(label: str, sign: Sign, *, indent: int = 2) -> Iterator[str]:
    """Yield a sentence, and below it what was seen where, and on what the sentence rests."""
    weight = f" ({_STRENGTHS[sign.strength]})" if sign.strength is not None else ""
    yield f"{' ' * indent}{label}: {_safe(sign.text, 400)}{weight}\n"
    seen = _("{observed!r} at {where}").format(observed=sign.observed, where=sign.where)
    yield _row("seen", _safe(seen, 400), indent=indent + 4)
    if sign.source:
        yield _row("source", _safe(sign.source, 300), indent=indent + 4)


def _coverage(found: Coverage) -> Iterator[str]:
    states = ", ".join(
        f"{count} {_STATES[DeviceState(state)]}"
        for state, count in found.states.items()
        if count
    )
    many = counted("{number} device", "{number} devices", found.devices)
    devices = many.format(number=found.devices)
    yield _row("coverage", f"{devices}: {states or _('none')}", indent=0)
    yield _row("only-address", found.only_address)
    if found.absent:
        yield _row("no-file", ", ".join(found.absent))
    if found.unknown_kinds:
        yield _row("kinds", ", ".join(_kinds(found.unknown_kinds)))
    for registry in found.registries:
        yield _row("registry", spoken(registry))
    for warning in found.warnings:
        yield _row("warning", _safe(warning))
    if found.unread:
        yield _row("warning", _("something could not be read to its end"))
    for limit in found.limits:
        yield _row("not-seen", spoken(limit))
    yield f"  {_(NOTICE)}\n"


def _kinds(unknown: Mapping[str, int]) -> Sequence[str]:
    most = islice(unknown.items(), _MOST_KINDS)
    kinds = [f"{_safe(kind)} ({count})" for kind, count in most]
    if len(unknown) > _MOST_KINDS:
        kinds.append(_("and {more} more").format(more=len(unknown) - _MOST_KINDS))
    return kinds


def _safe(text: str, longest: int = 200) -> str:
    return shortened(visible(spoken(text)), longest)
