"""Children looked after: the SSDA903 return, as CSV tables or in its XML form."""

from oneplan.engine.sources.shape import Source
from oneplan.engine.sources.ssda903.reader import read

SOURCE = Source(read=read)
