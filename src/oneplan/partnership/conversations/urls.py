"""Addresses of reasons to talk and of the register of rules."""

from django.urls import path

from oneplan.partnership.conversations import views

app_name = "conversations"
urlpatterns = [
    path("reasons-to-talk/", views.todays, name="todays"),
    path("children/<slug:person_id>/reasons-to-talk/", views.child, name="child"),
    path("children/<slug:person_id>/reasons-to-talk/<slug:prompt_id>/", views.prompt, name="prompt"),
    path("rules/", views.register, name="register"),
    path("rules/<slug:rule_id>/", views.rule, name="rule"),
    path("rules/<slug:rule_id>/record/", views.record, name="record"),
    path("rules/<slug:rule_id>/report/", views.report, name="report"),
    path("rules/<slug:rule_id>/withdraw/", views.withdraw, name="withdraw"),
    path("rules/<slug:rule_id>/recall/", views.recall, name="recall"),
    path("rules/<slug:rule_id>/letters/", views.letters, name="letters"),
]
