"""The Reconciliation Service API 0.2: what OpenRefine and its kin ask, over HTTP.

It reads the catalogue, changes nothing, and knows nothing of the office, so any site may ask
it. JSONP is not offered, as it would have a site run what another site sends.
"""

from typing import Final

from fastapi import APIRouter

from countersight.web.reconcile import preview, service, suggest

ROUTERS: Final[tuple[APIRouter, ...]] = (service.router, suggest.router, preview.router)
