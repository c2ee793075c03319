"""Legal forms: taken off the ends of a name, and kept as what they are.

The table is ``data/legal_forms.tsv``: id, class, jurisdictions, where the form may stand,
spellings. A name never loses its last word: "Limited" alone stays a name. Short Latin forms
that may be a firm's own word ("AB Foods", "AS Roma", "PT Systems") are taken off the front only
where words remain that tell a firm, by the rule that the table has for each.
"""

from collections.abc import Sequence

from countersight.normalise.legal_forms import (
    LegalClass,
    Place,
    Where,
    forms_table,
    legal_forms,
)
from countersight.normalise.splitting import is_run
from countersight.normalise.words import Role, words_of

__all__ = ["LegalClass", "class_of", "take_forms"]


def class_of(form: str) -> LegalClass:
    """Return the class of a legal form, by its id in the table.

    >>> class_of("gmbh").value
    'limited'
    """
    return legal_forms()[form].kind


def take_forms(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that are no legal form, and the ids of the forms that were there.

    >>> take_forms(["hikvision", "europe", "bv"])
    (['hikvision', 'europe'], ['bv'])
    >>> take_forms(["浙江大华技术股份有限公司"])
    (['浙江大华技术'], ['cn-jsc'])
    """
    left = list(words)
    found: list[str] = []
    if forms_table().words.isdisjoint(words) and all(map(str.isascii, words)):
        return left, found
    while len(left) > 1 or (left and is_run(left[0])):
        taken = _at_the_end(left) or _at_the_front(left, found) or _inside(left)
        if taken is None:
            break
        left, form = taken
        found.append(form)
    return left, found


_Taken = tuple[list[str], str]


def _at_the_end(words: list[str]) -> _Taken | None:
    known = forms_table()
    if words[-1] in known.last_words:
        for length in range(min(known.longest, len(words) - 1), 0, -1):
            form = known.ending.get(tuple(words[-length:]))
            if form is not None:
                return _without_and(words[:-length]), form.form
    return _off_a_run(words, len(words) - 1)


def _at_the_front(words: list[str], found: Sequence[str]) -> _Taken | None:
    known = forms_table()
    if words[0] in known.first_words:
        for length in range(min(known.longest, len(words) - 1), 0, -1):
            for form in known.leading.get(tuple(words[:length]), ()):
                if _may_lead(form, words[length:], found):
                    return words[length:], form.form
    if is_run(words[0]):
        for start, form in known.starts:
            if words[0].startswith(start) and len(words[0]) > len(start) + 1:
                return [words[0][len(start) :], *words[1:]], form.form
    return None


def _may_lead(form: Place, rest: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether a form may stand before these words; a cautious one may be their own."""
    known, where = legal_forms(), form.where
    if where is Where.FRONT:
        return True
    countries = known[form.form].countries
    if where is Where.FRONT_OF_FORM:
        return any(not set(known[each].countries).isdisjoint(countries) for each in found)
    words = [word for word in words_of(rest) if len(word.text) > 1]
    roles = {word.role for word in words}
    if where is Where.FRONT_OF_OWN_ALONE and not {Role.TRADE, Role.GENERIC}.isdisjoint(roles):
        return False
    at_home = any(word.role is Role.PLACE and word.about in countries for word in words)
    return Role.DISTINCTIVE in roles or at_home


def _inside(words: list[str]) -> _Taken | None:
    known = forms_table()
    latin = all(map(str.isascii, words))
    if latin and known.plain_words.isdisjoint(words):
        return None
    for place in range(1, len(words) - 1):
        if words[place] in known.plain_words:
            for length in range(min(known.longest, len(words) - place), 0, -1):
                form = known.inside.get(tuple(words[place : place + length]))
                if form is not None:
                    rest = _without_and(words[:place]) + words[place + length :]
                    return rest, form.form
        taken = None if latin else _off_a_run(words, place)
        if taken is not None:
            return taken
    return _off_a_run(words, 0) if len(words) > 1 else None


def _off_a_run(words: list[str], place: int) -> _Taken | None:
    """Take a form off the end of a word of a script without spaces."""
    word = words[place]
    if not is_run(word) or (word,) in forms_table().ending:
        return None
    for end, form in forms_table().ends:
        if word.endswith(end) and len(word) > len(end) + 1:
            kept = [*words[:place], word[: -len(end)], *words[place + 1 :]]
            return kept, form.form
    return None


def _without_and(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 1 and words[-1] == "and" else words
