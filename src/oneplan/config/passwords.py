"""Which passwords are refused: short ones, and those that everybody tries first."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError


class NotCommonValidator(CommonPasswordValidator):
    """Refuses the 20,000 most common passwords, alone or dressed up to be long enough.

    Django ships the list, so nothing is asked of anybody else's service. Hardly any of them has 15 characters: what
    people do with a password that is too short is to repeat it, or to put figures and signs around it.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """ValidationError when what remains of it is common."""
        spoken = password.casefold().strip()
        for candidate in {spoken, _bare(spoken), _bare(_unrepeated(spoken)), _unrepeated(_bare(spoken))}:
            if candidate in self.passwords:
                raise ValidationError(
                    "This password is one that is tried first, or is made of one. Choose words that do not belong "
                    "together",
                    code="password_too_common",
                )


def _bare(password: str) -> str:
    """Without figures and signs at either end."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)


def _unrepeated(password: str) -> str:
    """What is repeated, when it is nothing but a repetition."""
    return re.sub(r"^(.+?)\1+$", r"\1", password)
