"""Addresses of people's rights and of sharing decisions."""

from django.urls import path

from oneplan.partnership.rights import views

app_name = "rights"
urlpatterns = [
    path("children/<slug:person_id>/sharing/", views.sharing, name="sharing"),
    path("children/<slug:person_id>/sharing/decide/", views.decide, name="decide"),
    path("children/<slug:person_id>/sharing/<int:decision_id>/complete/", views.complete, name="complete"),
    path("children/<slug:person_id>/consent/", views.consent, name="consent"),
    path("children/<slug:person_id>/asked-to-see/", views.ask, name="ask"),
    path("asked-to-see/", views.requests, name="requests"),
    path("asked-to-see/<int:request_id>/", views.pack, name="pack"),
    path("asked-to-see/<int:request_id>/make/", views.make_pack, name="make_pack"),
    path("sharing-decisions/", views.register, name="register"),
]
