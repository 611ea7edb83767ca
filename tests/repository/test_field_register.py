"""Nothing is stored that nobody has classified, and nothing is classified that is not stored."""

from django.apps import apps
from django.db.models import Field

from oneplan.definitions.field_register import field_register

OURS = "oneplan.partnership."


def stored_fields() -> set[str]:
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for config in apps.get_app_configs()
        if config.name.startswith(OURS)
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
    }


def test_every_stored_field_is_classified_and_no_other() -> None:
    registered = set(field_register().fields)
    assert stored_fields() - registered == set(), "say how sensitive these are and how long they are kept"
    assert registered - stored_fields() == set(), "these are no longer stored: take them out of the register"


def test_tables_that_libraries_bring_are_classified_as_a_whole() -> None:
    brought = {
        config.label
        for config in apps.get_app_configs()
        if not config.name.startswith(OURS) and any(model._meta.managed for model in config.get_models())
    }
    assert brought == set(field_register().libraries)


def test_every_entry_follows_a_rule_that_exists() -> None:
    register = field_register()
    for name, entry in {**register.fields, **register.libraries}.items():
        assert entry.retention in register.retention, name
        assert entry.sensitivity in register.sensitivities, name
