"""Addresses of the matrix app."""

from django.urls import path

from oneplan.partnership.matrix import views

app_name = "matrix"
urlpatterns = [path("children/<slug:person_id>/", views.child, name="child")]
