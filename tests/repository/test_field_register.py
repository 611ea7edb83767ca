"""Nothing is stored that nobody has classified, and nothing is classified that is not stored."""

import pytest
from django.apps import apps
from django.db.models import Field
from pydantic import ValidationError

from oneplan.definitions.field_register import FieldRegister, field_register
from tests.spec.register_page import page_of_assessments, page_of_dictionary, page_of_processing

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


def test_a_table_without_a_purpose_is_refused_and_so_is_a_purpose_without_a_table() -> None:
    held = field_register().model_dump()
    with pytest.raises(ValidationError, match=r"people\.Search: has fields or an activity, and not both"):
        FieldRegister.model_validate(
            {**held, "tables": {k: v for k, v in held["tables"].items() if k != "people.Search"}}
        )
    with pytest.raises(ValidationError, match="reports: an activity that is not there, or that keeps nothing"):
        FieldRegister.model_validate({**held, "tables": {**held["tables"], "reports.Export": "accounts"}})


def test_what_is_printed_leaves_no_field_and_no_activity_out() -> None:
    register = field_register()
    sections = {part.partition("\n")[0]: part for part in page_of_dictionary(register).split("\n## ")[1:]}
    for name in register.fields:
        table, _, column = name.rpartition(".")
        assert f"| `{column}` |" in sections[table], name
    processing = page_of_processing(register)
    for activity in register.activities.values():
        assert f"### {activity.title}\n" in processing
        assert activity.lawful_basis in processing
    annex = page_of_assessments(register)
    harmful = {n for n, entry in register.fields.items() if entry.sensitivity in ("confidential", "pseudonymous")}
    assert {name for name in register.fields if f"| `{name}` |" in annex} == harmful
