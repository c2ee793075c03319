"""Profiles: TOML files that say who the user is, and what holds unless a row says else."""

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from countersight.catalogue.fields import (
    Field,
    Place,
    Reader,
    Section,
    nearest,
    read_table,
)
from countersight.catalogue.files import folder, parse_file, read, toml_files
from countersight.catalogue.readers import day, jurisdiction, some, text, truth, word
from countersight.catalogue.writing import toml_value
from countersight.errors import CatalogueError, ProfileError
from countersight.messages import sentence
from countersight.model.facts import FactValue
from countersight.model.profile import Profile
from countersight.model.record import RecordKind
from countersight.model.vocabulary import FactDefinition, FactKind, Vocabulary

OWN_KEYS = ("date", "place", "roles", "act", "owners")
"""Facts that no profile assumes: they have keys of their own, or come with the record."""


def bundled_profiles() -> tuple[str, ...]:
    """Return the names of the profiles that the project ships.

    >>> bundled_profiles()[-2:]
    ('us-grantee', 'us-investor')
    """
    return tuple(path.stem for path in toml_files(folder() / "profiles"))


def load_profile(name_or_path: str, vocabulary: Vocabulary) -> Profile:
    """Return a bundled profile by its name, or the one that stands in a file.

    Raises:
        ProfileError: there is none, or a role, an act, a fact or a kind of record is unknown.
    """
    path = Path(name_or_path)
    names = bundled_profiles()
    if name_or_path in names:
        path = folder() / "profiles" / f"{name_or_path}.toml"
    elif not _is_file(path):
        remedy = sentence(
            "Name a file, or a bundled profile. {nearest}",
            nearest=nearest(name_or_path, names),
        )
        raise ProfileError(
            sentence("{name}: there is no such profile or file", name=str(name_or_path)),
            hint=remedy,
        )
    try:
        raw = parse_file(read(path, str(name_or_path)))
        decides = raw.get("decides") is not False
        return _section(vocabulary, decides=decides).read(raw, Place(str(name_or_path)))
    except CatalogueError as wrong:
        raise ProfileError(wrong.message, hint=wrong.hint) from wrong


def _is_file(path: Path) -> bool:
    with contextlib.suppress(OSError):  # such as a name that is too long
        return path.is_file()
    return False


def dump_profile(profile: Profile) -> str:
    """Return the profile as a TOML file that ``load_profile`` reads back.

    >>> print(dump_profile(Profile("shop", "FR", ("private.company",), {"site": "sensitive"})))
    name = "shop"
    place = "FR"
    roles = ["private.company"]
    <BLANKLINE>
    [assume]
    site = "sensitive"
    <BLANKLINE>
    """
    lines = [f"name = {toml_value(profile.name)}"]
    if profile.summary:
        lines.append(f"summary = {toml_value(profile.summary)}")
    if not profile.decides:
        lines.append("decides = false")
    if profile.place:
        lines.append(f"place = {toml_value(profile.place)}")
    if profile.roles:
        lines.append(f"roles = {toml_value(profile.roles)}")
    if profile.assume:
        lines += ["", "[assume]"]
        lines += [f"{name} = {toml_value(value)}" for name, value in profile.assume.items()]
    if profile.acts:
        lines += ["", "[acts]"]
        lines += [f"{kind.value} = {toml_value(acts)}" for kind, acts in profile.acts.items()]
    return "\n".join([*lines, ""])


def _section(vocabulary: Vocabulary, *, decides: bool = True) -> Section[Profile]:
    """Return the fields; who is told facts alone need not say who and where they are."""
    return Section(
        Profile,
        (
            Field("name", text, required=True),
            Field("summary", text),
            Field("decides", truth),
            Field("place", jurisdiction, required=decides),
            Field("roles", some(word(vocabulary.roles)), required=decides),
            Field("assume", _assume(vocabulary)),
            Field("acts", _acts(vocabulary)),
        ),
    )


def _assume(vocabulary: Vocabulary) -> Reader[Mapping[str, FactValue]]:
    known = {name: fact for name, fact in vocabulary.facts.items() if name not in OWN_KEYS}

    def read(value: object, place: Place) -> Mapping[str, FactValue]:
        facts: dict[str, FactValue] = {}
        for name, stated in read_table(value, place).items():
            here = place.inside("[assume]").at(name)
            if name in OWN_KEYS:
                raise here.error(
                    sentence("is not assumed here"),
                    sentence("See the reference page on profiles."),
                )
            if name not in known:
                raise here.error(sentence("is no fact"), nearest(name, known))
            facts[name] = _FACT_READERS[known[name].kind](known[name])(stated, here)
        return MappingProxyType(facts)

    return read


def _acts(vocabulary: Vocabulary) -> Reader[Mapping[RecordKind, tuple[str, ...]]]:
    kinds = {kind.value: kind for kind in RecordKind}
    read_acts = some(word(vocabulary.acts))

    def read(value: object, place: Place) -> Mapping[RecordKind, tuple[str, ...]]:
        acts: dict[RecordKind, tuple[str, ...]] = {}
        for name, stated in read_table(value, place).items():
            here = place.inside("[acts]").at(name)
            if name not in kinds:
                raise here.error(sentence("is no kind of record"), nearest(name, kinds))
            acts[kinds[name]] = read_acts(stated, here)
        return MappingProxyType(acts)

    return read


def _number(value: object, place: Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise place.error(
            sentence("is no whole number"),
            sentence("Write a whole number, without quotation marks."),
        )
    return value


_FACT_READERS: Mapping[FactKind, Callable[[FactDefinition], Reader[FactValue]]] = {
    FactKind.WORD: lambda fact: word(fact.words),
    FactKind.WORDS: lambda fact: some(word(fact.words)),
    FactKind.TEXT: lambda _: text,
    FactKind.DATE: lambda _: day,
    FactKind.TRUTH: lambda _: truth,
    FactKind.NUMBER: lambda _: _number,
}
