"""How a listed name comes to be written in somebody's file: one function a kind.

The changes to letters stand in `bench.names.letters`; here are those to words, and the table
of all.
"""

import re
from random import Random

from bench.names import tables
from bench.names.letters import (
    RARE,
    Change,
    Known,
    diacritics,
    misread,
    misspelt,
    misspelt_twice,
    other_case,
    punctuation,
    transliterated,
)
from bench.names.words import fold


def glued(name: Known, random: Random) -> str | None:
    """Return the name with two neighbouring words written as one, or all of them."""
    core = list(name.parts.core)
    if len(core) < 2:
        return None
    if random.random() < 0.2:
        return "".join(core)
    at = random.randrange(len(core) - 1)
    return name.with_core([*core[:at], core[at] + core[at + 1], *core[at + 2 :]])


def split(name: Known, random: Random) -> str | None:
    """Return the name with its longest word, or another of 6 letters and more, in two."""
    core = list(name.parts.core)
    long = [i for i, w in enumerate(core) if len(w) >= 6]
    if not long:
        return None
    at = random.choice(long)
    cut = random.randrange(2, len(core[at]) - 1)
    core[at] = core[at][:cut] + random.choice((" ", " ", "-")) + core[at][cut:]
    return name.with_core(core)


def cut(name: Known, random: Random) -> str | None:
    """Return the name cut at the length of a field, three characters or more being lost."""
    length = random.choice((18, 20, 24, 25, 30, 32, 35))
    return name.text[:length].rstrip() if len(name.text) >= length + 3 else None


def reordered(name: Known, random: Random) -> str | None:
    """Return the name with its core in another order, as registers sort them."""
    core = list(name.parts.core)
    if len(core) < 2:
        return None
    turn = random.randrange(1, len(core))
    moved = core[turn:] + core[:turn]
    if random.random() < 0.4:
        random.shuffle(moved)
    return name.with_core(moved) if moved != core else None


_LONG = {short.lower(): full for full, short in tables.SHORT.items()}


def abbreviated(name: Known, random: Random) -> str | None:
    """Return the name with its known words short, or its short ones long."""
    core = list(name.parts.core)
    table = tables.SHORT if random.random() < 0.8 else _LONG
    found = [i for i, w in enumerate(core) if fold(w).strip(".,") in table]
    for at in found:
        written = table[fold(core[at]).strip(".,")]
        core[at] = written.upper() if core[at].isupper() else written.capitalize()
        core[at] += random.choice(("", "", ".")) if table is tables.SHORT else ""
    return name.with_core(core) if found else None


def initials(name: Known, random: Random) -> str | None:
    """Return the name with two or more of its common words as initials, the rarest kept."""
    core, rarest = list(name.parts.core), name.rarest
    before, after = core[:rarest], core[rarest + 1 :]
    runs = [run for run in (before, after) if len(run) > 1]
    if not runs or name.common(core[rarest]) > RARE:
        return None
    chosen = random.choice(runs)
    dot = random.choice(("", "."))
    short = "".join(w[0].upper() + dot for w in chosen if w[0].isalpha())
    if len(short) < 2:
        return None
    kept = [short, *core[rarest:]] if chosen is before else [*core[: rarest + 1], short]
    return name.with_core(kept)


def legal_changed(name: Known, random: Random) -> str | None:
    """Return the name with another legal form of its country."""
    forms = tables.LEGAL.get(name.country, tables.LEGAL["XX"])
    now = fold(" ".join(name.parts.after))
    others = [form for form in forms if fold(form) != now]
    return " ".join((*name.parts.core, random.choice(others)))


def legal_dropped(name: Known, _: Random) -> str | None:
    """Return the name without its legal forms."""
    bare = " ".join(name.parts.core).rstrip(",")
    return bare if bare != name.text else None


def words_lost(name: Known, random: Random) -> str | None:
    """Return the name without one of its words, never the rarest, two being left."""
    core, rarest = list(name.parts.core), name.rarest
    if len(core) < 3 or name.common(core[rarest]) > RARE:
        return None
    del core[random.choice([i for i in range(len(core)) if i != rarest])]
    return name.with_core(core)


def words_added(name: Known, random: Random) -> str | None:
    """Return the name with a place or a branch behind its core or at its end."""
    added = random.choice(tables.PLACES if random.random() < 0.7 else tables.BRANCHES)
    if random.random() < 0.5:
        return name.with_core([*name.parts.core, added])
    return f"{name.text} {random.choice(('', '- ', ', '))}{added}"


def invoiced(name: Known, random: Random) -> str | None:
    """Return the name amid the words of an invoice line."""
    inner = name.text if random.random() < 0.6 else " ".join(name.parts.core)
    return random.choice(tables.INVOICE).format(
        name=inner,
        number=random.randrange(1000, 999999),
        month=f"{random.randrange(1, 13):02}",
        year=random.randrange(19, 27),
        count=random.randrange(2, 90),
        lot=random.randrange(1, 9),
    )


_AND = re.compile(r"(?<=\s)(&|and|und|et|y|en|og|och)(?=\s)|&", re.IGNORECASE)


def ampersand(name: Known, random: Random) -> str | None:
    """Return the name with its `&` or `and` written in another way."""
    met = _AND.search(name.text)
    if not met:
        return None
    new = random.choice([a for a in tables.AND[:3] if a != met.group().lower()])
    pad = "" if met.group() != "&" or name.text[met.end() :].startswith(" ") else " "
    return _AND.sub(f"{pad}{new}{pad}", name.text, count=1)


def number_words(name: Known, random: Random) -> str | None:
    """Return the name with a number as a word, a word as digits, or in Roman numerals."""
    core = list(name.parts.core)
    for at, word in enumerate(core):
        for row in tables.NUMBERS:
            if fold(word) in row and not (fold(word) == "i" and at == 0):
                new = random.choice([form for form in row if form != fold(word)])
                core[at] = new.upper() if set(new) <= set("ivx") else new.capitalize()
                return name.with_core(core)
    return None


def combined(name: Known, random: Random) -> str | None:
    """Return the name after a misspelling and one other change."""
    other = random.choice((abbreviated, legal_dropped, reordered, glued, words_added, cut))
    changed = other(name, random)
    if changed is None:
        return None
    return misspelt(Known.of(changed, name.country, name.frequency), random)


KINDS: dict[str, Change] = {
    "misspelt": misspelt,
    "misspelt_twice": misspelt_twice,
    "misread": misread,
    "glued": glued,
    "split": split,
    "cut": cut,
    "reordered": reordered,
    "abbreviated": abbreviated,
    "initials": initials,
    "legal_changed": legal_changed,
    "legal_dropped": legal_dropped,
    "words_lost": words_lost,
    "words_added": words_added,
    "invoiced": invoiced,
    "ampersand": ampersand,
    "number_words": number_words,
    "diacritics": diacritics,
    "transliterated": transliterated,
    "other_case": other_case,
    "punctuation": punctuation,
    "combined": combined,
}
"""Kind -> change; a load has equally many queries of each kind that finds a name to change."""
