"""What persons made of entries and verdicts, and whether these are still the same."""

from collections.abc import Iterator

from countersight.assess import seen_on
from countersight.claim import entry_digest
from countersight.ids import EntryId
from countersight.messages import joined, sentence
from countersight.model.casefile import Judgement, Review, Reviewed
from countersight.publish.case.gathering import Told
from countersight.publish.case.words import JUDGEMENTS


def judged(id_: EntryId, what: Reviewed, found: Told) -> Iterator[str]:
    """Yield a sentence for each review of an entry, or of the verdicts on a claim."""
    for review in found.case.reviews:
        if review.of == id_ and review.what is what:
            yield review_words(review, found)


def disputed(found: Told) -> Iterator[Review]:
    """Yield the reviews that dispute something, and are not withdrawn."""
    for review in found.case.reviews:
        if review.judgement is Judgement.DISPUTE and not review.withdrawn:
            yield review


def review_words(review: Review, found: Told) -> str:
    """Return a review in words: by whom, when, why, and whether it is of what stands now."""
    says = sentence(
        "{judgement} by {by} on {on}: {reason}",
        judgement=JUDGEMENTS[review.judgement],
        by=review.by,
        on=review.on,
        reason=review.reason,
    )
    if unchanged(review, found) is False:
        before = f" ({review.saw})" if review.what is Reviewed.VERDICT else ""
        changed = sentence(
            " It was judged as it was then{before}, and has changed since.", before=before
        )
        says = joined("", (says, changed))
    return (
        sentence("{says} Withdrawn: {withdrawn}", says=says, withdrawn=review.withdrawn)
        if review.withdrawn
        else says
    )


def unchanged(review: Review, found: Told) -> bool | None:
    """Tell whether what was judged is the same still; None where the review does not say."""
    if not review.saw:
        return None
    if review.what is Reviewed.VERDICT:
        return review.saw == seen_on(review.of, found.assessment)
    entry = next((each for each in found.case.entries() if each.id == review.of), None)
    return entry is not None and review.saw == entry_digest(entry)
