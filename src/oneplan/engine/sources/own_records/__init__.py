"""What OnePlan's own users recorded, coming back in by the same door as what agencies send."""

from oneplan.engine.sources.declared.reader import read
from oneplan.engine.sources.own_records.standardise import standardise
from oneplan.engine.sources.shape import Source

SOURCE = Source(read=read, standardise=standardise)
