// Copying and printing: the buttons are hidden until there is script to serve them.
import { announce, fresh } from "./page";

export function buttons(root: ParentNode): void {
  for (const button of fresh<HTMLButtonElement>(root, "button[data-copy]", "copy")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(button.dataset.copy ?? "").then(
        () => announce("已复制"),
        () => announce("无法复制，请手动选择文字"),
      );
      const label = button.firstChild;
      if (label) label.textContent = "已复制";
    });
  }
  for (const button of fresh<HTMLButtonElement>(root, "button[data-print]", "print")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
