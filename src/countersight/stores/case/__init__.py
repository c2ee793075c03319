"""One folder that holds a case: its log, its bytes, its keys."""

from countersight.stores.case.blobs import FileBlobs
from countersight.stores.case.log import SqlLog
from countersight.stores.case.workspace import Workspace, create_workspace, open_workspace

__all__ = ["FileBlobs", "SqlLog", "Workspace", "create_workspace", "open_workspace"]
