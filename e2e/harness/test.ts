// What a story imports: `import { expect, test } from '../harness/test.ts';`
//
//   court    a running server with demo data of its own; one for all stories of a worker
//   page     a visitor's page; person() opens another person's browser
//   shot     a screenshot into screenshots/NAME-desktop.png or NAME-phone.png
//
// Every page of every person is checked by Accessibility (accessibility.ts); findings fail the story.
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { Accessibility } from './accessibility.ts';
import { Court, type Database } from './court.ts';

export { expect } from '@playwright/test';
export type { Page } from '@playwright/test';
export type { Court } from './court.ts';

export type Options = { device: 'desktop' | 'phone' };

type Fixtures = Options & {
  accessibility: Accessibility;
  person: () => Promise<Page>;
  shot: (page: Page, name: string) => Promise<void>;
};
type WorkerFixtures = { database: Database; court: Court; seen: Set<string> };

export const test = base.extend<Fixtures, WorkerFixtures>({
  database: ['sqlite', { option: true, scope: 'worker' }],
  device: ['desktop', { option: true }],

  court: [
    async ({ database }, use, worker) => {
      const court = await Court.start(database, `${worker.project.name}-${worker.workerIndex}`);
      await use(court);
      await court.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // Shapes of pages already found clean by this worker: they are not measured twice.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to find dependencies
  seen: [async ({}, use) => use(new Set()), { scope: 'worker' }],

  baseURL: async ({ court }, use) => use(court.url),

  accessibility: [
    async ({ javaScriptEnabled, seen, court }, use, info) => {
      const accessibility = new Accessibility(javaScriptEnabled !== false, seen);
      await use(accessibility);
      await info.attach('pages', { body: JSON.stringify(accessibility.pages()), contentType: 'application/json' });
      if (info.status !== info.expectedStatus) {
        await info.attach('server.log', { body: await court.logTail(), contentType: 'text/plain' });
      }
      accessibility.mustBeClean();
    },
    { auto: true },
  ],

  context: async ({ context, accessibility }, use) => {
    await accessibility.watch(context);
    await use(context);
    await accessibility.checkOpenPages(context);
  },

  person: async ({ browser, baseURL, accessibility }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL });
      contexts.push(context);
      await accessibility.watch(context);
      return context.newPage();
    });
    for (const context of contexts) {
      await accessibility.checkOpenPages(context);
      await context.close();
    }
  },

  shot: async ({ device, database, javaScriptEnabled }, use) => {
    await use(async (page, name) => {
      if (database !== 'sqlite' || javaScriptEnabled === false) return;
      await page.screenshot({ path: `screenshots/${name}-${device}.png`, fullPage: true, animations: 'disabled' });
    });
  },
});
