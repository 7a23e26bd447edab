// A text field above a long list of checkboxes hides those that do not contain what was typed.
export function filterChoices(input) {
  const items = [...document.getElementById(input.dataset.filterChoices).querySelectorAll(".govuk-checkboxes__item")];
  const count = document.getElementById(`${input.id}-count`);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const item of items) {
      item.hidden = !item.textContent.toLowerCase().includes(wanted) && !item.querySelector("input").checked;
    }
    count.textContent = `${items.filter((item) => !item.hidden).length} of ${items.length} shown`;
  });
}
