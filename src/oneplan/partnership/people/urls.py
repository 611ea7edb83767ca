"""Addresses of the people app."""

from django.urls import path

from oneplan.partnership.people import views

app_name = "people"
urlpatterns = [
    path("find-a-child/", views.find, name="find"),
    path("find-a-child/found/", views.found, name="found"),
    path("children/<slug:person_id>/open/", views.open_record, name="open"),
    path("children/<slug:person_id>/emergency/", views.emergency, name="emergency"),
    path("children/<slug:person_id>/who-looked/", views.who_looked, name="who_looked"),
    path("children/<slug:person_id>/history/", views.history, name="history"),
    path("links/", views.links, name="links"),
    path("links/<slug:candidate_id>/", views.link, name="link"),
    path("links/<slug:candidate_id>/second/", views.second_link, name="second_link"),
    path("links/<slug:candidate_id>/take-back/", views.undo_link, name="undo_link"),
    path("restricted-records/", views.restricted, name="restricted"),
    path("restricted-records/<int:restriction_id>/review/", views.review_restriction, name="review_restriction"),
    path("unusual-looks/", views.unusual, name="unusual"),
    path("emergency-openings/", views.emergencies, name="emergencies"),
]
