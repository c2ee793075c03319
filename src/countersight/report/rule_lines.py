"""What is told of restrictions as plain objects, for JSON Lines."""

from datetime import date

from countersight.model.rules import Change, FileCheck, Item, Standings
from countersight.report.objects import Plain, day_text
from countersight.report.rule_objects import duty_object


def standings_object(each: Standings, day: date) -> dict[str, Plain]:
    """Return a restriction, and how its duties stand on a day."""
    restriction = each.restriction
    duties: list[Plain] = [
        {**duty_object(duty), "standing": standing.value} for duty, standing in each.duties
    ]
    where: list[Plain] = list(restriction.applies_where or (restriction.jurisdiction,))
    return {
        "restriction": restriction.id,
        "title": restriction.title,
        "on": day.isoformat(),
        "standing": each.standing.value,
        "status": restriction.status.value,
        "force": restriction.force.value,
        "jurisdiction": restriction.jurisdiction,
        "applies_where": where,
        "verified_through": restriction.verified_through.isoformat(),
        "duties": duties,
    }


def item_object(item: Item) -> dict[str, Plain]:
    """Return a line of the agenda; days are negative once they are passed."""
    return {
        "what": item.turn.value,
        "first": item.first.isoformat(),
        "last": day_text(item.last),
        "days": item.days,
        "restriction": item.restriction.id,
        "duty": item.duty.id if item.duty is not None else None,
        "text": item.what,
        "note": item.note or None,
    }


def change_object(change: Change) -> dict[str, Plain]:
    """Return a change."""
    return {
        "restriction": change.restriction,
        "where": change.where or None,
        "change": change.kind.value,
        "before": change.before or None,
        "after": change.after or None,
    }


def check_object(check: FileCheck) -> dict[str, Plain]:
    """Return what was found in a file."""
    return {
        "file": check.file,
        "restriction": check.restriction or None,
        "errors": [{"error": wrong, "remedy": remedy} for wrong, remedy in check.errors],
        "failed": [{"example": title, "wrong": wrong} for title, wrong in check.failed],
        "examples": check.examples,
        "notes": list(check.notes),
    }
