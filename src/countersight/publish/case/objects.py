"""A case as one JSON value: what was handed in, and what follows from it."""

from countersight.claim import Answered, entry_table
from countersight.claim.kinds import Json
from countersight.model.argument import Acquisition, Argument, Leaf, Verdict
from countersight.model.casefile import Claim, Entry, Review, Statement
from countersight.model.contract import Contract
from countersight.model.document import Document
from countersight.model.passage import Passage
from countersight.publish.case.gathering import Told, ourselves
from countersight.publish.case.judging import disputed, unchanged
from countersight.publish.case.replying import put, unheard

FORMAT = "countersight-case-1"


def as_object(found: Told) -> dict[str, "Json | None"]:
    """Return the case as JSON: entries as in a case file, with state, grade and verdicts.

    The keys of entries are those of the case file; ``computed`` beside them says what is
    made of each.
    """
    case, assessment = found.case, found.assessment
    against = ourselves(found)
    return {
        "format": FORMAT,
        "id": case.id,
        "title": case.title,
        "note": case.note,
        "as_of": found.as_of.isoformat(),
        "log_size": assessment.log_size,
        "schemes": assessment.version,
        "stale": list(found.stale),
        "entries": [_entry(each, found) for each in case.entries()],
        "verdicts": [_verdict(each, found) for each in assessment.verdicts],
        "questions": [
            _answered(question.id, each)
            for question, each in zip(case.questions, found.questions, strict=True)
        ],
        "acquire": [_acquisition(each) for each in assessment.acquisitions],
        "against_ourselves": {
            "not_held": [document.id for document in against.not_held],
            "open": [{"claim": claim, "says": leaf.says} for claim, leaf in against.open],
            "favour": [{"claim": claim, "says": says} for claim, says in against.favour],
            "untouched": [claim for claim, _ in against.untouched],
            "unheard": [claim.id for claim in unheard(found)],
            "disputed": [review.id for review in disputed(found)],
            "weak": [{"entry": entry, "why": why} for entry, why in against.weak],
        },
    }


def _entry(entry: Entry, found: Told) -> Json:
    name, table = entry_table(entry)
    return {"entry": name, **table, "computed": _computed(entry, found)}


def _computed(entry: Entry, found: Told) -> Json:
    match entry:
        case Document():
            hands = found.index.hands(entry.id)
            return {"held": entry.held, **({} if hands is None else {"hands": hands})}
        case Passage():
            made: dict[str, Json] = {"state": entry.state.value}
            if entry.place is not None:
                made |= {"start": entry.place.start, "end": entry.place.end}
                made |= {"prefix": entry.place.prefix, "suffix": entry.place.suffix}
                made |= {"rendition": entry.rendition}
            return made
        case Statement() | Claim() | Contract():
            graded = found.graded(entry)
            told: dict[str, Json] = {"grade": graded.grade.value, "why": graded.why}
            told["counts"] = graded.counts and not entry.withdrawn
            return told if graded.hands is None else {**told, "hands": graded.hands}
        case Review():
            same = unchanged(entry, found)
            return {} if same is None else {"unchanged": same}
        case _:
            return {}


def _verdict(verdict: Verdict, found: Told) -> Json:
    standard = "none" if verdict.standard is None else verdict.standard.value
    return {
        "claim": verdict.claim,
        "bearing": verdict.bearing.value,
        "standard": standard,
        "why": verdict.why,
        "log_size": verdict.log_size,
        "against": [_argument(each) for each in verdict.against],
        "in_favour": [_argument(each) for each in verdict.in_favour],
        "would_change": [{"what": each.what, "to": each.to} for each in verdict.would_change],
        "put": [each.question.id for each in put(verdict.claim, found)],
    }


def _argument(argument: Argument) -> Json:
    return {
        "scheme": argument.scheme,
        "title": argument.title,
        "side": argument.side.value,
        "weight": argument.weight.value,
        "falls": argument.falls,
        "attacked": argument.attacked,
        "sound": argument.sound,
        "leaves": [_leaf(each) for each in argument.leaves],
    }


def _leaf(leaf: Leaf) -> Json:
    made: dict[str, Json] = {
        "role": leaf.role.value,
        "id": leaf.id,
        "says": leaf.says,
        "state": leaf.state.value,
        "rests_on": list(leaf.rests_on),
        "passages": list(leaf.passages),
        "missing": list(leaf.missing),
    }
    if leaf.grade is not None:
        made["grade"] = leaf.grade.value
    if leaf.hands is not None:
        made["hands"] = leaf.hands
    if leaf.acquire:
        made["acquire"] = leaf.acquire
    return made


def _answered(id_: str, answered: Answered) -> Json:
    made: dict[str, Json] = {
        "question": id_,
        "state": answered.state.value,
        "why": answered.why,
        "age": answered.age,
    }
    if answered.days is not None:
        made["days"] = list(answered.days)
    return made


def _acquisition(wanted: Acquisition) -> Json:
    made: dict[str, Json] = {
        "what": wanted.what,
        "waiting": list(wanted.waiting),
        "moves": list(wanted.moves),
    }
    return made if wanted.document is None else {**made, "document": wanted.document}
