"""GOV.UK Frontend's components as functions, for templates and for form fields.

They come from `govuk-frontend-jinja` and keep their published names and parameters
(<https://design-system.service.gov.uk/components/>): `govukButton({"text": "Save"})`.
They live in an environment of their own because they lean on undefined values, which our pages forbid.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

import jinja2
from markupsafe import Markup

Component = Callable[..., Markup]

PACKAGE = "govuk_frontend_jinja"


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PrefixLoader({PACKAGE: jinja2.PackageLoader(PACKAGE)})
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _macro_name(folder: str) -> str:
    return "govuk" + "".join(word.capitalize() for word in folder.split("-"))


def _component(folder: str) -> Component:
    @cache
    def macro() -> Component:
        template = _environment().get_template(f"{PACKAGE}/components/{folder}/macro.html")
        return cast(Component, getattr(template.module, _macro_name(folder)))

    def render(params: Mapping[str, Any], **blocks: Any) -> Markup:
        return macro()(dict(params), **blocks)

    return render


@cache
def components() -> dict[str, Component]:
    """Every component by its macro's name: `govukButton`, `govukDateInput` ..."""
    templates = _environment().list_templates()
    folders = [name.split("/")[2] for name in templates if name.startswith(f"{PACKAGE}/components/")]
    return {_macro_name(folder): _component(folder) for folder in folders}


def render(name: str, params: Mapping[str, Any]) -> Markup:
    """One component by its macro's name. KeyError when there is no such component."""
    return components()[name](params)
