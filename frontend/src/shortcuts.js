// Keys for pages on which the same thing is done many times: <button data-shortcut="a">.
// A key works only where nothing is being typed; a checkbox with data-shortcuts-switch turns them off and is remembered.
const KEY = "shortcuts-off";

function typing(target) {
  return target.isContentEditable || (target.matches("input, select, textarea") && !target.matches('[type="checkbox"], [type="radio"]'));
}

export function shortcuts() {
  if (!document.querySelector("[data-shortcut]")) return;
  const control = document.querySelector("[data-shortcuts-switch]");
  if (control) {
    control.checked = localStorage.getItem(KEY) !== "1";
    control.addEventListener("change", () => localStorage.setItem(KEY, control.checked ? "0" : "1"));
  }
  document.querySelectorAll("[data-shortcut]").forEach((element) => element.setAttribute("aria-keyshortcuts", element.dataset.shortcut));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    if (localStorage.getItem(KEY) === "1") return;
    const element = document.querySelector(`[data-shortcut="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!element) return;
    event.preventDefault();
    element.focus();
    if (element.matches("a, button, summary")) element.click();
  });
}
