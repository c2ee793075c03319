"""The workspace of an office: one database and one folder of uploads."""

from countersight.stores.office.workspace import Office as Office
from countersight.stores.office.workspace import open_office as open_office
