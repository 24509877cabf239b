// 核验存证 in the browser itself: `form[data-proof]`. The file never leaves the machine.
import { announce, element, fresh } from "../page";
import type { Outcome, Report } from "./verify";

const SIGNS: Record<Outcome, [string, string]> = {
  passed: ["✓", "通过"],
  failed: ["✗", "不通过"],
  "not-checked": ["–", "未核对"],
};
const KINDS = { valid: "success", incomplete: "warning", refused: "error" } as const;

/** Which of the dropped files is the receipt: the small JSON among them. */
export function sort(files: File[]): { receipt: File | undefined; file: File | undefined } {
  const receipt = files.find((f) => f.name.endsWith(".json") && f.size <= 4 * 1024 * 1024);
  return { receipt, file: files.find((f) => f !== receipt) };
}

function shown(report: Report, title: string, name: string): HTMLElement {
  const lines = report.checks.map(({ outcome, text }) => {
    const [sign, said] = SIGNS[outcome];
    const heard = element("span", { class: "govuk-visually-hidden" }, `${said}：`);
    return element("li", {}, element("span", { "aria-hidden": "true" }, sign), heard, ` ${text}`);
  });
  const heading = element("h2", { class: "govuk-notification-banner__title" }, title);
  const content = element("div", { class: "govuk-notification-banner__content" });
  if (name) content.append(element("p", { class: "govuk-body" }, `文件：${name}`));
  content.append(element("ul", { class: "govuk-list proof-lines" }, ...lines));
  return element(
    "section",
    {
      class: `govuk-notification-banner govuk-notification-banner--${KINDS[report.verdict]}`,
      "aria-label": title,
    },
    element("div", { class: "govuk-notification-banner__header" }, heading),
    content,
  );
}

class Checker {
  private readonly note = element("p", { class: "govuk-body", role: "status" });

  constructor(private readonly form: HTMLFormElement) {
    const where = form.querySelector("[data-proof-where]");
    if (where)
      where.textContent = "核验在您的浏览器里进行，文件不会离开这台设备。可以把两个文件一起拖到这里。";
    form.append(this.note);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.check();
    });
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      const { receipt, file } = sort([...(event.dataTransfer?.files ?? [])]);
      if (receipt) this.put("receipt", receipt);
      if (file) this.put("file", file);
      if (this.chosen("receipt")) void this.check();
    });
  }

  private input(name: string): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  }

  private chosen(name: string): File | undefined {
    return this.input(name)?.files?.[0];
  }

  private put(name: string, file: File): void {
    const [input, list] = [this.input(name), new DataTransfer()];
    list.items.add(file);
    if (input) input.files = list.files;
  }

  private async check(): Promise<void> {
    const [receipt, file] = [this.chosen("receipt"), this.chosen("file") ?? null];
    if (!receipt) {
      this.say("请选择存证凭证（.json 文件），它随回执一起下载。");
      this.input("receipt")?.focus();
      return;
    }
    this.say("正在核验…");
    try {
      const { verify, VERDICTS } = await import("./verify");
      const keys = [...document.querySelectorAll<HTMLElement>("[data-proof-key]")].map(
        (k) => k.dataset.proofKey ?? "",
      );
      const octets = new Uint8Array(await receipt.arrayBuffer());
      const report = await verify(file, octets, keys, (done, all) => {
        this.note.textContent = `正在计算文件摘要 ${Math.floor((done * 100) / Math.max(all, 1))}%`;
      });
      this.note.textContent = "";
      this.show(shown(report, VERDICTS[report.verdict], file?.name ?? ""), VERDICTS[report.verdict]);
    } catch {
      this.say("文件无法读取，可能已被移动或者删除，请重新选择。");
    }
  }

  private say(text: string): void {
    this.note.textContent = text;
  }

  private show(report: HTMLElement, title: string): void {
    const place = document.querySelector<HTMLElement>("[data-proof-report]");
    place?.replaceChildren(report);
    place?.focus();
    announce(title);
  }
}

export function proof(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-proof]", "proof")) new Checker(form);
}
