"""A case as one page: the supplier's words first and in full, then what is held against them.

After the words come the evidence, the verdicts with their trees, the questions with their age,
and the case against ourselves. The page needs no script and no network.
"""

from collections.abc import Iterator

from countersight.messages import changed, language, sentence
from countersight.model.casefile import Claim, Reviewed
from countersight.publish.case.evidence import evidence
from countersight.publish.case.gathering import Told
from countersight.publish.case.ourselves import against_ourselves
from countersight.publish.case.pieces import (
    bearing_tag,
    entry_link,
    place_of,
    quoted,
    reviews,
    withdrawal,
)
from countersight.publish.case.replying import (
    accused,
    not_put_words,
    put,
    put_words,
)
from countersight.publish.case.trees import verdicts
from countersight.publish.case.words import (
    BEHALF,
    NO_ONE,
    NOTICE,
    QUESTIONS,
    graded_words,
    scope_words,
    wording_words,
)
from countersight.render.html import Html, element, joined, named
from countersight.render.page import Section, Shell, page


def case_page(found: Told) -> Iterator[str]:
    """Yield the page of a case, piece by piece."""
    assessment = found.assessment
    shell = Shell(
        found.case.title,
        sentence("As of {as_of}. {notice}", as_of=found.as_of, notice=NOTICE),
        sentence(
            "Computed at entry {log_size} of the log, by schemes {version}. {no_one}",
            log_size=assessment.log_size,
            version=assessment.version,
            no_one=NO_ONE,
        ),
        lang=language(),
    )
    yield from page(shell, _sections(found))


def _sections(found: Told) -> Iterator[Section]:
    case, assessment = found.case, found.assessment
    yield Section("words", sentence("What was said"), _words(found), f"{len(case.claims):,}")
    yield Section("evidence", sentence("Evidence"), evidence(found))
    yield Section(
        "verdicts", sentence("Verdicts"), _verdicts(found), f"{len(assessment.verdicts):,}"
    )
    yield Section(
        "questions", sentence("Questions"), _questions(found), f"{len(case.questions):,}"
    )
    yield Section("ourselves", sentence("The case against ourselves"), against_ourselves(found))
    many = f"{len(assessment.acquisitions):,}"
    yield Section("acquire", sentence("What to acquire first"), _acquire(found), many)


def _verdicts(found: Told) -> Iterator[Html]:
    for says in found.stale:
        yield element("p", named(says))
    yield from verdicts(found)


def _words(found: Told) -> Iterator[Html]:
    if not found.case.claims:
        yield element("p", sentence("Nobody claims anything in this case."))
    for claim in found.case.claims:
        yield _claim(claim, found)


def _claim(claim: Claim, found: Told) -> Html:
    behalf = joined((named(found.name(each)) for each in claim.on_behalf_of), ", ")
    facts = [
        element("span", sentence("for "), behalf, ", ", BEHALF[claim.we])
        if claim.on_behalf_of
        else None,
        element("span", named(claim.capacity)) if claim.capacity else None,
        element("span", sentence("in "), entry_link(claim.source, found))
        if claim.source
        else None,
        element("span", named(scope)) if (scope := scope_words(claim.scope)) else None,
    ]
    return element(
        "article",
        element("h3", named(found.name(claim.speaker)), id=f"{place_of(claim.id)}-h"),
        quoted(claim.passages, found),
        element("p", facts, class_="facts"),
        element("p", wording_words(claim), ". ", _sentence(graded_words(found.graded(claim)))),
        withdrawal(claim),
        element(
            "p",
            (
                joined(
                    (bearing_tag(each), element("a", sentence(" why"), href=f"#v-{number}")),
                    " ",
                )
                for number, each in found.numbered.get(claim.id, ())
            ),
        ),
        _right_of_reply(claim, found),
        reviews(claim.id, found),
        reviews(claim.id, found, Reviewed.VERDICT),
        id=place_of(claim.id),
        class_="card",
        aria_labelledby=f"{place_of(claim.id)}-h",
    )


def _right_of_reply(claim: Claim, found: Told) -> Html | None:
    """Return what was put to the speaker of what speaks against a claim, and the reply."""
    asked = put(claim.id, found)
    if asked:
        return joined(
            element(
                "p",
                element("b", sentence("Right of reply: ")),
                named(put_words(each, found)),
                " ",
                element("a", sentence("The question"), href=f"#{place_of(each.question.id)}"),
            )
            for each in asked
        )
    if not accused(claim.id, found):
        return None
    return element(
        "p", element("b", sentence("Right of reply: ")), named(not_put_words(claim, found))
    )


def _sentence(words: str) -> str:
    return changed(words, _ended) if words else ""


def _ended(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _questions(found: Told) -> Iterator[Html]:
    if not found.case.questions:
        yield element("p", sentence("No question stands in this case."))
    for question, answer in zip(found.case.questions, found.questions, strict=True):
        reply = None
        if answer.reply is not None:
            reply = joined(
                (
                    element(
                        "p", sentence("In reply, in "), entry_link(answer.reply.document, found)
                    ),
                    quoted(answer.reply.passages, found),
                )
            )
        yield element(
            "article",
            element("h3", QUESTIONS[answer.state], ": ", answer.why),
            element(
                "p",
                named(found.name(question.by)),
                sentence(" asked "),
                named(found.name(question.to)),
                sentence(", in "),
                entry_link(question.source, found),
                "; ",
                answer.age,
                ".",
            ),
            element("p", named(question.says)) if question.says else None,
            quoted(question.passages, found),
            reply,
            withdrawal(question),
            reviews(question.id, found),
            id=place_of(question.id),
            class_="card",
        )


def _acquire(found: Told) -> Iterator[Html]:
    wanted = found.assessment.acquisitions
    if not wanted:
        yield element("p", sentence("No document would move a verdict of this case."))
        return
    yield element("p", sentence("Those that would move most verdicts come first."))
    yield element(
        "ol",
        (
            element(
                "li",
                named(each.what),
                element(
                    "p",
                    sentence("Waiting for it: "),
                    joined((entry_link(claim, found) for claim in each.waiting), ", "),
                    sentence(". Alone it moves: ")
                    if each.moves
                    else sentence(". Alone it moves none."),
                    joined((entry_link(claim, found) for claim in each.moves), ", "),
                    class_="soft",
                ),
            )
            for each in wanted
        ),
    )
