"""Addresses of the record of who looked."""

from django.urls import path

from oneplan.partnership.audit import views

app_name = "audit"
urlpatterns = [path("", views.looks, name="looks")]
