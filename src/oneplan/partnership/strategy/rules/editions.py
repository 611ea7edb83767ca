"""Where an edition of a plan came from, and what its parts are called. No Django, no database."""

from enum import StrEnum


class Origin(StrEnum):
    """How an edition came to be."""

    IMPORTED = "imported"  # from an area's folder; it is read at once
    WRITTEN = "written"  # changed here; it waits to be published
    PUBLISHED = "published"  # it is what is read from then on

    @property
    def is_read(self) -> bool:
        """Whether the plan's pages showed it once it was there."""
        return self is not Origin.WRITTEN


#: What the fields of a plan's parts are called, on forms and where a change is told.
FIELDS = {
    "actions_note": "A note on the actions",
    "after": "After",
    "aim": "Aim",
    "ambition": "Ambition",
    "aspects": "Which aspects of wellbeing is it for? (Children Act 2004, section 10)",
    "before": "Before",
    "body": "Which body?",
    "building_block": "Building block",
    "category": "Kind of action",
    "dated": "Dated",
    "description": "Description",
    "every_months": "Every how many months?",
    "how": "How do they go together?",
    "id": "Short name",
    "key": "Short name",
    "mitigation": "Mitigation",
    "name": "Name",
    "parts": "Which themes or outcomes go with it?",
    "rating": "Rating, in the paper's own scheme",
    "reason": "Reason",
    "residual": "Residual rating",
    "role": "Its part in the plan",
    "source": "Source, where it is not that of what it stands in",
    "status": "Status",
    "strapline": "In a line",
    "text": "Words",
    "title": "Title",
    "versions": "In which versions does it stand? (in all when none is chosen)",
    "when": "When",
    "where": "Where it can be found",
}
#: What the lists of a plan are called while it is written, in the order of the plan's file.
LISTS = {
    "sources": "Sources",
    "titles": "What the papers call it",
    "periods": "When it runs",
    "durations": "How long that is",
    "versions": "Versions",
    "lineage": "How the plan changed",
    "successors": "What came after",
    "aligned_to": "Plans it stands beside",
    "duties": "Duties",
    "cohorts": "Whom it is for",
    "drivers": "What drives the plan",
    "principles": "Principles",
    "evidence_base": "What it builds on",
    "to_improve": "What the partnership said it must get better at",
    "themes": "Themes",
    "priorities": "Priorities",
    "action_categories": "Kinds of action",
    "outcomes": "Outcomes",
    "scorecard": "Scorecard",
    "related_measures": "Measures of other plans",
    "measurement": "How progress is measured",
    "bodies": "Who is part of it",
    "meetings": "When it meets",
    "reporting": "Who is told, and how often",
    "pathway": "The way to approval",
    "decisions": "Decisions",
    "events": "What led to the plan",
    "risks": "Risks",
    "assessments": "Impact assessment",
    "finance": "Money",
    "consulted": "Who was consulted",
    "you_said": "What children and young people said",
    "contradictions": "Where the papers contradict each other",
    "not_found": "What was not found",
    "issues": "What is wrong today",
    "ways_of_working": "How we work",
    "actions": "What we will do",
    "wants": "What it wants for children",
}
