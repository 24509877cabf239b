// Keys for staff on queues: j and k move, Enter opens (it is a link), `?` shows help. They can be switched off.
import { element } from "./page";

const OFF = "dengwen.keys";

export function next(current: number, count: number, key: string): number {
  if (count === 0) return -1;
  if (key === "j") return Math.min(current + 1, count - 1);
  return Math.max(current - 1, 0);
}

function writing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], dialog") !== null
  );
}

function enabled(): boolean {
  return localStorage.getItem(OFF) !== "off";
}

function line(key: string, does: string): HTMLElement {
  return element("p", {}, element("kbd", {}, key), ` ${does}`);
}

function help(): void {
  const dialog = element("dialog", { class: "keys", "aria-label": "快捷键" });
  const close = element("button", { type: "button", class: "govuk-button" }, "关闭");
  close.addEventListener("click", () => dialog.close());
  const label = enabled() ? "停用快捷键" : "启用快捷键";
  const toggle = element("button", { type: "button", class: "govuk-button govuk-button--secondary" }, label);
  toggle.addEventListener("click", () => {
    localStorage.setItem(OFF, enabled() ? "off" : "on");
    dialog.close();
  });
  dialog.append(
    element("h2", { class: "govuk-heading-m" }, "快捷键"),
    line("j", "下一件"),
    line("k", "上一件"),
    line("Enter", "打开"),
    line("?", "显示本说明"),
    element("div", { class: "govuk-button-group" }, close, toggle),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || writing(event.target)) return;
    const queue = document.querySelector("[data-queue]");
    if (!queue) return;
    if (event.key === "?") {
      event.preventDefault();
      help();
    } else if ((event.key === "j" || event.key === "k") && enabled()) {
      const links = [...queue.children]
        .map((row) => row.querySelector<HTMLElement>("a[href]"))
        .filter((link) => link !== null);
      const at = links.findIndex((link) =>
        link.closest("[data-queue] > *")?.contains(document.activeElement),
      );
      links[next(at, links.length, event.key)]?.focus();
    }
  });
}
