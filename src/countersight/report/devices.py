"""What was identified, as lines of JSON; the coverage stands last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from countersight.model.device import Coverage, Identified, Sign
from countersight.model.record import Problem
from countersight.render.styles import Paint
from countersight.report.device_text import NEXT, DeviceText
from countersight.report.faces import NOTICE
from countersight.report.lines import line
from countersight.report.objects import Plain, problem_object


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
        "next": NEXT.get(claim.state),
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


def device_renderer(name: str, paint: Paint) -> DeviceLines | DeviceText:
    """Return what writes devices: ``jsonl`` for programs, else text for a person.

    >>> from countersight.render.styles import plain
    >>> type(device_renderer("jsonl", plain)).__name__
    'DeviceLines'
    """
    return DeviceLines() if name == "jsonl" else DeviceText(paint)
