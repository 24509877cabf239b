// How many characters are left: counted as the server counts, by character and not by UTF-16 unit.
import { announce, debounce, fresh } from "./page";

export function left(text: string, limit: number): number {
  return limit - [...text].length;
}

export function wording(rest: number): string {
  return rest >= 0 ? `还可以输入 ${rest} 字` : `超出 ${-rest} 字，请删减`;
}

export function count(root: ParentNode): void {
  for (const area of fresh<HTMLTextAreaElement>(root, "textarea[data-count]", "count")) {
    const limit = Number(area.dataset.count);
    const note = document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(area.id)}"]`);
    if (!note || !(limit > 0)) continue;
    const show = () => {
      const rest = left(area.value, limit);
      note.textContent = wording(rest);
      note.classList.toggle("over", rest < 0);
    };
    const say = debounce(1000, () => {
      if (left(area.value, limit) < limit / 10) announce(note.textContent ?? "");
    });
    area.addEventListener("input", () => {
      show();
      say();
    });
    show();
  }
}
