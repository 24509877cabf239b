// Text areas grow with their text where CSS `field-sizing` is unknown.
import { fresh } from "./page";

export function autosize(root: ParentNode): void {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of fresh<HTMLTextAreaElement>(root, "textarea[data-autosize]", "size")) {
    const grow = () => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    };
    area.addEventListener("input", grow);
    grow();
  }
}
