"""Addresses of the plan."""

from django.urls import path

from oneplan.partnership.strategy.views import delivery, editing, plan

app_name = "strategy"
urlpatterns = [
    path("", plan.plan, name="plan"),
    path("plan.yaml", plan.written_out, name="written-out"),
    path("themes/<slug:code>/", plan.theme, name="theme"),
    path("outcomes/<slug:code>/", plan.outcome, name="outcome"),
    path("draft/", editing.draft, name="draft"),
    path("draft/plan.yaml", editing.draft_file, name="draft-file"),
    path("draft/section/<str:way>/", editing.section, name="draft-section"),
    path("draft/change/<str:way>/", editing.change, name="change-part"),
    path("draft/add/<str:way>/", editing.add, name="add-part"),
    path("draft/remove/<str:way>/", editing.remove, name="remove-part"),
    path("draft/move/<str:way>/", editing.move, name="move-part"),
    path("draft/from-a-file/", editing.from_a_file, name="draft-from-a-file"),
    path("draft/publish/", editing.publish, name="publish"),
    path("history/", editing.history, name="history"),
    path("history/<int:number>/bring-back/", editing.bring_back, name="bring-back"),
    path("delivery/", delivery.board, name="delivery"),
    path("delivery/begin/", delivery.begin_year, name="begin-year"),
    path("delivery/actions/<slug:action_id>/", delivery.action, name="action"),
    path("delivery/actions/<slug:action_id>/change/", delivery.change_action, name="change-action"),
    path("delivery/actions/<slug:action_id>/milestones/", delivery.add_milestone, name="add-milestone"),
    path("delivery/actions/<slug:action_id>/say/", delivery.say_progress, name="say-progress"),
    path(
        "delivery/actions/<slug:action_id>/said/<slug:progress_id>/take-back/",
        delivery.withdraw_progress,
        name="withdraw-progress",
    ),
    path("delivery/<slug:year>/", delivery.board, name="delivery-year"),
    path("delivery/<slug:year>/actions/", delivery.new_action, name="new-action"),
]
