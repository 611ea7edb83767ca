"""Addresses of feeds."""

from django.urls import path

from oneplan.partnership.feeds import views

app_name = "feeds"
urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("deliveries/<slug:delivery_id>/", views.delivery, name="delivery"),
    path("deliveries/<slug:delivery_id>/confirm/", views.confirm, name="confirm"),
    path("deliveries/<slug:delivery_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:source>/", views.feed, name="feed"),
    path("<slug:source>/send/", views.send, name="send"),
    path("<slug:source>/said-to-be-wrong/", views.disagreements, name="disagreements"),
    path("<slug:source>/<slug:submission_id>/", views.report, name="report"),
    path("<slug:source>/<slug:submission_id>/rows/", views.rows, name="rows"),
]
