// Resumable uploads: many files, two at a time, each with its own state, speed, pause, retry and cancel.
import { type DetailedError, Upload } from "tus-js-client";
import { refresh } from "./fragment";
import { announce, byStatus, csrf, element, fresh, sentence } from "./page";

const CHUNK = 4 * 1024 * 1024;
const AT_ONCE = 2;

/** Why a file cannot be sent, known before sending it. */
export function refusal(name: string, size: number, limit: number): string | null {
  if (size === 0) return `“${name}”是空文件，请重新选择。`;
  if (limit > 0 && size > limit) {
    return `“${name}”有 ${megabytes(size)}，超过每个文件 ${megabytes(limit)} 的上限，请压缩或拆分后再上传。`;
  }
  return null;
}

export function megabytes(bytes: number): string {
  const mb = bytes / 1_048_576;
  return mb >= 0.95 ? `${Number(mb.toFixed(1))} MB` : `${Math.ceil(bytes / 1024)} KB`;
}

/** The upload's id is the last part of its address. */
export function idOf(url: string): string {
  return (
    url
      .split(/[?#]/)[0]
      ?.split("/")
      .filter((part) => part !== "")
      .pop() ?? ""
  );
}

/** A time for people, rounded up: nobody minds waiting less than they were told. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} 秒`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
}

/** What is said of an upload under way: share, speed, time left. */
export function underWay(sent: number, total: number, perSecond: number): string {
  const share = `${total > 0 ? Math.floor((sent * 100) / total) : 0}%`;
  if (perSecond <= 0 || sent >= total) return `正在上传 ${share}`;
  return `正在上传 ${share}，每秒 ${megabytes(perSecond)}，约剩 ${duration((total - sent) / perSecond)}`;
}

/** Bytes a second, smoothed; told once a second, so that the words can be read. */
export class Pace {
  private last: { at: number; sent: number } | null = null;
  private rate = 0;

  /** The rate, if it is time to tell it. `at` in milliseconds. */
  sample(at: number, sent: number): number | null {
    if (this.last === null || sent < this.last.sent) {
      this.last = { at, sent };
      return 0;
    }
    const passed = at - this.last.at;
    if (passed < 1000) return null;
    const now = ((sent - this.last.sent) * 1000) / passed;
    this.rate = this.rate > 0 ? this.rate * 0.6 + now * 0.4 : now;
    this.last = { at, sent };
    return this.rate;
  }
}

type State = "waiting" | "sending" | "paused" | "sent" | "attaching" | "done" | "failed";
type Offer = "暂停" | "继续" | "取消" | "重试" | "移除";

class Item {
  state: State = "waiting";
  private upload: Upload | null = null;
  private pace = new Pace();
  private readonly note = element("p", { class: "uploads__state", role: "status" }, "等待上传");
  private readonly bar = element("progress", { max: "100", value: "0" });
  private readonly actions = element("div", { class: "uploads__actions" });
  readonly row: HTMLLIElement;

  constructor(
    private readonly file: File,
    private readonly list: UploadList,
  ) {
    this.bar.setAttribute("aria-label", `${file.name} 上传进度`);
    this.row = element(
      "li",
      {},
      element("p", {}, `${file.name}（${megabytes(file.size)}）`),
      this.bar,
      this.note,
      this.actions,
    );
    const refused = refusal(file.name, file.size, list.limit);
    if (refused) this.fail(refused, false);
    else this.offer("取消");
  }

  private offer(...labels: Offer[]): void {
    this.actions.replaceChildren(
      ...labels.map((label) => {
        const button = element("button", { type: "button", class: "as-link" }, label);
        button.append(element("span", { class: "govuk-visually-hidden" }, this.file.name));
        button.addEventListener("click", () => this.pressed(label));
        return button;
      }),
    );
  }

  private pressed(label: Offer): void {
    switch (label) {
      case "暂停":
        this.pause();
        break;
      case "继续":
      case "重试":
        this.again();
        break;
      case "取消":
      case "移除":
        this.remove();
    }
  }

  start(): void {
    this.state = "sending";
    this.pace = new Pace();
    this.note.textContent = `正在上传 ${this.bar.value}%`;
    this.offer("暂停", "取消");
    this.upload ??= new Upload(this.file, {
      endpoint: "/uploads",
      chunkSize: CHUNK,
      retryDelays: [0, 1000, 3000, 5000, 10_000],
      // Nothing of the file stays on a shared computer after the page is closed.
      storeFingerprintForResuming: false,
      headers: { "x-csrf": csrf() },
      metadata: { filename: this.file.name, filetype: this.file.type },
      onProgress: (sent, total) => this.progress(sent, total),
      onError: (error) => this.fail(explain(error), true),
      onSuccess: () => this.arrived(),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
      },
    });
    this.upload.start();
  }

  private progress(sent: number, total: number): void {
    if (this.state !== "sending") return;
    this.bar.value = total > 0 ? Math.floor((sent * 100) / total) : 0;
    const rate = this.pace.sample(Date.now(), sent);
    if (rate !== null) this.note.textContent = underWay(sent, total, rate);
  }

  /** What arrived stays with the server; going on begins where it ended. */
  private pause(): void {
    this.state = "paused";
    void this.upload?.abort().catch(() => undefined);
    this.note.textContent = `已暂停，已传 ${this.bar.value}%`;
    this.offer("继续", "取消");
    this.list.moved();
  }

  private arrived(): void {
    this.state = "sent";
    this.actions.replaceChildren();
    this.bar.value = 100;
    this.note.textContent = "已传完，等待前面的文件";
    this.list.moved();
  }

  async attach(): Promise<void> {
    this.state = "attaching";
    this.bar.value = 100;
    this.note.textContent = "正在检查文件";
    try {
      const response = await this.list.attach(idOf(this.upload?.url ?? ""), this.file.name);
      if (!response.ok) {
        this.fail(sentence(await response.text(), response.status), true);
        return;
      }
      this.state = "done";
      this.note.textContent = "已上传";
      this.row.className = "done";
      this.actions.replaceChildren();
      this.list.moved();
    } catch {
      this.fail(byStatus(0), true);
    }
  }

  private fail(reason: string, retry: boolean): void {
    this.state = "failed";
    this.row.className = "failed";
    this.note.textContent = reason;
    announce(reason);
    if (retry) this.offer("重试", "移除");
    else this.offer("移除");
    this.list.moved();
  }

  private again(): void {
    this.state = "waiting";
    this.row.className = "";
    this.note.textContent = "等待上传";
    this.offer("取消");
    this.list.moved();
  }

  private remove(): void {
    void this.upload?.abort(true).catch(() => undefined);
    this.row.remove();
    this.list.drop(this);
  }
}

function explain(error: Error | DetailedError): string {
  const answer = "originalResponse" in error ? error.originalResponse : null;
  return answer ? sentence(answer.getBody() ?? "", answer.getStatus()) : byStatus(0);
}

const atRest = (item: { state: State }) =>
  item.state === "done" || item.state === "failed" || item.state === "paused";

/** Files take their places in the order in which they were chosen; one that failed or pauses is not waited for. */
export function nextToAttach<T extends { state: State }>(items: T[]): T | undefined {
  const first = items.find((item) => !atRest(item));
  return first?.state === "sent" ? first : undefined;
}

class UploadList {
  readonly limit: number;
  private items: Item[] = [];
  private readonly rows = element("ul", { class: "uploads" });

  constructor(
    private readonly form: HTMLFormElement,
    input: HTMLInputElement,
  ) {
    this.limit = Number(form.dataset.limit ?? 0);
    form.append(this.rows);
    for (const button of form.querySelectorAll<HTMLButtonElement>('button[type="submit"]'))
      button.hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("change", () => {
      this.add([...(input.files ?? [])]);
      input.value = "";
    });
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...(event.dataTransfer?.files ?? [])]);
    });
  }

  private add(files: File[]): void {
    for (const file of files) {
      const item = new Item(file, this);
      this.items.push(item);
      this.rows.append(item.row);
    }
    this.moved();
  }

  drop(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
    this.moved();
  }

  busy(): boolean {
    return (
      this.form.isConnected && this.items.some((item) => item.state !== "done" && item.state !== "failed")
    );
  }

  async attach(upload: string, name: string): Promise<Response> {
    const fields = new URLSearchParams({ _csrf: csrf(), upload, name });
    fields.set("category", this.form.querySelector<HTMLInputElement>('input[name="category"]')?.value ?? "");
    return await fetch(this.form.dataset.attach ?? "", {
      method: "POST",
      headers: { "x-fragment": "1", accept: "application/json, text/html" },
      body: fields,
    });
  }

  /** Something changed: start what may start; when all has come to rest, show the new list of materials. */
  moved(): void {
    const running = this.items.filter((item) => item.state === "sending").length;
    const waiting = this.items.filter((item) => item.state === "waiting");
    for (const item of waiting.slice(0, Math.max(0, AT_ONCE - running))) item.start();
    nextToAttach(this.items)?.attach();
    if (!this.items.every(atRest)) return;
    const done = this.items.filter((item) => item.state === "done");
    if (done.length === 0) return;
    this.items = this.items.filter((item) => item.state !== "done");
    announce(`已上传 ${done.length} 个文件`);
    refresh(this.form.dataset.refresh ?? "materials")
      .then(() => {
        for (const item of done) item.row.remove();
      })
      .catch(() => undefined);
  }
}

let lists: UploadList[] = [];
window.addEventListener("beforeunload", (event) => {
  lists = lists.filter((list) => list.busy());
  if (lists.length > 0) event.preventDefault();
});

export function upload(root: ParentNode): void {
  for (const form of fresh<HTMLFormElement>(root, "form[data-upload]", "upload")) {
    const input = form.querySelector<HTMLInputElement>('input[type="file"]');
    if (input) lists.push(new UploadList(form, input));
  }
}
