"""Outside lists: whose file it is, told by its content, and its entries as a stream.

``SHAPES`` is the table of publishers' shapes: a new one is a module and a line.
"""

from countersight.read.lists.reading import TABLE, Recognised, read_list, recognise
from countersight.read.lists.shape import ListOptions, Shape
from countersight.read.lists.shapes import SHAPES

__all__ = ["SHAPES", "TABLE", "ListOptions", "Recognised", "Shape", "read_list", "recognise"]
