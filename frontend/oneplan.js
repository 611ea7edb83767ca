// The behaviours our pages use. Every page works without them.
import { Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs, createAll } from "govuk-frontend";
import "./passkeys.js";

for (const Component of [Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs]) {
  createAll(Component);
}

// Paper cannot be clicked: everything that is folded is printed open, and folded again afterwards.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  unfolded.forEach((details) => (details.open = true));
});
addEventListener("afterprint", () => unfolded.forEach((details) => (details.open = false)));

// What takes a while says how far it is: the part of the page that waits is fetched again until it waits no more.
const waiting = document.querySelector("[data-poll]");
async function lookAgain() {
  const answer = await fetch(location.href);
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(waiting.id);
  if (!answer.ok || !now) return;
  document.title = new DOMParser().parseFromString(now.outerHTML, "text/html").querySelector("h1").textContent;
  waiting.replaceChildren(...now.childNodes);
  if (now.hasAttribute("data-poll")) setTimeout(lookAgain, 2000);
}
if (waiting) setTimeout(lookAgain, 2000);
