"""Why things happen in the made-up borough: which causes raise the chance of which symptoms, and from what age.

Chances are invented, chosen so that symptoms follow causes often enough to be found and seldom enough that most
children have neither. They are no estimate of anything real.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Symptom:
    """A symptom: from and to what age it begins, what it follows and how often, how often it comes unexplained."""

    factor: str
    from_age: float
    follows: Mapping[str, float]
    unexplained: float = 0.0
    to_age: float = 19.0
    sex: str = ""


SYMPTOMS = (
    Symptom(
        "attachment_difficulties",
        0.3,
        to_age=9,
        follows={
            "emotional_neglect": 0.15,
            "parental_mental_health": 0.06,
            "domestic_abuse": 0.05,
            "leaving_or_transfer_of_care": 0.15,
        },
    ),
    Symptom(
        "poor_attendance",
        5,
        unexplained=0.015,
        to_age=16,
        follows={
            "physical_neglect": 0.3,
            "caring_responsibilities": 0.35,
            "parental_substance_misuse": 0.22,
            "parental_mental_health": 0.18,
            "bereavement": 0.2,
            "domestic_abuse": 0.15,
            "long_term_health_needs": 0.15,
        },
    ),
    Symptom(
        "disruptive_behaviour",
        5,
        unexplained=0.004,
        follows={
            "domestic_abuse": 0.14,
            "emotional_neglect": 0.14,
            "special_educational_needs": 0.05,
            "parental_mental_health": 0.05,
            "parents_separated": 0.03,
            "bereavement": 0.06,
        },
    ),
    Symptom(
        "violence_or_aggression", 6, follows={"physical_abuse": 0.22, "domestic_abuse": 0.12, "emotional_abuse": 0.06}
    ),
    Symptom("lack_of_empathy", 6, follows={"emotional_abuse": 0.04, "physical_abuse": 0.05, "emotional_neglect": 0.03}),
    Symptom("obesity", 4, unexplained=0.018, follows={"physical_neglect": 0.12, "emotional_neglect": 0.05}),
    Symptom(
        "missing",
        11,
        follows={
            "sexual_abuse": 0.2,
            "physical_abuse": 0.1,
            "emotional_abuse": 0.08,
            "parental_substance_misuse": 0.06,
            "domestic_abuse": 0.05,
            "leaving_or_transfer_of_care": 0.2,
        },
    ),
    Symptom(
        "antisocial_behaviour_or_offending",
        10,
        unexplained=0.003,
        follows={
            "parent_in_prison": 0.16,
            "physical_abuse": 0.12,
            "parental_substance_misuse": 0.09,
            "domestic_abuse": 0.08,
            "physical_neglect": 0.1,
            "leaving_or_transfer_of_care": 0.12,
        },
    ),
    Symptom(
        "substance_misuse",
        12,
        follows={
            "sexual_abuse": 0.3,
            "parental_substance_misuse": 0.2,
            "emotional_neglect": 0.07,
            "bereavement": 0.04,
        },
    ),
    Symptom("smoking", 12, unexplained=0.008, follows={"parental_substance_misuse": 0.12, "emotional_neglect": 0.05}),
    Symptom(
        "exploitation",
        11,
        follows={
            "sexual_abuse": 0.25,
            "emotional_neglect": 0.12,
            "leaving_or_transfer_of_care": 0.2,
            "domestic_abuse": 0.04,
        },
    ),
    Symptom(
        "teenage_pregnancy",
        14,
        sex="F",
        follows={"sexual_abuse": 0.2, "leaving_or_transfer_of_care": 0.15, "emotional_neglect": 0.08},
    ),
    Symptom(
        "difficult_to_engage",
        11,
        follows={
            "emotional_neglect": 0.2,
            "sexual_abuse": 0.2,
            "leaving_or_transfer_of_care": 0.2,
            "bereavement": 0.05,
        },
    ),
)

#: What happens to children in a home, by what is already happening there: chance without it, and chance added by each.
HARM: Mapping[str, tuple[float, Mapping[str, float]]] = {
    "emotional_abuse": (0.004, {"domestic_abuse": 0.25, "parental_mental_health": 0.02}),
    "physical_abuse": (0.003, {"domestic_abuse": 0.13, "parental_substance_misuse": 0.05}),
    "sexual_abuse": (0.0025, {"domestic_abuse": 0.01}),
    "emotional_neglect": (0.004, {"parental_mental_health": 0.08, "parental_substance_misuse": 0.12}),
    "physical_neglect": (0.006, {"parental_substance_misuse": 0.18, "parental_mental_health": 0.05}),
}
