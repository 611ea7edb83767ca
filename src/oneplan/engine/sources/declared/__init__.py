"""Sources that need no code: CSV tables read as their contract says."""

from oneplan.engine.sources.declared.reader import read
from oneplan.engine.sources.shape import Source

SOURCE = Source(read=read)
