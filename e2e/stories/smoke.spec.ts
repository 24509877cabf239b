// The first pages a visitor meets, and the checks that everything else relies on.
import { Accessibility, pattern } from '../harness/accessibility.ts';
import { expect, test } from '../harness/test.ts';

test('the home page tells a visitor where to begin', async ({ page, shot }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await shot(page, 'home');
});

test('the login page can be reached and used with the keyboard', async ({ page, shot }) => {
  await page.goto('/login');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toBeVisible();
  await shot(page, 'login');
});

test('every component is shown on one page', async ({ page, shot }) => {
  await page.goto('/dev/components');
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await shot(page, 'components');
});

test('an address that does not exist is answered in plain words', async ({ page }) => {
  const response = await page.goto('/no-such-page');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('large type breaks no page: fields keep their room, nothing is wider than the screen', async ({ page, shot }) => {
  await page.goto('/');
  await page.getByRole('button', { name: '长辈模式（大字）' }).click();
  await expect(page.locator('.elder')).toHaveCount(1);
  const field = await page.locator('.search__row .govuk-input').first().boundingBox();
  expect(field?.width).toBeGreaterThan(120);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await shot(page, 'home-elder');
});

test('the probes answer', async ({ request }) => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
  }
});

test('the accessibility check finds a fault when there is one', async ({ browser, javaScriptEnabled }) => {
  const context = await browser.newContext();
  const strict = new Accessibility(javaScriptEnabled !== false, new Set());
  await strict.watch(context);
  const page = await context.newPage();
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "default-src 'self'" },
      body: '<!doctype html><html lang="zh-CN"><title>试验</title><main><h1>试验</h1><img src="data:,"><button>好</button></main></html>',
    }),
  );
  await page.goto('http://court.test/filings/019a0000-0000-7000-8000-000000000000');
  await page.getByRole('button').click();
  expect(strict.findings.map((finding) => finding.rule)).toContain('image-alt');
  expect(strict.pages()).toEqual(['/filings/:id']);
  await context.close();
});

test('addresses of one page count once', () => {
  expect(pattern('http://x/cases/12/materials/34?page=2')).toBe('/cases/:id/materials/:id');
});
