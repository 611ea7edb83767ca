"""The school census: roll, attendance, suspensions and exclusions, special educational needs."""

from oneplan.engine.sources.school_census.reader import read
from oneplan.engine.sources.school_census.standardise import standardise
from oneplan.engine.sources.shape import Source

SOURCE = Source(read=read, standardise=standardise)
