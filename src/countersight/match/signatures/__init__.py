"""From what was observed of a device to who made it: signatures, weights, states.

``SignatureBook`` says which signatures an observation has; ``claim`` combines the signs of
one device. What each is worth stands in the catalogue's ``devices.toml``.
"""

from countersight.match.signatures.book import SignatureBook
from countersight.match.signatures.macs import MacLookup, plain_mac
from countersight.match.signatures.weighing import Weigher

__all__ = ["MacLookup", "SignatureBook", "Weigher", "plain_mac"]
