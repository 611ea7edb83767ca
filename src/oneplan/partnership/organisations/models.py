"""Who works where, as what, and since when."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from oneplan.partnership.organisations.rules import Role


class UserManager(BaseUserManager["User"]):
    """Makes accounts. E-mail addresses are compared without regard to capitals."""

    def create_user(self, email: str, name: str, password: str | None = None, **others: Any) -> "User":
        """A new account; without a password nobody can sign in to it."""
        user = self.model(email=email.casefold(), name=name, **others)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account of a member of staff. What they may do comes from memberships, never from a flag here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    is_made_up = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    #: When the account was last opened again after it had been shut; it counts as used then.
    reopened_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return f"user {self.pk}"  # names stay out of logs


class Organisation(models.Model):
    """An agency of the partnership."""

    class Kind(models.TextChoices):
        """What sort of agency it is."""

        COUNCIL = "council", "Council"
        SCHOOLS = "schools", "Schools"
        HEALTH = "health", "NHS"
        POLICE = "police", "Police"
        VOLUNTARY = "voluntary", "Voluntary and community sector"

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of an organisation; a school is a team of schools, and its code is its URN."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("organisation", "code"), name="team_code_once"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's work in an organisation, from a day to a day. It ends by having a last day, never by deletion."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_has_a_known_role"
            ),
        )

    def __str__(self) -> str:
        return f"membership {self.pk}"
