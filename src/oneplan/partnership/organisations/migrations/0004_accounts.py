"""Accounts that may be opened again, and the table of what is counted at sign-in."""

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_cache(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [("organisations", "0003_duty_worker")]

    operations = [
        migrations.AddField(
            model_name="user", name="reopened_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.RunPython(make_cache),
    ]
