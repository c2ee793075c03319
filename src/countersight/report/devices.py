"""What was identified: for a person, and as lines of JSON; the coverage stands last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from countersight.model.device import Coverage, DeviceState, Identified, Sign
from countersight.model.record import Problem
from countersight.model.signature import Says, Strength
from countersight.render.escaping import shortened, visible
from countersight.render.styles import Paint, Style
from countersight.report.faces import NOTICE
from countersight.report.lines import line
from countersight.report.objects import Plain, problem_object

NEXT_STEP: Final = (
    "read the type plate, ask the installer, or look at the recorder's configuration page"
)
"""What to do about a device with no maker."""
NEXT_IN_CONFLICT: Final = (
    "read the type plate of the device itself, and compare its serial number and hardware "
    "address with the purchase"
)
"""What to do where signs of weight name makers that exclude each other."""
_NEXT: Final = {
    DeviceState.UNKNOWN: NEXT_STEP,
    DeviceState.CONFLICT: NEXT_IN_CONFLICT,
}
_NO_SITE: Final = "(no site told)"
_MOST_SIGNS: Final = 8
_MOST_KINDS: Final = 20
_SPEAKING: Final = frozenset({Says.MADE_BY, Says.PLATFORM_OF})
"""What speaks for a maker; a label or a chip stands beside."""
_RANKS: Final[Mapping[Strength | None, int]] = {
    strength: rank for rank, strength in enumerate(Strength)
}
_MADE: Final[Mapping[DeviceState, str]] = {
    DeviceState.CONFIRMED: "made by",
    DeviceState.PROBABLE: "probably made by",
    DeviceState.POSSIBLE: "possibly made by",
    DeviceState.UNKNOWN: "not known to be made by",
}
_STYLES: Final[Mapping[DeviceState, Style]] = {
    DeviceState.CONFIRMED: Style.MATCH,
    DeviceState.PROBABLE: Style.MATCH,
    DeviceState.POSSIBLE: Style.REVIEW,
    DeviceState.CONFLICT: Style.REVIEW,
    DeviceState.UNKNOWN: Style.QUIET,
}


def device_object(found: Identified) -> dict[str, Plain]:
    """Return one device, its maker, and the evidence for and against."""
    device, claim = found.device, found.claim
    return {
        "device": {
            "host": device.hosts[0],
            "hosts": list(device.hosts),
            "mac": next(iter(device.macs), None),
            "macs": list(device.macs),
            "serial": next(iter(device.serials), None),
            "hostname": next(iter(device.hostnames), None),
            "site": device.site or None,
            "channels": device.channels or None,
            "joined_by": list(device.joined),
        },
        "maker": {
            "id": claim.maker,
            "state": claim.state.value,
            "probability": claim.probability,
        },
        "brand": found.brand or found.label or None,
        "model": found.model or None,
        "evidence": [sign_object(each) for each in claim.evidence],
        "against": [sign_object(each) for each in claim.against],
        "notes": list(found.notes),
        "next": _NEXT.get(claim.state),
    }


def sign_object(sign: Sign) -> dict[str, Plain]:
    """Return one piece of evidence."""
    return {
        "signature": sign.signature,
        "kind": sign.kind,
        "observed": sign.observed,
        "where": str(sign.where),
        "strength": sign.strength.value if sign.strength is not None else None,
        "says": sign.says.value,
        "about": sign.about,
        "group": sign.group,
        "text": sign.text,
        "source": sign.source,
    }


def coverage_object(found: Coverage) -> dict[str, Plain]:
    """Return what was covered, and what could not be seen."""
    return {
        "coverage": {
            "devices": found.devices,
            "states": dict(found.states),
            "only_address": found.only_address,
            "kinds": dict(found.kinds),
            "unknown_kinds": dict(found.unknown_kinds),
            "absent": list(found.absent),
            "problems": found.problems,
            "unread": found.unread,
            "registries": list(found.registries),
            "warnings": list(found.warnings),
            "limits": list(found.limits),
            "notice": NOTICE,
        }
    }


@dataclass(frozen=True, slots=True)
class DeviceLines:
    """Writes JSON Lines: a device a line, then the Problems, and the coverage last."""

    def write(
        self, devices: Iterable[Identified], problems: Iterable[Problem], coverage: Coverage
    ) -> Iterator[str]:
        """Yield the lines."""
        for each in devices:
            yield line(device_object(each))
        for problem in problems:
            yield line(problem_object(problem))
        yield line(coverage_object(coverage))


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
            yield self.paint(f"problem: {_safe(str(problem.origin))}: ", Style.PROBLEM)
            yield f"{_safe(problem.message)} [{problem.code}]\n"
        yield from _coverage(coverage)

    def _device(self, found: Identified) -> Iterator[str]:
        claim = found.claim
        yield f"{self.paint(claim.state.value, _STYLES[claim.state])}: {headline(found)}\n"
        yield f"  device: {_called(found)}\n"
        every = _strongest(claim.evidence)
        speaks = [sign for sign in every if sign.says in _SPEAKING]
        beside = [sign for sign in every if sign.says not in _SPEAKING]
        told = (("for", speaks), ("against", _strongest(claim.against)), ("beside", beside))
        for label, signs in told:
            for sign in signs[:_MOST_SIGNS]:
                yield from _evidence(label, sign)
            if len(signs) > _MOST_SIGNS:
                yield f"  {label}: and {len(signs) - _MOST_SIGNS} more\n"
        for note in found.notes:
            yield f"  note: {_safe(note)}\n"
        if claim.state in _NEXT:
            yield f"  next: {_NEXT[claim.state]}\n"

    def _unknown(self, devices: list[Identified]) -> Iterator[str]:
        if not devices:
            return
        many = "1 device has" if len(devices) == 1 else f"{len(devices)} devices have"
        yield self.paint(f"unknown: {many} no known maker\n", Style.QUIET)
        ordered = sorted(devices, key=lambda each: each.device.site)
        for site, ones in groupby(ordered, key=lambda each: each.device.site):
            yield f"  {_safe(site or _NO_SITE)}\n"
            for each in ones:
                yield f"    device: {_called(each)}\n"
                for sign in each.claim.evidence[:_MOST_SIGNS]:
                    yield from _evidence("    too little", sign)
                for note in each.notes:
                    yield f"      note: {_safe(note)}\n"
        yield f"  next: {NEXT_STEP}\n"


def _strongest(signs: Iterable[Sign]) -> list[Sign]:
    """Return the signs, the strongest first; what is said twice of one value is said once."""
    ordered = sorted(signs, key=lambda sign: _RANKS.get(sign.strength, len(_RANKS)))
    kept: dict[tuple[str, str], Sign] = {}
    for sign in ordered:
        kept.setdefault((sign.text, sign.observed), sign)
    return list(kept.values())


def headline(found: Identified) -> str:
    """Return who made a device, in one sentence that can be read aloud."""
    claim = found.claim
    maker = f"{_safe(found.maker_name)} ({claim.maker})"
    if claim.state is DeviceState.CONFLICT:
        others = _safe(", ".join(found.rivals))
        return f"some signs name {maker}, others {others}; somebody must look"
    other = found.brand and found.brand != claim.maker
    label = f", though it is sold as {_safe(found.brand_name)}" if other else ""
    return f"{_MADE[claim.state]} {maker}{label}"


def _called(found: Identified) -> str:
    told = [f"{name} {_safe(value)}" for name, value in _names(found) if value]
    return ", ".join(told)


def _names(found: Identified) -> Iterator[tuple[str, str]]:
    device = found.device
    yield "host", device.hosts[0]
    yield "labelled", found.label
    yield "model", found.model
    yield "serial", next(iter(device.serials), "")
    yield "mac", next(iter(device.macs), "")
    yield "site", device.site


def _evidence(label: str, sign: Sign) -> Iterator[str]:
    """Yield a sentence, and below it what was seen where, and on what the sentence rests."""
    indent = " " * (len(label) - len(label.lstrip()) + 4)
    weight = f" ({sign.strength.value})" if sign.strength is not None else ""
    yield f"  {label}: {_safe(sign.text, 400)}{weight}\n"
    yield f"{indent}  seen: {_safe(f'{sign.observed!r} at {sign.where}', 400)}\n"
    if sign.source:
        yield f"{indent}  known from: {_safe(sign.source, 300)}\n"


def _coverage(found: Coverage) -> Iterator[str]:
    states = ", ".join(f"{count} {state}" for state, count in found.states.items() if count)
    many = "1 device" if found.devices == 1 else f"{found.devices} devices"
    yield f"coverage: {many}: {states or 'none'}\n"
    yield f"  only an address was known of {found.only_address}\n"
    if found.absent:
        yield f"  no file had: {', '.join(found.absent)}\n"
    if found.unknown_kinds:
        most = islice(found.unknown_kinds.items(), _MOST_KINDS)
        kinds = [f"{_safe(kind)} ({count})" for kind, count in most]
        if len(found.unknown_kinds) > _MOST_KINDS:
            kinds.append(f"and {len(found.unknown_kinds) - _MOST_KINDS} more")
        yield f"  kinds that are not understood: {', '.join(kinds)}\n"
    for registry in found.registries:
        yield f"  registry: {registry}\n"
    for warning in found.warnings:
        yield f"  warning: {_safe(warning)}\n"
    if found.unread:
        yield "  warning: something could not be read to its end\n"
    for limit in found.limits:
        yield f"  not seen: {limit}\n"
    yield f"  {NOTICE}\n"


def _safe(text: str, longest: int = 200) -> str:
    return shortened(visible(text), longest)


def device_renderer(name: str, paint: Paint) -> DeviceLines | DeviceText:
    """Return what writes devices: ``jsonl`` for programs, else text for a person.

    >>> from countersight.render.styles import plain
    >>> type(device_renderer("jsonl", plain)).__name__
    'DeviceLines'
    """
    return DeviceLines() if name == "jsonl" else DeviceText(paint)
