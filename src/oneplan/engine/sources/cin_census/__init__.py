"""The children in need census, in XML."""

from oneplan.engine.sources.cin_census.reader import read
from oneplan.engine.sources.shape import Source

SOURCE = Source(read=read)
