"""Typed names for the ids that travel between rooms of the house.

They are plain strings at run time; the type says which door an id may open.
"""

from typing import NewType

#: A person in the partnership: opaque, durable, carries no meaning. The only id of a person the ORM knows.
PersonId = NewType("PersonId", str)
#: One row an agency sent, as `source:local id`. Never shown on a page.
RecordId = NewType("RecordId", str)
#: A family: people who live or belong together, as worked out by `engine.people`.
FamilyId = NewType("FamilyId", str)
#: A factor of the matrix, as its definition file is named (`domestic_abuse`).
FactorId = NewType("FactorId", str)
#: A source, as its contract file is named (`ssda903`).
SourceName = NewType("SourceName", str)
#: One delivery of files from one source.
SubmissionId = NewType("SubmissionId", str)
