"""Who owns whom, read out of what others publish: BODS, GLEIF level 2, FollowTheMoney."""

from countersight.read.ownership.reading import read_owners

__all__ = ["read_owners"]
