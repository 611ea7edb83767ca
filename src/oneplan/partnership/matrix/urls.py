"""Addresses of the matrix app."""

from django.urls import path

from oneplan.partnership.matrix import views

app_name = "matrix"
_CHILD = "children/<slug:person_id>"
urlpatterns = [
    path(f"{_CHILD}/", views.child, name="child"),
    path(f"{_CHILD}/family/", views.family, name="family"),
    path(f"{_CHILD}/record/", views.record, name="record"),
    path(f"{_CHILD}/record/<slug:fact_id>/withdraw/", views.withdraw, name="withdraw"),
    path(f"{_CHILD}/timeline/", views.timeline, name="timeline"),
    path(f"{_CHILD}/timeline/add/", views.timeline_add, name="timeline_add"),
    path(f"{_CHILD}/timeline/version/<slug:version>/", views.timeline_version, name="timeline_version"),
    path(f"{_CHILD}/timeline/version/<slug:version>/file/", views.timeline_file, name="timeline_file"),
    path(f"{_CHILD}/timeline/<slug:entry_id>/", views.timeline_entry, name="timeline_entry"),
    path("here/", views.place, name="place"),
    path("here/<slug:part>/", views.place, name="place_part"),
    path("here/<slug:part>/figures.csv", views.place_figures, name="place_figures"),
    path(f"{_CHILD}/not-so/<slug:entry_id>/", views.disagree, name="disagree"),
    path("what-we-look-for/", views.framework, name="framework"),
    path("what-we-look-for/<slug:version>/", views.framework, name="framework_version"),
    path("what-we-look-for/<slug:earlier>/to/<slug:later>/", views.framework_comparison, name="framework_comparison"),
]
