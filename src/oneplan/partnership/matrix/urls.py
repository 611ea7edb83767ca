"""Addresses of the matrix app."""

from django.urls import path

from oneplan.partnership.matrix import views

app_name = "matrix"
urlpatterns = [
    path("children/<slug:person_id>/", views.child, name="child"),
    path("children/<slug:person_id>/record/", views.record, name="record"),
    path("children/<slug:person_id>/record/<slug:fact_id>/withdraw/", views.withdraw, name="withdraw"),
    path("what-we-look-for/", views.framework, name="framework"),
    path("what-we-look-for/<slug:version>/", views.framework, name="framework_version"),
    path("what-we-look-for/<slug:earlier>/to/<slug:later>/", views.framework_comparison, name="framework_comparison"),
]
