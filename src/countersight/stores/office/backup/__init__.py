"""A whole workspace in one file, and back: made while others write, checked before use."""

from countersight.stores.office.backup.making import Made as Made
from countersight.stores.office.backup.making import make_backup as make_backup
from countersight.stores.office.backup.restoring import Restored as Restored
from countersight.stores.office.backup.restoring import restore as restore
