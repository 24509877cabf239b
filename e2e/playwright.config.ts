// The main story and the first look are told eight times: on each database, on a desktop and on a phone, with and
// without script. The others are told four times, so that every two of these choices still meet.
import { defineConfig } from '@playwright/test';
import type { Options } from './harness/test.ts';

const databases = process.env.DENGWEN_TEST_PG ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);
const devices = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 360, height: 780 }, hasTouch: true, deviceScaleFactor: 2 },
} as const;
const scripts = { script: true, noscript: false } as const;
const crossed = ['sqlite-desktop-script', 'sqlite-phone-noscript', 'postgres-desktop-noscript', 'postgres-phone-script'];
const everywhere = ['**/filing.spec.ts', '**/smoke.spec.ts'];

// Without PostgreSQL, and for projects asked for by name, every story is told. Workers inherit the answer.
process.env.TOLD ??= databases.length === 1 || process.argv.some((arg) => arg.startsWith('--project')) ? 'all' : 'crossed';
const told = (project: string) => process.env.TOLD === 'all' || crossed.includes(project);

export default defineConfig<Options, { database: 'sqlite' | 'postgres' }>({
  testDir: './stories',
  outputDir: './results',
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['./harness/pages-reporter.ts']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    // A trace costs a quarter of the time: TRACE=1 when a failure is looked into.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: databases.flatMap((database) =>
    Object.entries(devices).flatMap(([device, shape]) =>
      Object.entries(scripts).map(([script, javaScriptEnabled]) => ({
        name: `${database}-${device}-${script}`,
        ...(told(`${database}-${device}-${script}`) ? {} : { testMatch: everywhere }),
        use: { ...shape, database, device: device as keyof typeof devices, javaScriptEnabled },
      })),
    ),
  ),
});
