"""Fields are drawn by the right GOV.UK component, with their hint and error, and say what is wrong."""

from datetime import date

import pytest
from django import forms
from lxml import html

from oneplan.web.forms import DateField, error_summary

COLOURS = [("red", "Red"), ("blue", "Blue")]


class EveryField(forms.Form):
    name = forms.CharField(label="Name", help_text="As you would say it")
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    email = forms.EmailField(label="E-mail address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    number = forms.IntegerField(label="Number")
    one = forms.ChoiceField(label="One", choices=COLOURS, widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(label="Some", choices=COLOURS, widget=forms.CheckboxSelectMultiple)
    chosen = forms.ChoiceField(label="Chosen", choices=COLOURS)
    agreed = forms.BooleanField(label="I agree")
    born_on = DateField(label="Birth date")


def drawn(form: forms.Form, name: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{form[name].as_field_group()}</div>")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "input[@type='text']"),
        ("note", "textarea"),
        ("email", "input[@type='email']"),
        ("password", "input[@type='password']"),
        ("number", "input[@inputmode='numeric']"),
        ("one", "input[@type='radio']"),
        ("some", "input[@type='checkbox']"),
        ("chosen", "select"),
        ("agreed", "input[@type='checkbox']"),
        ("born_on", "input[@id='id_born_on_day']"),
    ],
)
def test_each_field_is_drawn_as_its_own_kind_of_control(name: str, kind: str) -> None:
    field = drawn(EveryField(), name)
    assert field.xpath(f".//{kind}")
    control = field.xpath(f"(.//{kind})[1]")[0]
    assert field.xpath(f".//label[@for='{control.get('id')}']")


def test_a_hint_is_tied_to_its_control() -> None:
    field = drawn(EveryField(), "name")
    hint = field.xpath(".//*[contains(@class, 'govuk-hint')]")[0]
    assert hint.text_content().strip() == "As you would say it"
    assert hint.get("id") in field.xpath(".//input")[0].get("aria-describedby")


def test_what_need_not_be_answered_says_so() -> None:
    assert drawn(EveryField(), "note").xpath(".//label")[0].text_content().strip() == "Note (optional)"


def test_what_was_typed_and_ticked_comes_back_and_a_password_does_not() -> None:
    sent = EveryField({"name": "<Ada>", "some": ["blue"], "one": "red", "chosen": "blue", "password": "secret"})
    assert drawn(sent, "name").xpath(".//input")[0].get("value") == "<Ada>"
    assert [box.get("value") for box in drawn(sent, "some").xpath(".//input[@checked]")] == ["blue"]
    assert [box.get("value") for box in drawn(sent, "one").xpath(".//input[@checked]")] == ["red"]
    assert drawn(sent, "chosen").xpath(".//option[@selected]")[0].get("value") == "blue"
    assert "secret" not in sent["password"].as_field_group()


def test_every_error_in_the_summary_leads_to_something_that_can_be_typed_in() -> None:
    form = EveryField({})
    summary = html.fromstring(error_summary(form))
    links = [link.get("href").removeprefix("#") for link in summary.xpath(".//a")]
    page = html.fromstring(f"<div>{''.join(field.as_field_group() for field in form)}</div>")
    assert len(links) == len(form.errors)
    for link in links:
        assert page.xpath(f".//*[@id='{link}']")[0].tag in {"input", "select", "textarea"}, link


def test_there_is_no_summary_before_anything_was_sent_or_when_all_is_well() -> None:
    class Short(forms.Form):
        name = forms.CharField()

    assert error_summary(Short()) == ""
    assert error_summary(Short({"name": "Ada"})) == ""


def date_error(**parts: str) -> str:
    form = EveryField({f"born_on_{part}": said for part, said in parts.items()})
    return form.errors["born_on"][0]


def test_a_date_is_read_from_its_three_boxes() -> None:
    field = DateField(label="Birth date")
    assert field.clean(["5", "04", " 2019 "]) == date(2019, 4, 5)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({}, "Enter birth date"),
        ({"day": "5", "month": "4"}, "Birth date must include a year"),
        ({"year": "2019"}, "Birth date must include a day and month"),
        ({"day": "31", "month": "2", "year": "2019"}, "Birth date must be a real date"),
        ({"day": "5", "month": "4", "year": "19"}, "Birth date must be a real date"),
        ({"day": "5", "month": "April", "year": "2019"}, "Birth date must be a real date"),
        ({"day": "5", "month": "4", "year": "99999999999999999999"}, "Birth date must be a real date"),
    ],
)
def test_a_wrong_date_is_told_what_is_wrong_with_it(parts: dict[str, str], sentence: str) -> None:
    assert date_error(**parts) == sentence


def test_a_date_that_need_not_be_given_may_be_left_out() -> None:
    assert DateField(label="From", required=False).clean(["", "", ""]) is None


def test_a_widget_without_a_component_is_refused_not_drawn_some_other_way() -> None:
    class Odd(forms.Form):
        file = forms.Field(widget=forms.SplitDateTimeWidget)

    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        Odd()["file"].as_field_group()
