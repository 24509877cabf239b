// What every module shares: enhancing new content, announcing, the token, fields as the server reads them.

type Enhance = (root: ParentNode) => void;
const enhancers: Enhance[] = [];

/** Registers what to do with each piece of content that appears. */
export function onContent(enhance: Enhance): void {
  enhancers.push(enhance);
}

export function enhanceEverything(root: ParentNode): void {
  for (const enhance of enhancers) enhance(root);
}

/** Elements that match, each handed out only once per purpose. */
export function fresh<E extends HTMLElement>(root: ParentNode, selector: string, purpose: string): E[] {
  const mark = `on${purpose}`;
  return [...root.querySelectorAll<E>(selector)].filter((element) => {
    if (element.dataset[mark]) return false;
    element.dataset[mark] = "1";
    return true;
  });
}

export function announce(text: string): void {
  const region = document.getElementById("announce");
  if (!region) return;
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = text;
  }, 50);
}

export function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

/** The form's fields, files left out, as the browser would send them urlencoded. */
export function typed(data: FormData): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === "string") fields.append(name, value);
  return fields;
}

export function debounce(wait: number, act: () => void): { (): void; cancel(): void } {
  let timer: number | undefined;
  const later = () => {
    globalThis.clearTimeout(timer);
    timer = globalThis.setTimeout(act, wait) as unknown as number;
  };
  later.cancel = () => globalThis.clearTimeout(timer);
  return later;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Pulls the sentence for the user out of an answer: JSON `{"message"}`, or the first error on a page. */
export function sentence(body: string, status: number): string {
  try {
    const message: unknown = JSON.parse(body)?.message;
    if (typeof message === "string" && message) return message;
  } catch {
    // Not JSON: a page or nothing.
  }
  if (body.includes("<")) {
    const page = new DOMParser().parseFromString(body, "text/html");
    const found = page.querySelector(".govuk-error-summary__list li, .govuk-error-message, .govuk-body-l");
    const text = found?.textContent?.trim();
    if (text) return text;
  }
  return byStatus(status);
}

export function byStatus(status: number): string {
  if (status === 0) return "网络中断，请检查网络后重试。";
  if (status === 401) return "登录已过期，请重新登录后继续。";
  if (status === 403) return "没有权限进行这项操作。";
  if (status === 409) return "内容已在别处改变，请刷新页面核对。";
  if (status === 413) return "文件过大，请压缩或拆分后再上传。";
  if (status === 429) return "操作过于频繁，请稍后再试。";
  if (status >= 500) return "系统暂时无法完成这项操作，请稍后再试。";
  return "没有成功，请核对内容后重试。";
}
