"""Events of before the chains come into one chain of their own, as they stand now."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from oneplan.partnership.audit.rules import NOTHING_BEFORE, digest_of

CHAIN = "before-chains"


def link(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    digest = NOTHING_BEFORE
    events = apps.get_model("audit", "AuditEvent").objects.order_by("pk").prefetch_related("people")
    links = apps.get_model("audit", "AuditLink").objects
    for position, event in enumerate(events, start=1):
        people = [one.person_id for one in event.people.all()]
        digest = digest_of(event, people, chain=CHAIN, position=position, previous=digest)
        links.create(event=event, chain=CHAIN, position=position, digest=digest)


class Migration(migrations.Migration):

    dependencies = [("audit", "0003_auditlink")]

    operations = [migrations.RunPython(link)]
