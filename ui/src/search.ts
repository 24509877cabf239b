// Search boxes with `data-search` filter while typing: courts by name or pinyin, causes by any part.
import { announce, debounce, enhanceEverything, fresh } from "./page";

const PAUSE = 250;

export function address(endpoint: string, fields: URLSearchParams, base: string): string {
  const url = new URL(endpoint, base);
  for (const name of new Set(fields.keys())) url.searchParams.delete(name);
  for (const [name, value] of fields) url.searchParams.append(name, value);
  return url.href;
}

export function search(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-search]", "search")) {
    const endpoint = form.dataset.search ?? "";
    const results = () => document.getElementById(form.dataset.results ?? "");
    let current: AbortController | undefined;
    const look = async () => {
      current?.abort();
      current = new AbortController();
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(form))
        if (typeof value === "string") fields.append(name, value);
      try {
        const response = await fetch(address(endpoint, fields, location.href), {
          headers: { "x-fragment": "1" },
          signal: current.signal,
        });
        const target = results();
        if (!response.ok || !target) return;
        target.innerHTML = await response.text();
        enhanceEverything(target);
        announce(`找到 ${target.querySelectorAll("li a, li button, li input").length} 项`);
      } catch {
        // Aborted by the next letter, or no network: the button still works.
      }
    };
    const later = debounce(PAUSE, () => void look());
    form.addEventListener("input", (event) => {
      // Letters of an unfinished Chinese input are not yet a question.
      if (!(event instanceof InputEvent && event.isComposing)) later();
    });
    form.addEventListener("compositionend", later);
    form.addEventListener("submit", () => later.cancel());
  }
}
