// The behaviours our pages use. Every page works without them.
import { Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs, createAll } from "govuk-frontend";

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
