"""The waist of the hourglass: four standard tables that every source becomes, whatever its format.

Column types are DuckDB's. Nothing downstream of `engine.sources` knows any agency's format.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table's name and its columns, in order, as `(name, DuckDB type)`."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(name for name, _ in self.columns)

    @property
    def ddl(self) -> str:
        """The columns as they stand in a `CREATE TABLE`."""
        return ", ".join(f"{name} {kind}" for name, kind in self.columns)


#: One record's identifying particulars. Goes to the vault and nowhere else.
IDENTITY = Table(
    "identity",
    (
        ("record_id", "VARCHAR"),  # source:local id, stable between submissions
        ("source", "VARCHAR"),
        ("is_child", "BOOLEAN"),  # false for a parent or carer the agency also holds; null when it does not say
        ("given_name", "VARCHAR"),  # as given; null when missing, a placeholder (BABY, TWIN 1) or unknown
        ("family_name", "VARCHAR"),
        ("known_as", "VARCHAR"),
        ("former_family_name", "VARCHAR"),
        ("birth_date", "DATE"),  # null when missing or a dummy
        ("sex", "VARCHAR"),  # M, F or U
        ("ethnicity", "VARCHAR"),  # the DfE main codes (WBRI ...)
        ("address", "VARCHAR"),  # first line, as given
        ("postcode", "VARCHAR"),  # normalised, one space (TS18 1AB)
        ("uprn", "VARCHAR"),
        ("nhs_number", "VARCHAR"),  # ten digits, check digit verified, dummies removed
        ("upn", "VARCHAR"),  # permanent, check letter verified
        ("former_upn", "VARCHAR"),
        ("la_child_id", "VARCHAR"),  # the council's own id: shared by its returns (ssda903, cin_census)
        ("household_id", "VARCHAR"),  # the agency's own household or family id, `source:id`
        ("seen_on", "DATE"),  # when these particulars were last true as far as the agency knows
    ),
)

#: One record's tie to another record of the same agency.
RELATIONSHIP = Table(
    "relationship",
    (
        ("record_id", "VARCHAR"),
        ("other_record_id", "VARCHAR"),
        ("kind", "VARCHAR"),  # parent_of, step_parent_of, carer_of, sibling_of, household_with
        ("source", "VARCHAR"),
        ("from_on", "DATE"),
        ("to_on", "DATE"),
    ),
)

#: An agency, team or worker working with a record's subject, and how to ring them.
INVOLVEMENT = Table(
    "involvement",
    (
        ("record_id", "VARCHAR"),
        ("source", "VARCHAR"),
        ("agency", "VARCHAR"),  # the organisation's code, as in partnership.organisations (`stockton-council`)
        ("team", "VARCHAR"),  # team or setting, as people know it (`Redhouse School`)
        ("team_code", "VARCHAR"),  # the agency's code for the team or setting (a school's URN)
        ("worker", "VARCHAR"),
        ("worker_role", "VARCHAR"),
        ("phone", "VARCHAR"),
        ("kind", "VARCHAR"),  # early_help, child_in_need, child_protection, looked_after, school, health_visiting ...
        ("is_lead", "BOOLEAN"),  # the family's lead practitioner
        ("from_on", "DATE"),
        ("to_on", "DATE"),  # null while it goes on
    ),
)

#: A dated thing that was recorded.
EVENT = Table(
    "event",
    (
        ("event_id", "VARCHAR"),  # source:natural key; the same fact sent twice has the same id
        ("record_id", "VARCHAR"),
        ("source", "VARCHAR"),
        ("kind", "VARCHAR"),  # see vocabulary.events
        ("code", "VARCHAR"),  # the source's code within the kind ('' when the kind has none)
        ("value", "DOUBLE"),  # a number that belongs to it (per cent of sessions missed), else null
        ("role", "VARCHAR"),  # vocabulary.knowledge.Role
        ("about", "VARCHAR"),  # vocabulary.knowledge.About
        ("finding", "VARCHAR"),  # vocabulary.knowledge.Finding
        ("certainty", "VARCHAR"),  # vocabulary.knowledge.Certainty
        ("observed_on", "DATE"),  # when it happened or was seen
        ("observed_to", "DATE"),  # end of a span; null when a moment or still going on
        ("is_open", "BOOLEAN"),  # a span that has not ended
        ("recorded_by", "VARCHAR"),  # agency or setting that recorded it, in words
        ("received_on", "DATE"),  # when this partnership received it
    ),
)

STANDARD_TABLES = (IDENTITY, RELATIONSHIP, INVOLVEMENT, EVENT)
