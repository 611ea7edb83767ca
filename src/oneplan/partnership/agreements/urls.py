"""Addresses of what was agreed about sharing."""

from django.urls import path

from oneplan.partnership.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.agreements, name="agreements"),
    path("for-families/", views.notice, name="notice"),
    path("how-far-we-share/", views.sharing, name="sharing"),
    path("<slug:agreement_id>/<int:version>/", views.agreement, name="agreement"),
]
