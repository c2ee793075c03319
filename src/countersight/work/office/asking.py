"""Who asks: a bundled profile by its name, and the words that it comes to."""

from countersight.catalogue.profiles import bundled_profiles, load_profile
from countersight.errors import ProfileError
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue


def known_profile(name: str) -> str:
    """Return the name of a bundled profile; empty for nobody in particular.

    A name that is sent never reads a file.

    >>> known_profile("uk-council"), known_profile("")
    ('uk-council', '')

    Raises:
        ProfileError: there is none of that name.
    """
    if name and name not in bundled_profiles():
        raise ProfileError(
            sentence("there is no profile {name!r}", name=name[:100]),
            hint=sentence("Choose one of the list."),
        )
    return name


def words_of(name: str, catalogue: Catalogue) -> str:
    """Return roles and place of a profile, as restrictions are asked by; empty for nobody.

    Raises:
        ProfileError: there is none of that name.
    """
    if not known_profile(name):
        return ""
    profile = load_profile(name, catalogue.vocabulary)
    return ",".join(each for each in (*profile.roles, profile.place) if each)
