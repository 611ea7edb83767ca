"""Addresses of reports."""

from django.urls import path

from oneplan.partnership.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("make/", views.make, name="make"),
    path("indicator/<slug:indicator_id>.<slug:form>", views.indicator, name="indicator"),
]
