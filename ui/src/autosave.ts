// Forms with `data-autosave="URL"` save themselves while being filled in.
import { byStatus, debounce, element, fresh, typed } from "./page";

const PAUSE = 1500;

/** What is shown after the server's answer, and whether saving goes on. */
export function outcome(status: number, at: Date): { text: string; trouble: boolean; goOn: boolean } {
  if (status >= 200 && status < 300) {
    return { text: `已自动保存 ${clock(at)}`, trouble: false, goOn: true };
  }
  if (status === 401) {
    return { text: "登录已过期，尚未保存。点“保存”后重新登录，内容不会丢失。", trouble: true, goOn: false };
  }
  if (status === 409) {
    return {
      text: "这份表单已在别处修改，自动保存已停止。请先复制您的修改，再刷新页面核对。",
      trouble: true,
      goOn: false,
    };
  }
  if (status === 422) {
    return { text: "有内容需要修改，这些内容尚未自动保存。", trouble: true, goOn: true };
  }
  return { text: `尚未保存：${byStatus(status)}`, trouble: true, goOn: true };
}

export function clock(at: Date): string {
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}

class Saver {
  private stopped = false;
  private sending = false;
  private saved: string;
  private readonly note: HTMLElement;
  private readonly later = debounce(PAUSE, () => void this.save());

  constructor(
    private readonly form: HTMLFormElement,
    private readonly url: string,
  ) {
    this.saved = this.fields().toString();
    this.note = element("p", { class: "saved", role: "status", "aria-live": "polite" });
    const buttons = form.querySelector(".govuk-button-group");
    if (buttons) buttons.before(this.note);
    else form.append(this.note);
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", () => this.later.cancel());
    form.addEventListener("dengwen:sent", () => this.stop());
  }

  private fields(): URLSearchParams {
    return typed(new FormData(this.form));
  }

  /** True while something typed is not on the server, and the form is still shown and not being sent. */
  unsaved(): boolean {
    if (this.stopped || !this.form.isConnected || this.form.hasAttribute("data-busy")) return false;
    return this.fields().toString() !== this.saved;
  }

  stop(): void {
    this.stopped = true;
    this.later.cancel();
  }

  private async save(): Promise<void> {
    if (this.sending || !this.unsaved()) return;
    const fields = this.fields();
    this.sending = true;
    let status = 0;
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "x-autosave": "1" },
        body: fields,
      });
      status = response.status;
      this.version(response.headers.get("x-version"));
    } catch {
      // The status stays 0: no network.
    } finally {
      this.sending = false;
    }
    const { text, trouble, goOn } = outcome(status, new Date());
    this.note.textContent = text;
    this.note.classList.toggle("trouble", trouble);
    if (!trouble) this.saved = this.withVersion(fields).toString();
    if (!goOn) this.later.cancel();
    else if (status === 0 || status >= 500) window.setTimeout(() => this.later(), 10_000);
    else if (!trouble && this.unsaved()) this.later();
  }

  /** The server may count versions to find a second window; the next save names the new one. */
  private version(next: string | null): void {
    const field = this.form.querySelector<HTMLInputElement>('input[name="_version"]');
    if (field && next) field.value = next;
  }

  private withVersion(fields: URLSearchParams): URLSearchParams {
    const field = this.form.querySelector<HTMLInputElement>('input[name="_version"]');
    if (field) fields.set("_version", field.value);
    return fields;
  }
}

let savers: Saver[] = [];
window.addEventListener("beforeunload", (event) => {
  savers = savers.filter((saver) => saver.unsaved());
  if (savers.length > 0) event.preventDefault();
});

export function autosave(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-autosave]", "save")) {
    const url = form.dataset.autosave;
    if (url) savers.push(new Saver(form, url));
  }
}
