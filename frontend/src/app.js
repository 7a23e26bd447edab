// Everything here makes a page smoother; every page works without it.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";
import { autosave } from "./autosave.js";
import { filterChoices } from "./choices.js";
import { shortcuts } from "./shortcuts.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function start(scope) {
  for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink]) {
    createAll(component, undefined, { scope, onError: () => {} });
  }
  scope.querySelectorAll("form[data-autosave]").forEach(autosave);
  scope.querySelectorAll("[data-filter-choices]").forEach(filterChoices);
  scope.querySelectorAll(".gt-scroll").forEach((region) => watch.observe(region));
  scope.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
}

// A table or chart that fits its place needs no stop for the keyboard.
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
});

// A menu closes when something else is chosen, or with Escape.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.gt-menu[open]").forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.gt-menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
});

start(document);
shortcuts();
document.addEventListener("htmx:after:swap", (event) => start(event.target instanceof Element ? event.target : document));
