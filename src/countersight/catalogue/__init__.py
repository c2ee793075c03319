"""The project's own knowledge: vendors, restrictions and profiles, from TOML files, checked.

The files stand in ``data/``; one vendor, one legal instrument or one profile a file. What a
file may say is told by the tables of fields in ``vendors``, ``restrictions``, ``words`` and
``profiles``; a new kind of entry is a new table there. Errors name file, entry and field, and
say what to do.
"""

from countersight.catalogue.devices import load_devices
from countersight.catalogue.examples import Example, Expectation, examples
from countersight.catalogue.files import folder
from countersight.catalogue.loading import load, load_folder
from countersight.catalogue.own import Own, OwnFile, load_own
from countersight.catalogue.profiles import bundled_profiles, dump_profile, load_profile
from countersight.catalogue.registries import load_registry
from countersight.catalogue.reviews import add_review, load_reviews
from countersight.catalogue.schemes import SchemeExample, load_schemes, scheme_examples
from countersight.catalogue.words import tests_of

__all__ = [
    "Example",
    "Expectation",
    "Own",
    "OwnFile",
    "SchemeExample",
    "add_review",
    "bundled_profiles",
    "dump_profile",
    "examples",
    "folder",
    "load",
    "load_devices",
    "load_folder",
    "load_own",
    "load_profile",
    "load_registry",
    "load_reviews",
    "load_schemes",
    "scheme_examples",
    "tests_of",
]
