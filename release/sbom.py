"""The bill of materials of the base install, as CycloneDX 1.6 JSON, from what is installed.

    python -m release.sbom > sbom.cdx.json

Run it with the interpreter of the environment that is to be told. It begins at Countersight,
follows the requirements that hold for this interpreter and system, and leaves extras out.
Nothing is fetched. The same environment gives the same bytes; the time is that of
``SOURCE_DATE_EPOCH``, or left out.
"""

import json
import os
import sys
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import metadata
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = "countersight"
SPEC: Final = "1.6"
_CLASSIFIER: Final = "License :: OSI Approved :: "
_NAMESPACE: Final = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""URLs (RFC 9562, appendix A)."""
_LONGEST: Final = 60
"""A field `License` that is longer holds the text of one."""


def needed(name: str) -> tuple[str, ...]:
    """Return the names that a distribution requires here, extras left out.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    found = map(Requirement, metadata.requires(name) or [])
    wanted = (
        each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})
    )
    return tuple(sorted({canonicalize_name(each.name) for each in wanted}))


def closure(root: str = ROOT) -> dict[str, tuple[str, ...]]:
    """Return every distribution that *root* brings, itself first, with what each requires."""
    told: dict[str, tuple[str, ...]] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop(0)
        if name not in told:
            told[name] = needed(name)
            waiting += told[name]
    return {root: told[root], **{name: told[name] for name in sorted(told) if name != root}}


def bill(root: str = ROOT, made: int | None = None) -> dict[str, Any]:
    """Return the document.

    Args:
        root: the distribution that it begins at.
        made: seconds since 1970, to be told as the time; left out where it is None.
    """
    found = closure(root)
    components = {name: component(name) for name in found}
    main = {**components.pop(root), "type": "application"}
    about: dict[str, Any] = {"component": main}
    if made is not None:
        about["timestamp"] = datetime.fromtimestamp(made, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "version": 1,
        "metadata": about,
        "components": list(components.values()),
        "dependencies": [
            {"ref": purl(name), "dependsOn": [purl(each) for each in requires]}
            for name, requires in found.items()
        ],
    }
    said = json.dumps(body, sort_keys=True)
    return {**body, "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, said)}"}


def purl(name: str) -> str:
    """Return the package URL of an installed distribution (purl-spec, type pypi)."""
    return f"pkg:pypi/{canonicalize_name(name)}@{metadata.version(name)}"


def component(name: str) -> dict[str, Any]:
    """Return one distribution as a component."""
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl(name),
        "name": name,
        "version": metadata.version(name),
        "purl": purl(name),
    }
    licences = list(licences_of(metadata.metadata(name)))
    return {**told, "licenses": licences} if licences else told


def licences_of(about: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the licences as the metadata tell them: an expression (PEP 639), or names."""
    expression = about.get("License-Expression")
    if expression:
        yield {"expression": expression}
        return
    classifiers = about.get_all("Classifier") or []
    names = [
        each.removeprefix(_CLASSIFIER) for each in classifiers if each.startswith(_CLASSIFIER)
    ]
    written = about.get("License") or ""
    if not names and written and len(written) <= _LONGEST:
        names = [written]
    for each in names:
        yield {"license": {"name": each}}


def main() -> None:
    """Write the document to standard output."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")  # noqa: TID251 - reproducible-builds.org
    told = bill(made=int(epoch) if epoch else None)
    sys.stdout.write(f"{json.dumps(told, indent=2, ensure_ascii=False)}\n")


if __name__ == "__main__":
    main()
