"""One situation that tests of several folders start from."""

from collections.abc import Mapping
from typing import Final

CAMERA: Final[Mapping[str, object]] = {
    "date": "2023-02-01",
    "place": "US",
    "roles": ["public.national"],
    "act": "procure",
    "product_form": "equipment",
    "product_class": "video_surveillance",
    "maker": "hikvision",
    "purpose": "government_facility",
    "component_role": "whole",
}
"""A federal agency buys cameras of Hikvision for a building."""
