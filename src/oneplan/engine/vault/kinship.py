"""Whether people whose records were looked at seem to belong to members of staff: by surname or by home."""

from collections.abc import Sequence

from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.identifiers import PersonId

#: A person, the name of a member of staff, and whether it is their surname or the home of somebody of their name.
Tie = tuple[PersonId, str, str]

_SQL = """
WITH staff AS (
    SELECT unnest($names) AS name
), looked AS (
    SELECT * FROM vault.person_particulars WHERE person_id IN (SELECT unnest($people))
), named AS (
    SELECT staff.name, who.address, who.postcode
    FROM vault.person_particulars AS who
    JOIN staff ON lower(who.given_name || ' ' || who.family_name) = lower(staff.name)
    WHERE who.address IS NOT NULL AND who.postcode IS NOT NULL
)
SELECT looked.person_id, staff.name, 'surname' FROM looked
JOIN staff ON lower(looked.family_name) = lower(split_part(staff.name, ' ', -1))
UNION
SELECT looked.person_id, named.name, 'home' FROM looked
JOIN named ON lower(looked.address) = lower(named.address) AND looked.postcode = named.postcode
ORDER BY ALL
"""


def ties_to_staff(workspace: Workspace, people: Sequence[PersonId], names: Sequence[str]) -> list[Tie]:
    """Which of these people have the surname of one of these members of staff, or live where their namesake lives.

    We do not know where staff live, and do not ask. Somebody of their full name in the records, often themselves as
    a parent, is what we have; a namesake is possible, so this is a reason to ask and never a finding.
    """
    rows = workspace.rows(_SQL, {"people": list(people), "names": list(names)})
    return [(PersonId(person_id), name, kind) for person_id, name, kind in rows]
