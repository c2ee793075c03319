"""How releases of OCDS 1.1 are merged, as the schema that ``ocdsmerge`` takes its rules from.

Written from the standard's page on merging (OCDS 1.1.5, "Merging"): arrays of objects that
have an id are merged by it, which is what ``ocdsmerge`` does where no rule is stated; the
arrays stated here replace each other as a whole; the fields stated as omitted belong to a
release and not to the process. Values that are not objects replace each other.
"""

from typing import Final

_WHOLE: Final = {"type": "array", "wholeListMerge": True}
_OMITTED: Final = {"type": ["string", "array"], "omitWhenMerged": True}


def _object(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties}


def _by_id(**properties: object) -> dict[str, object]:
    items = _object(id={"type": ["string", "integer"]}, **properties)
    return {"type": "array", "items": items}


_ITEMS: Final = _by_id(additionalClassifications=_WHOLE)
_CONTRACT_PROCESS: Final = {"items": _ITEMS, "relatedProcesses": _by_id(relationship=_WHOLE)}

RULES: Final[dict[str, object]] = _object(
    id=_OMITTED,
    date=_OMITTED,
    tag=_OMITTED,
    parties=_by_id(
        roles=_WHOLE, additionalIdentifiers=_WHOLE, details=_object(classifications=_WHOLE)
    ),
    tender=_object(
        items=_ITEMS,
        submissionMethod=_WHOLE,
        additionalProcurementCategories=_WHOLE,
        tenderers=_by_id(),
        additionalClassifications=_WHOLE,
    ),
    awards=_by_id(items=_ITEMS, suppliers=_by_id()),
    contracts=_by_id(**_CONTRACT_PROCESS),
    relatedProcesses=_by_id(relationship=_WHOLE),
)
