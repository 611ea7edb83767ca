"""A partnership's plan. Every statement points at the paper it comes from."""

from django.db import models

from oneplan.partnership.strategy.rules import FactKind


class Plan(models.Model):
    """A strategy of a place for its children and young people, imported whole from an area's folder."""

    code = models.SlugField(unique=True)
    authority = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    local_authority_code = models.CharField(max_length=3, default="")
    source_code = models.SlugField(default="")
    title = models.CharField(max_length=200)
    parent_name = models.CharField(max_length=200, blank=True)
    parent_ambition = models.CharField(max_length=400, blank=True)
    parent_source_code = models.SlugField(blank=True, default="")
    actions_note = models.TextField(blank=True)
    encoded_on = models.DateField()
    imported_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("-imported_at",)

    def __str__(self) -> str:
        return f"{self.title}, {self.authority}"


class Source(models.Model):
    """A paper or page that statements come from."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sources")
    code = models.SlugField()
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=200)
    dated = models.CharField(max_length=60)
    where = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("plan", "code"), name="source_code_once"),)

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """A short statement in a list."""

    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text


class Sourced(Statement):
    """A statement that always has a source."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    is_own_source = models.BooleanField(default=False)  # named by itself, not by what it stands in

    class Meta(Statement.Meta):
        abstract = True


class Theme(models.Model):
    """A main strand of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField()
    name = models.CharField(max_length=100)
    strapline = models.CharField(max_length=300, blank=True)
    building_block = models.CharField(max_length=300, blank=True)
    aim = models.CharField(max_length=300, blank=True, default="")
    aspects = models.JSONField(default=list)  # of the Children Act 2004, section 10(2)
    versions = models.JSONField(default=list)  # codes; in all versions when empty
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    is_own_source = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("plan", "code"), name="theme_code_once"),)

    def __str__(self) -> str:
        return self.name


class Issue(Sourced):
    """What is wrong today, within a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="issues")


class Priority(Sourced):
    """What comes first, within a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="priorities")
    aspects = models.JSONField(default=list)  # of the Children Act 2004, section 10(2)


class Principle(Sourced):
    """What the partnership believes, within a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="principles")


class WayOfWorking(Sourced):
    """How the partnership means to work, within a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="ways_of_working")


class Action(Sourced):
    """What the partnership will do, within a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="actions")
    code = models.CharField(max_length=30, unique=True)
    category = models.SlugField(blank=True, default="")
    aspects = models.JSONField(default=list)


class Outcome(Sourced):
    """A condition of wellbeing for the place's children."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="outcomes")
    code = models.CharField(max_length=30, unique=True)
    aspects = models.JSONField(default=list)


class Body(models.Model):
    """A board or group and its part in the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bodies")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    is_own_source = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("plan", "code"), name="body_code_once"),)

    def __str__(self) -> str:
        return self.name


class PlanFact(Statement):
    """Any other statement of a plan. What was not found has no source; only meetings and decisions have a body."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in FactKind])
    when = models.CharField(max_length=10, blank=True)
    details = models.JSONField(
        default=dict
    )  # what else the plan's schema gives this kind: a rating, a reason, a status
    is_own_source = models.BooleanField(default=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta(Statement.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(source__isnull=False) | models.Q(kind=FactKind.NOT_FOUND.value),
                name="fact_has_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in FactKind]), name="fact_has_a_known_kind"
            ),
        )
