"""The layout of the children looked after return, and how often each code is used."""

from oneplan.synthetic.chance import Pick

TABLES = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}
#: Where a child lives in care, and who provides it; and from 16 on.
PLACEMENT = Pick(
    [
        (("U6", "PR1"), 34),
        (("U6", "PR4"), 24),
        (("U1", "PR1"), 12),
        (("U3", "PR1"), 6),
        (("P1", "PR0"), 8),
        (("K2", "PR4"), 12),
        (("K1", "PR3"), 0.5),
    ]
)
OLDER_PLACEMENT = Pick([(("U6", "PR4"), 40), (("K2", "PR4"), 25), (("K3", "PR4"), 30), (("R5", "PR3"), 1)])
REASONS_TO_MOVE = ("CARPL", "CREQB", "CREQO", "CHILD", "PLACE", "OTHER", "STAND")
LEFT_CARE = Pick([("E4A", 40), ("E4B", 8), ("E45", 14), ("E46", 8), ("E41", 10), ("E13", 10), ("E8", 10)])
IN_TOUCH = Pick([("YES", 90), ("NO", 5), ("REFU", 3), ("NREQ", 2)])
ACTIVITY = Pick(
    [
        ("F2", 30),
        ("F5", 20),
        ("F4", 8),
        ("P2", 4),
        ("F1", 6),
        ("G4", 8),
        ("G5", 20),
        ("G6", 3),
        ("0", 1),
    ]
)
ACCOMMODATION = Pick(
    [
        ("U1", 34),
        ("E1", 10),
        ("Z1", 16),
        ("B1", 14),
        ("D1", 8),
        ("C1", 4),
        ("T1", 3),
        ("S2", 2),
        ("X2", 2),
        ("W2", 2),
        ("R2", 3),
    ]
)
WORKER_CHANGED = ("LEFTRL", "ORGRST", "TSPROC", "MANAGE", "ABSENC")
