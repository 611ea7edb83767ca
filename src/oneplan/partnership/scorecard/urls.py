"""Addresses of the scorecard."""

from django.urls import path

from oneplan.partnership.scorecard import views

app_name = "scorecard"
urlpatterns = [
    path("", views.scorecard, name="scorecard"),
    path("<slug:indicator_id>/", views.indicator, name="indicator"),
    path("<slug:indicator_id>/figures.csv", views.figures, name="figures"),
]
