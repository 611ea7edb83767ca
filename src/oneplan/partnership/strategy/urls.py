"""Addresses of the plan."""

from django.urls import path

from oneplan.partnership.strategy import views

app_name = "strategy"
urlpatterns = [
    path("", views.plan, name="plan"),
    path("plan.yaml", views.written_out, name="written-out"),
    path("themes/<slug:code>/", views.theme, name="theme"),
    path("outcomes/<slug:code>/", views.outcome, name="outcome"),
]
