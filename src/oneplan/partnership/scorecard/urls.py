"""Addresses of the scorecard."""

from django.urls import path

from oneplan.partnership.scorecard.views import figures, themes, working

app_name = "scorecard"
urlpatterns = [
    path("", figures.scorecard, name="scorecard"),
    path("themes/<slug:code>/", themes.theme, name="theme"),
    path("together/<slug:serves>/", working.triangulation, name="triangulation"),
    path("together/<slug:serves>/<int:year>/", working.triangulation, name="triangulation-year"),
    path("together/<slug:serves>/<int:year>/add/", working.add_finding, name="add-finding"),
    path(
        "together/<slug:serves>/<int:year>/<slug:finding_id>/take-back/",
        working.withdraw_finding,
        name="withdraw-finding",
    ),
    path("together/<slug:serves>/<int:year>/judge/", working.judge, name="judge"),
    path("<slug:indicator_id>/", figures.indicator, name="indicator"),
    path("<slug:indicator_id>/curve/", working.curve, name="curve"),
]
