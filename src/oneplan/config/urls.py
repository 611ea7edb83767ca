"""Every address. An app's own addresses are in its `urls`."""

from django.urls import include, path

urlpatterns = [
    path("", include("oneplan.partnership.organisations.urls")),
    path("plan/", include("oneplan.partnership.strategy.urls")),
    path("who-looked/", include("oneplan.partnership.audit.urls")),
]

# Until these rooms are furnished, their addresses answer "not found".
from oneplan.web.errors import not_found  # noqa: E402

for _app, _name in (("people", "find"), ("scorecard", "scorecard"), ("reports", "reports")):
    urlpatterns.append(path("", include(([path(f"coming/{_app}/", not_found, name=_name)], _app))))

handler403 = "oneplan.web.errors.not_allowed"
handler404 = "oneplan.web.errors.not_found"
handler500 = "oneplan.web.errors.broken"
