"""Every address. An app's own addresses are in its `urls`."""

from django.urls import include, path

from oneplan.web.errors import not_found

urlpatterns = [
    path("", include("oneplan.partnership.organisations.urls")),
    path("", include("oneplan.partnership.people.urls")),
    path("", include("oneplan.partnership.matrix.urls")),
    path("plan/", include("oneplan.partnership.strategy.urls")),
    path("scorecard/", include("oneplan.partnership.scorecard.urls")),
    path("reports/", include(([path("", not_found, name="reports")], "reports"))),  # until its pages are there
    path("who-looked/", include("oneplan.partnership.audit.urls")),
]

handler403 = "oneplan.web.errors.not_allowed"
handler404 = "oneplan.web.errors.not_found"
handler500 = "oneplan.web.errors.broken"
