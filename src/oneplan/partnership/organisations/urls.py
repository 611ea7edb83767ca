"""Addresses of signing in and out, and the first page. The account names are those allauth asks for."""

from django.urls import path

from oneplan.partnership.organisations import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/demonstration/", views.sign_in_as_demo_person, name="sign_in_as_demo_person"),
    path("sign-out/", views.sign_out, name="account_logout"),
]
