"""How allauth treats accounts here: nobody signs up by themselves, and every sign-in is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.queries import viewer_of


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """The partnership makes accounts. Only a demonstration lets in made-up people, whose password is published."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **others: Any) -> Any:
        """Refuse made-up people outside a demonstration. PermissionDenied then."""
        if user.is_made_up and not settings.ONEPLAN_DEMO:
            raise PermissionDenied
        return super().pre_login(request, user, **others)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in and write it down, both or neither."""
        with audited():
            super().login(request, user)
            record(by=viewer_of(user, timezone.localdate()), action=Action.SIGNED_IN)
