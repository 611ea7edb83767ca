"""Every address. An app's own addresses are in its `urls`."""

from django.urls import include, path

urlpatterns = [
    path("", include("oneplan.partnership.organisations.urls")),
    path("", include("oneplan.partnership.people.urls")),
    path("", include("oneplan.partnership.matrix.urls")),
    path("", include("oneplan.partnership.conversations.urls")),
    path("", include("oneplan.partnership.rights.urls")),
    path("plan/", include("oneplan.partnership.strategy.urls")),
    path("scorecard/", include("oneplan.partnership.scorecard.urls")),
    path("reports/", include("oneplan.partnership.reports.urls")),
    path("feeds/", include("oneplan.partnership.feeds.urls")),
    path("agreements/", include("oneplan.partnership.agreements.urls")),
    path("who-looked/", include("oneplan.partnership.audit.urls")),
]

handler403 = "oneplan.web.errors.not_allowed"
handler404 = "oneplan.web.errors.not_found"
handler500 = "oneplan.web.errors.broken"
