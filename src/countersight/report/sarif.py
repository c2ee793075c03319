"""SARIF 2.1.0 (OASIS, 2020): for programs that show findings of linters beside their files.

A rule is a duty; two more stand for matches that no duty speaks to, and for matches that have
to be reviewed. Results are written as they come; the rules that they name stand at the end,
where the order of members allows it. Numbers in comments are sections of the standard.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from countersight.ids import digest
from countersight.messages import _, joined, spoken
from countersight.model.decision import Decision, Outcome
from countersight.model.finding import (
    Counts,
    Finding,
    Grounds,
    ListVersion,
    Screened,
    ScreenedBatch,
)
from countersight.model.match import Match, State
from countersight.model.record import Origin, Problem, Record
from countersight.model.review import Verdict
from countersight.model.vocabulary import Vocabulary
from countersight.render.escaping import shortened, visible
from countersight.report.faces import NOTICE
from countersight.report.judgements import review_line, review_object
from countersight.report.lines import one_line
from countersight.report.merging import merged
from countersight.report.objects import Plain, list_object
from countersight.report.places import artifact
from countersight.report.rules import MATCH, REVIEW, Rules, Tool
from countersight.report.words import (
    OUTCOMES,
    SIDES,
    ask_words,
    day_words,
    if_words,
    match_words,
    name_words,
)

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT: Final = "countersightRecord/v1"
MOST_NOTIFICATIONS: Final = 1_000
"""Problems that are told; the rest are counted."""
_LONGEST: Final = 1_000
_LEVELS: Final = {
    Outcome.BINDS: "error",
    Outcome.DEPENDS: "warning",
    Outcome.ADVISES: "note",
    Outcome.EXEMPT: "none",
}
"""Of matches; whatever rests on a match to be reviewed is a note."""


@dataclass(frozen=True, slots=True)
class Sarif:
    """Writes one log with one run."""

    grounds: Grounds
    vocabulary: Vocabulary
    tool: Tool
    _rules: Rules = field(default_factory=Rules, init=False)
    _problems: list[Problem] = field(default_factory=list, init=False)
    _asked: dict[ListVersion, None] = field(default_factory=dict, init=False)
    _seen: Counter[str] = field(default_factory=Counter, init=False)
    _told: Counter[str] = field(default_factory=Counter, init=False)
    """How many results and how many Problems, and how many of those end an input."""

    def begin(self) -> Iterator[str]:
        """Yield the log up to its first result."""
        yield f'{{"$schema":{one_line(SCHEMA)},"version":"2.1.0","runs":[{{"results":[\n'

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield the results of a batch."""
        for screened in batch.records:
            for result in self._results(screened):
                comma = ",\n" if self._told["results"] else ""
                self._told["results"] += 1
                yield f"{comma}{one_line(result)}"
        self._asked.update(dict.fromkeys(batch.lists))
        room = MOST_NOTIFICATIONS - len(self._problems)
        self._problems.extend(batch.problems[:room])
        self._told["problems"] += len(batch.problems)
        self._told["stops"] += sum(problem.stops for problem in batch.problems)

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield the rest: rules, what could not be read or checked, what all rests on."""
        profile = self.grounds.profile
        rest: dict[str, Plain] = {
            "tool": {"driver": self._rules.driver(self.tool)},
            "invocations": [self._invocation(counts)],
            "columnKind": "unicodeCodePoints",
            "properties": {
                "lists": [list_object(each) for each in (*self.grounds.lists, *self._asked)],
                "asOf": self.grounds.as_of.isoformat(),
                "profile": None if profile is None else profile.name,
                "notice": NOTICE,
            },
        }
        yield f"\n],{one_line(rest)[1:-1]}}}]}}\n"

    def _results(self, screened: Screened) -> Iterator[dict[str, Plain]]:
        for match in screened.matches:
            if match.state is State.NO_MATCH:
                continue  # a namesake that was cleared is no result
            mine = [each for each in screened.findings if each.match == match]
            if match.judged is State.REVIEW or not mine or self.grounds.profile is None:
                yield self._match(screened.record, match, mine)
                continue
            for acts, decision in merged(mine):
                yield self._finding(screened.record, match, acts, decision)

    def _match(
        self, record: Record, match: Match, findings: Sequence[Finding]
    ) -> dict[str, Plain]:
        rule = REVIEW if match.judged is State.REVIEW else MATCH
        said = f"{_called(record)} {match_words(match, record.name)}. {_evidence(match)}"
        duties = dict.fromkeys(
            f"{each.decision.restriction.id}/{each.decision.duty.id}" for each in findings
        )
        if duties:
            said = _("{said} Duties that may speak to it: {duties}.").format(
                said=said, duties=", ".join(duties)
            )
        level = "note" if match.judged is State.REVIEW else "warning"
        return self._result(self._rules.plain(rule), level, record, match, said)

    def _finding(
        self, record: Record, match: Match, acts: Sequence[str], decision: Decision
    ) -> dict[str, Plain]:
        rule = self._rules.duty(decision)
        condition = if_words(decision.assumed)
        lead = f"{condition[0].upper()}{condition[1:]}: " if condition else ""
        doing = _(" (to {acts})").format(acts=", ".join(acts)) if acts else ""
        days = day_words(decision)
        parts = [
            f"{lead}{OUTCOMES[decision.outcome]}{doing}: {decision.duty.obligation}",
            f"{_called(record)} {match_words(match, record.name)}. {_evidence(match)}",
            f"{days[0].upper()}{days[1:]}." if days else "",
            *(
                _("Ask: {each}.").format(each=each)
                for each in ask_words(decision.ask, self.vocabulary)
            ),
            _(NOTICE),
        ]
        said = " ".join(part for part in parts if part)
        return self._result(rule, _LEVELS[decision.outcome], record, match, said)

    def _result(
        self, rule: tuple[str, int], level: str, record: Record, match: Match, said: str
    ) -> dict[str, Plain]:
        name, index = rule
        print_ = self._fingerprint(name, record, match)
        result: dict[str, Plain] = {
            "ruleId": name,
            "ruleIndex": index,
            "level": level,
            "message": {"text": shortened(visible(said), _LONGEST)},
            "locations": [_location(record.origin)],
            "partialFingerprints": {FINGERPRINT: print_},
            "properties": {
                "entity": match.entity,
                "state": match.state.value,
                "relation": match.relation.value,
                "score": match.score,
                "review": review_object(match.review),
            },
        }
        if match.review is not None and match.review.counts is Verdict.DISMISSED:
            why = shortened(visible(review_line(match.review)), _LONGEST)
            result["suppressions"] = [  # 3.35: told, and not to be dealt with
                {"kind": "external", "status": "accepted", "justification": why}
            ]
        if level == "none":
            result["kind"] = "informational"  # 3.27.9: only `fail` has another level than none
        return result

    def _fingerprint(self, rule: str, record: Record, match: Match) -> str:
        """Return what tells a result again when its row has moved: all that the row says.

        Rows that say the same are told apart by their order (3.27.17).
        """
        said = (rule, match.entity, record.kind.value, record.name, *_flat(record.fields))
        found = digest("\0".join(said).encode("utf-8", "backslashreplace"))[:32]
        self._seen[found] += 1
        return f"{found}:{self._seen[found]}"

    def _invocation(self, counts: Counts) -> dict[str, Plain]:
        told: list[Plain] = [_notification(problem) for problem in self._problems]
        more = self._told["problems"] - len(self._problems)
        if more:
            told.append(
                _said(
                    "warning", _("{more:,} more problems are not told here.").format(more=more)
                )
            )
        if counts.not_checked:
            said = _(
                "{not_checked:,} records were not checked: {withheld:,} withheld, "
                "{person:,} persons, {no_name:,} without a name."
            ).format(
                not_checked=counts.not_checked,
                withheld=counts.withheld,
                person=counts.person,
                no_name=counts.no_name,
            )
            told.append(_said("note", said))
        return {
            "executionSuccessful": not self._told["stops"],
            "toolExecutionNotifications": told,
        }


def _called(record: Record) -> str:
    return (
        f'"{name_words(record.name)}"'
        if record.name
        else _("A {kind}").format(kind=record.kind.value)
    )


def _evidence(match: Match) -> str:
    said = (
        f"{SIDES[each.speaks_for].capitalize()}: {spoken(each.text)}."
        for each in match.evidence
    )
    return " ".join(said)


def _flat(fields: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, value in fields:
        yield f"{name}={value}"


def _location(origin: Origin) -> dict[str, Plain]:
    """Return where a row stands; the row of a sheet or of a packed file is no line (3.30.5)."""
    physical: dict[str, Plain] = {"artifactLocation": {"uri": artifact(origin.file)}}
    if origin.row is not None and origin.member is None and origin.sheet is None:
        physical["region"] = {"startLine": max(origin.row, 1)}
    full = shortened(visible(str(origin)), _LONGEST)
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": full}],
    }


def _notification(problem: Problem) -> dict[str, Plain]:
    level = "error" if problem.stops else "warning"
    said = spoken(
        joined(". ", (problem.message, problem.hint)) if problem.hint else problem.message
    )
    return {
        **_said(level, said),
        "descriptor": {"id": problem.code},
        "locations": [_location(problem.origin)],
    }


def _said(level: str, words: str) -> dict[str, Plain]:
    return {"level": level, "message": {"text": shortened(visible(words), _LONGEST)}}
