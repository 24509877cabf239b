// Forms marked `data-enhance` are sent by fetch; the answer's `main` block replaces the one shown.
import { announce, byStatus, element, enhanceEverything, sentence, typed } from "./page";

const SITE = " - 登闻";

interface Sent {
  url: string;
  init: RequestInit;
}

/** What the browser would send for this form. */
export function request(form: HTMLFormElement, submitter: HTMLElement | null): Sent {
  const data = new FormData(form);
  const name = submitter?.getAttribute("name");
  if (submitter && name) data.append(name, submitter.getAttribute("value") ?? "");
  const url = new URL(
    submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "",
    location.href,
  );
  const headers = { "x-fragment": "1" };
  if (form.method === "get") {
    url.search = typed(data).toString();
    return { url: url.href, init: { headers } };
  }
  const body = form.enctype === "multipart/form-data" ? data : typed(data);
  return { url: url.href, init: { method: "POST", headers, body } };
}

export function isWholePage(html: string): boolean {
  return /^\s*<!doctype/i.test(html);
}

function main(): HTMLElement {
  const found = document.getElementById("main");
  if (!found) throw new Error("the page has no #main");
  return found;
}

/** Where the focus was, so that a small action does not throw the reader to the top. */
function place(form: HTMLFormElement, submitter: HTMLElement | null): () => HTMLElement | null {
  const active = document.activeElement;
  const id = form.method === "get" && active instanceof HTMLElement && form.contains(active) ? active.id : "";
  const label = submitter?.getAttribute("aria-label");
  const action = form.getAttribute("action");
  return () => {
    if (id) return document.getElementById(id);
    if (!label) return null;
    const same = [...document.querySelectorAll<HTMLElement>(`button[aria-label]`)].find(
      (b) => b.getAttribute("aria-label") === label && b.closest("form")?.getAttribute("action") === action,
    );
    return same && !same.hasAttribute("disabled") ? same : (same?.closest<HTMLElement>("li") ?? null);
  };
}

function settle(previous: () => HTMLElement | null): void {
  const summary = main().querySelector<HTMLElement>("[data-error-summary]");
  const heading = main().querySelector<HTMLElement>("h1");
  const title = heading?.textContent?.trim() ?? "";
  if (title) document.title = `${summary ? "错误：" : ""}${title}${SITE}`;
  const kept = summary ? null : previous();
  if (kept) {
    if (kept.tabIndex < 0) kept.tabIndex = -1;
    kept.focus({ preventScroll: false });
  } else {
    window.scrollTo(0, 0);
    const target = summary ?? heading ?? main();
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus();
  }
  const flash = main().querySelector("[data-flash]")?.textContent?.trim();
  announce(flash || title);
}

function swap(html: string, previous: () => HTMLElement | null): void {
  main().innerHTML = html;
  enhanceEverything(main());
  settle(previous);
}

function warn(form: HTMLFormElement, text: string): void {
  form.querySelector(":scope > [data-trouble]")?.remove();
  const box = element(
    "div",
    { class: "flash warning", role: "alert", "data-trouble": "" },
    element("p", {}, text),
  );
  form.prepend(box);
  box.scrollIntoView({ block: "nearest" });
}

function busy(form: HTMLFormElement, on: boolean): void {
  form.toggleAttribute("data-busy", on);
  form.setAttribute("aria-busy", String(on));
  for (const button of form.querySelectorAll("button")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const { url, init } = request(form, submitter);
  const previous = place(form, submitter);
  busy(form, true);
  try {
    const response = await fetch(url, init);
    const html = await response.text();
    if (response.status >= 500 || response.status === 429 || response.status === 413) {
      warn(form, `${sentence(html, response.status)} 您填写的内容仍在页面上，没有丢失。`);
      return;
    }
    form.dispatchEvent(new CustomEvent("dengwen:sent", { bubbles: true }));
    if (isWholePage(html)) {
      showWhole(html, response, init.method === undefined);
      return;
    }
    if (response.redirected || init.method === undefined) remember(response.url);
    swap(html, previous);
  } catch {
    warn(form, `${byStatus(0)} 内容没有发出，仍在页面上，没有丢失。`);
  } finally {
    busy(form, false);
  }
}

/** A page with another frame (after logging in, say) is loaded whole, unless that would send the form again. */
function showWhole(html: string, response: Response, wasGet: boolean): void {
  if (response.redirected || wasGet) {
    location.assign(response.url);
    return;
  }
  const page = new DOMParser().parseFromString(html, "text/html");
  swap(page.getElementById("main")?.innerHTML ?? "", () => null);
}

function remember(url: string): void {
  const here = location.href.split("#")[0];
  if (url.split("#")[0] === here) return;
  history.replaceState({ enhanced: true }, "");
  history.pushState({ enhanced: true }, "", url);
}

/** Renews one element of this page, or the whole main block where it is not there. */
export async function refresh(id: string): Promise<void> {
  const response = await fetch(location.href, { headers: { "x-fragment": "1" } });
  if (!response.ok) return;
  const html = await response.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const now = document.getElementById(id);
  const next = page.getElementById(id);
  if (!now || !next) return;
  now.replaceWith(next);
  enhanceEverything(next);
}

async function back(): Promise<void> {
  const response = await fetch(location.href, { headers: { "x-fragment": "1" } });
  const html = await response.text();
  if (!response.ok || isWholePage(html)) location.reload();
  else swap(html, () => null);
}

export function fragments(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.hasAttribute("data-busy")) {
      event.preventDefault();
      return;
    }
    if (form.hasAttribute("data-enhance")) {
      event.preventDefault();
      void send(form, event.submitter);
    } else if (form.method === "post") {
      // The fields must still be sent, so the second press is refused rather than the button disabled.
      window.setTimeout(() => busy(form, true));
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted)
      for (const form of document.querySelectorAll<HTMLFormElement>("form[data-busy]")) busy(form, false);
  });
  window.addEventListener("popstate", (event: PopStateEvent) => {
    if (event.state?.enhanced) back().catch(() => location.reload());
  });
  document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
}
