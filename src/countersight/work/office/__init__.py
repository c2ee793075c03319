"""The use cases of an office; the pages and the API are two faces of them."""

from countersight.work.office.desk import Desk as Desk
from countersight.work.office.worker import Worker as Worker
