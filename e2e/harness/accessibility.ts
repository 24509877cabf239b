// Checks every page that a story reaches, in the state in which the story leaves it.
//
// Before each action and each waiting assertion Playwright calls the handler set up in `watch`; a page
// whose shape has not been measured yet is then given to axe. So a form with its errors, an opened
// menu and a swapped fragment are measured too, not only pages as they were loaded. Without script the
// page's own scripts never run, axe alone is let in for the moment of the measurement.
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import axe from 'axe-core';

type Finding = { url: string; rule: string; help: string; where: string[] };

/** Addresses of the same page: numbers and ids are written as `:id`. */
export function pattern(url: string): string {
  return new URL(url).pathname
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, ':id')
    .replace(/\/[0-9a-f]{16,}(?=\/|$)/gi, '/:id')
    .replace(/\/\d+(?=\/|$)/g, '/:id');
}

/** Runs in the page: everything that axe looks at except the words, which have no shape. */
function shape(): string {
  return [...document.querySelectorAll('*')]
    .map((e) => `${e.tagName}.${e.className}[${e.getAttributeNames().sort()}]${e.getAttribute('role') ?? ''}`)
    .join('\n');
}

/** Runs in the page. WCAG 2.2 A and AA and axe's own good practice; `target-size` must be asked for. */
async function violations(): Promise<Omit<Finding, 'url'>[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') };
  const result = await axe.run(document, {
    resultTypes: ['violations'],
    rules: { 'target-size': { enabled: true } },
  });
  return result.violations.map((v) => ({
    rule: v.id,
    help: v.help,
    where: v.nodes.slice(0, 3).map((node) => `${node.target.join(' ')}  ${node.html.slice(0, 160)}`),
  }));
}

/** Runs in the page: what stands out over the right edge of the window. */
function overflow(): string[] {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width + 1) return [];
  const scrollsInside = (e: Element): boolean => {
    for (let p = e.parentElement; p && p !== document.documentElement; p = p.parentElement) {
      if (p !== document.body && getComputedStyle(p).overflowX !== 'visible') return true;
    }
    return false;
  };
  return [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > width + 1 && !scrollsInside(e))
    .slice(0, 3)
    .map((e) => (e.cloneNode(false) as Element).outerHTML.slice(0, 160));
}

const gone = /Target (page|closed)|has been closed|context was destroyed|frame was detached/i;

export class Accessibility {
  readonly findings: Finding[] = [];
  private readonly reached = new Set<string>();
  private readonly sessions = new Map<Page, Promise<CDPSession>>();

  constructor(
    private readonly scripted: boolean,
    private readonly clean: Set<string>,
  ) {}

  pages(): string[] {
    return [...this.reached].sort();
  }

  async watch(context: BrowserContext): Promise<void> {
    context.on('page', (page) => void this.follow(page));
    for (const page of context.pages()) await this.follow(page);
  }

  private async follow(page: Page): Promise<void> {
    page.on('pageerror', (error) => this.add(page, 'script-error', 'A script failed', [String(error)]));
    page.on('console', (message) => {
      if (/Content[- ]Security[- ]Policy/i.test(message.text())) {
        this.add(page, 'csp', 'The page breaks its own content security policy', [message.text()]);
      }
    });
    page.on('response', (response) => {
      if (response.status() >= 500) {
        this.add(page, 'server-error', `The server answered ${response.status()}`, [response.url()]);
      }
    });
    this.checkBeforeLeaving(page);
    await page.addLocatorHandler(page.locator('html'), () => this.check(page), { noWaitAfter: true });
  }

  /** Leaving by address, by the back button or by closing is no action on the page. */
  private checkBeforeLeaving(page: Page): void {
    for (const name of ['goto', 'reload', 'goBack', 'goForward', 'close'] as const) {
      const leave = page[name].bind(page) as (...args: unknown[]) => Promise<unknown>;
      Object.assign(page, {
        [name]: async (...args: unknown[]) => {
          await this.check(page);
          return leave(...args);
        },
      });
    }
  }

  /** Measures the page as it is now, unless its shape was already found clean. */
  async check(page: Page): Promise<void> {
    if (page.isClosed() || !page.url().startsWith('http')) return;
    try {
      await page.waitForLoadState('load');
      if ((await page.evaluate(() => document.contentType)) !== 'text/html') return;
      const path = pattern(page.url());
      this.reached.add(path);
      const key = `${path}\n${await page.evaluate(shape)}`;
      if (this.clean.has(key)) return;
      const found = await this.measure(page);
      const wide = await page.evaluate(overflow);
      if (wide.length > 0) {
        found.push({ rule: 'overflow', help: 'The page is wider than its window', where: wide });
      }
      for (const { rule, help, where } of found) this.add(page, rule, help, where);
      if (found.length === 0) this.clean.add(key);
    } catch (fault) {
      // The page went away under the measurement; the one after it is measured instead.
      if (!gone.test(String(fault))) throw fault;
    }
  }

  private async measure(page: Page): Promise<Omit<Finding, 'url'>[]> {
    const allow = async (run: boolean) => {
      if (this.scripted) return;
      const session = this.sessions.get(page) ?? page.context().newCDPSession(page);
      this.sessions.set(page, session);
      // Chromium ignores a value equal to the session's last one, so say the opposite first.
      await (await session).send('Emulation.setScriptExecutionDisabled', { value: run });
      await (await session).send('Emulation.setScriptExecutionDisabled', { value: !run });
    };
    await allow(true);
    try {
      await page.evaluate(`if (!window.axe) { ${axe.source} }; 0`);
      return await page.evaluate(violations);
    } finally {
      await allow(false);
    }
  }

  async checkOpenPages(context: BrowserContext): Promise<void> {
    for (const page of context.pages()) await this.check(page);
  }

  private add(page: Page, rule: string, help: string, where: string[]): void {
    const url = page.url();
    const known = this.findings.some((f) => f.rule === rule && pattern(f.url) === pattern(url));
    if (!known) this.findings.push({ url, rule, help, where });
  }

  mustBeClean(): void {
    if (this.findings.length === 0) return;
    const text = this.findings.map((f) => `${f.url}\n  ${f.rule}: ${f.help}\n    ${f.where.join('\n    ')}`);
    throw new Error(`Pages with faults:\n${text.join('\n')}`);
  }
}
