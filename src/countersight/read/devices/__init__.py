"""From what an owner already has of devices to observations; nothing is sent to any device.

``observe`` tells what a file is by its content, and hands out ``Observations``: what the
file says of each host, and the Problems of that stretch.
"""

from countersight.read.devices.netbox import Documents
from countersight.read.devices.reading import observe

__all__ = ["Documents", "observe"]
