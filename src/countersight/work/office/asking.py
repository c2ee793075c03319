"""Who asks: a bundled profile by its name, and the words that it comes to.

A name that is sent, or that an office keeps, never reads a file of the machine.
"""

from countersight.catalogue.profiles import bundled_profiles, load_profile
from countersight.errors import ProfileError
from countersight.messages import sentence
from countersight.model.profile import Profile
from countersight.model.vocabulary import Vocabulary


def known_profile(name: str | None) -> str:
    """Return the name of a bundled profile; empty for nobody in particular.

    >>> known_profile("uk-council"), known_profile(None)
    ('uk-council', '')

    Raises:
        ProfileError: there is none of that name.
    """
    known = bundled_profiles()
    if name and name not in known:
        raise ProfileError(
            sentence("there is no profile {name!r}", name=name[:100]),
            hint=sentence("Known: {known}.", known=", ".join(known)),
        )
    return name or ""


def profile_of(name: str | None, vocabulary: Vocabulary) -> Profile | None:
    """Return a bundled profile; None for nobody in particular.

    Raises:
        ProfileError: there is none of that name.
    """
    return load_profile(known_profile(name), vocabulary) if name else None


def kept_profile(name: str) -> str:
    """Return the name that an office keeps; empty where no bundled profile is called so.

    A backup of another release may have kept one; pages then ask again who asks.

    >>> kept_profile("uk-council"), kept_profile("/home/own.toml")
    ('uk-council', '')
    """
    return name if name in bundled_profiles() else ""


def words_of(profile: Profile) -> str:
    """Return roles and place, as restrictions are asked by.

    >>> words_of(Profile("shop", "FR", ("private.company",)))
    'private.company,FR'
    """
    return ",".join(each for each in (*profile.roles, profile.place) if each)
