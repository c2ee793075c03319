"""Who owns what a record names: chains over the catalogue's ties and over imported links."""

from countersight.match.ownership.imported import Imported
from countersight.match.ownership.walking import MOST_OWNERS, Links, Walk, owners
from countersight.match.ownership.widening import widened

__all__ = ["MOST_OWNERS", "Imported", "Links", "Walk", "owners", "widened"]
