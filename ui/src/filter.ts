// Filters apply as soon as they change; their button, needed without script, goes away.
import { fresh } from "./page";

export function filter(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-submit-on-change]", "filter")) {
    for (const button of form.querySelectorAll<HTMLElement>("[data-fallback]")) button.hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
  }
}
