"""The kinds of event: what a recorded thing is, whichever agency recorded it.

Codes within a kind stay those of the source (a factor code 3B, an exclusion reason PP), so that a
definition can name exactly what counts as evidence.
"""

from enum import StrEnum


class EventKind(StrEnum):
    """A kind of event, with where its codes come from."""

    REFERRAL = "referral"  # CIN census ReferralSource
    ASSESSMENT_FACTOR = "assessment_factor"  # CIN census factors at the end of assessment (1A ... 24A)
    PRIMARY_NEED = "primary_need"  # N1 ... N9 of the CIN census and SSDA903
    DISABILITY = "disability"  # CIN census disability codes
    CHILD_IN_NEED_PLAN = "child_in_need_plan"  # span, no code
    SECTION_47 = "section_47"  # no code
    CHILD_PROTECTION_PLAN = "child_protection_plan"  # span; category NEG PHY SAB EMO MUL
    PRE_PROCEEDINGS = "pre_proceedings"  # no code
    CARE_EPISODE = "care_episode"  # SSDA903 PLACE; span
    LEGAL_STATUS = "legal_status"  # SSDA903 LS; span
    CARE_ENDED = "care_ended"  # SSDA903 REC (E...)
    REVIEW_PARTICIPATION = "review_participation"  # SSDA903 REVIEW_CODE
    HEALTH_ASSESSMENT = "health_assessment"  # SSDA903 OC2 HEALTH_ASSESSMENT, TEETH_CHECK ...: code is the column
    CONVICTED = "convicted"  # SSDA903 OC2; finding says which
    SUBSTANCE_MISUSE = "substance_misuse"  # SSDA903 OC2; finding says which
    SDQ_SCORE = "sdq_score"  # SSDA903 OC2; value is the total, 0-40
    CARE_LEAVER_CONTACT = "care_leaver_contact"  # SSDA903 OC3 IN_TOUCH
    CARE_LEAVER_ACTIVITY = "care_leaver_activity"  # SSDA903 OC3 ACTIV
    CARE_LEAVER_ACCOMMODATION = "care_leaver_accommodation"  # SSDA903 OC3 ACCOM
    PLACED_FOR_ADOPTION = "placed_for_adoption"  # SSDA903 AD1, PlacedAdoption
    PREVIOUS_PERMANENCE = "previous_permanence"  # SSDA903 PrevPerm
    DEPRIVATION_OF_LIBERTY = "deprivation_of_liberty"  # SSDA903 DoLo; span
    WORKER_CHANGE = "worker_change"  # SSDA903 SWEpisodes SW_REASON
    MISSING = "missing"  # SSDA903 Missing M or A; police MISSING; span
    UNACCOMPANIED = "unaccompanied"  # SSDA903 UASC; no code
    YOUNG_PARENT = "young_parent"  # SSDA903 MOTHER; finding says which
    SEN_PROVISION = "sen_provision"  # school census senprovision (N, K, E ...)
    SEN_NEED = "sen_need"  # school census sentype
    YOUNG_CARER = "young_carer"  # school census youngcarer P, S
    FREE_SCHOOL_MEALS = "free_school_meals"  # school census; context for offering help, never evidence of concern
    ATTENDANCE = "attendance"  # school census sessions, per term: regular, persistent, severe; value is % missed
    SUSPENSION = "suspension"  # school census SUSP, reason codes PP PA ...
    EXCLUSION = "exclusion"  # school census PERM, reason codes
    POLICE_INCIDENT = "police_incident"  # police contract's codes; role always given
    EARLY_HELP_NEED = "early_help_need"  # early help contract's codes
    HEALTH_FINDING = "health_finding"  # health visiting and school nursing contract's codes
    YOUTH_JUSTICE_OUTCOME = "youth_justice_outcome"  # youth justice contract's codes: what was decided
    YOUTH_JUSTICE_OFFENCE = "youth_justice_offence"  # youth justice contract's codes: for which kind of offence
    YOUTH_JUSTICE_ASSESSMENT = "youth_justice_assessment"  # youth justice contract's codes: topics of an assessment
    HOUSING_STATUS = "housing_status"  # housing contract's codes; span
    OWN_RECORD = "own_record"  # what OnePlan's own users recorded; code is the factor
