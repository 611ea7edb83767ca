"""The purposes a partnership starts with. Each says why somebody looks, and what in law allows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StartingPurpose:
    """A purpose before a partnership changes it: its words are for the person who chooses."""

    code: str
    label: str
    plain_words: str
    lawful_basis: str


#: UK GDPR article 6(1)(e) with 9(2)(g), and the Data Protection Act 2018 Schedule 1 paragraph 18 (safeguarding of
#: children), is the basis that the statutory guidance on sharing information names for safeguarding; the duties are
#: those of the Children Acts 1989 and 2004.
STARTING_PURPOSES = (
    StartingPurpose(
        "worried-about-a-child",
        "I am worried about a child",
        "Something I saw or heard makes me think a child may need help or protection.",
        "Children Act 2004 section 11; UK GDPR articles 6(1)(e) and 9(2)(g); "
        "Data Protection Act 2018 Schedule 1 paragraph 18",
    ),
    StartingPurpose(
        "working-with-the-family",
        "I work with this family",
        "I am helping this child or family now and need to know who else is.",
        "Children Act 1989 section 17 and Children Act 2004 section 10; UK GDPR articles 6(1)(e) and 9(2)(g)",
    ),
    StartingPurpose(
        "asked-by-the-family",
        "The family asked me to",
        "A child, young person or parent asked me to find out or to pass something on.",
        "Children Act 2004 section 10; UK GDPR articles 6(1)(e) and 9(2)(g)",
    ),
    StartingPurpose(
        "correcting-a-record",
        "Something in a record is wrong",
        "Somebody told me that a record is wrong, or joined to the wrong person.",
        "UK GDPR articles 5(1)(d) and 16 (accuracy, and the right to have a record put right)",
    ),
)
