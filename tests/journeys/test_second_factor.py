"""A member of staff sets up a passkey and an app, and signs in with each. Chromium plays the phone."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Product, watched
from tests.journeys.looking import assert_accessible, screenshot

pytestmark = pytest.mark.browser
PASSWORD = "slow teal heron ladder"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def at_localhost(request: pytest.FixtureRequest, browser: Browser, product: Product) -> Iterator[Page]:
    """A page at localhost, which browsers take as safe enough for passkeys, with something to unlock."""
    own = product.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=own, viewport=request.param, locale="en-GB")
    complaints = watched(context, own)
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True}})
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def link(request: pytest.FixtureRequest, product: Product) -> tuple[str, str]:
    """A new member of staff's address, and the path of the page where they set their first password."""
    email = f"staff.{abs(hash(request.node.name))}@council.example"
    add = ["accounts", "add", email, "Priya Lomax", "--role", "partnership_manager"]
    done = subprocess.run(
        [sys.executable, "-c", "from oneplan.cli import main; main()", *add, "--organisation", "stockton-council"],
        env=product.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"https://[^/]+(/\S+)", done.stdout)
    assert found, done.stdout
    return email, found[1]


def set_password(page: Page, link: tuple[str, str]) -> None:
    page.goto(link[1])
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    assert_accessible(page)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("link", name="Sign in with it").click()


def give_password(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_set_up_and_signs_in_by_itself(at_localhost: Page, link: tuple[str, str]) -> None:
    page = at_localhost
    set_password(page, link)
    give_password(page, link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    assert_accessible(page)
    screenshot(page, "how-you-sign-in")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Your password").fill(PASSWORD)
    assert_accessible(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What do you call it?").fill("My phone")
    assert_accessible(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert_accessible(page)
    page.get_by_role("link", name="Go on to your work").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya Lomax")

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya Lomax")

    page.get_by_role("button", name="Sign out").click()
    give_password(page, link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    expect(page.get_by_text("The passkey did not answer")).not_to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya Lomax")


def test_an_app_is_set_up_by_the_picture_or_the_key(at_localhost: Page, link: tuple[str, str]) -> None:
    page = at_localhost
    set_password(page, link)
    give_password(page, link[0])
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    assert_accessible(page)
    screenshot(page, "set-up-an-app")
    key = page.locator("code.op-key").inner_text()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Set up the app").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("did not match")
    page.wait_for_timeout(1000 * max(0, time.time() % 30 - 20) and 1000 * (30 - time.time() % 30))  # a fresh code
    now = next(iter(yield_hotp_counters_from_time()))
    page.get_by_label("Code from the app").fill(format_hotp_value(hotp_value(key, now)))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    code = page.locator("ul.op-key li").first.inner_text()
    page.get_by_role("button", name="Sign out").click()
    give_password(page, link[0])
    page.get_by_label("Code", exact=True).fill(code)
    assert_accessible(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya Lomax")
