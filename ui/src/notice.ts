// A notice must be read to its end before it can be ticked.
import { announce, element, fresh } from "./page";

/** Half a line of tolerance: zoomed browsers report fractions. */
export function atEnd(box: { scrollTop: number; clientHeight: number; scrollHeight: number }): boolean {
  return box.scrollTop + box.clientHeight >= box.scrollHeight - 8;
}

export function notice(root: ParentNode): void {
  for (const box of fresh<HTMLElement>(root, "[data-read-to-end]", "read")) {
    const tick = document.getElementById(box.dataset.readToEnd ?? "");
    if (!(tick instanceof HTMLInputElement) || tick.checked || atEnd(box)) continue;
    const hint = element("p", { class: "notice__hint", id: `${tick.id}-read` }, "请读到末尾，之后可以勾选。");
    box.after(hint);
    tick.disabled = true;
    tick.setAttribute("aria-describedby", `${tick.getAttribute("aria-describedby") ?? ""} ${hint.id}`.trim());
    const check = () => {
      if (!tick.disabled || !atEnd(box)) return;
      tick.disabled = false;
      hint.textContent = "已读到末尾，请勾选确认。";
      announce(hint.textContent);
    };
    box.addEventListener("scroll", check, { passive: true });
    window.addEventListener("resize", check);
  }
}
