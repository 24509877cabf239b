// What the court received can be proven years later: the receipts are downloaded, a file and its receipt are
// checked in the browser (or, without script, by the site), and a changed byte is seen.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { freshPhone, nameFor, pdf, prepare, proveByFace, register, submit } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

async function download(page: Page, link: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(link).click()]);
  expect(file.suggestedFilename()).toMatch(/^存证凭证-.*\.json$/);
  return readFile(await file.path());
}

async function check(page: Page, receipt: Buffer, file: Buffer): Promise<void> {
  await page.goto('/proof');
  await page.getByLabel('存证凭证').setInputFiles({ name: '凭证.json', mimeType: 'application/json', buffer: receipt });
  await page.getByLabel('要核验的文件').setInputFiles({ name: '证据.pdf', mimeType: 'application/pdf', buffer: file });
  await page.getByRole('button', { name: '核验', exact: true }).click();
}

test('a receipt and its file are checked, and a changed byte is seen', async ({ page, person, court, shot, javaScriptEnabled }) => {
  test.setTimeout(300_000);
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await prepare(page, nameFor(phone), javaScriptEnabled !== false);
  await submit(page, filing);
  await page.getByRole('link', { name: '下载存证凭证' }).click();
  await expect(page.getByRole('heading', { name: '第 1 次提交' })).toBeVisible();
  await shot(page, 'proof-receipts');
  const submission = await download(page, 'a[download][href*="/submissions/1"]');
  const material = await download(page, 'section[aria-labelledby="round-1"] tbody tr:first-child a[download]');

  // A stranger, not logged in.
  const stranger = await person();
  const sent: string[] = [];
  stranger.on('request', (request) => { if (request.method() === 'POST') sent.push(request.url()); });
  const report = stranger.locator('#report');
  await check(stranger, material, pdf());
  await expect(report).toContainText('文件与凭证所载一致');
  await expect(report.locator('.govuk-notification-banner--success')).toBeVisible();
  await shot(stranger, 'proof-valid');
  await check(stranger, submission, pdf());
  await expect(report.locator('.govuk-notification-banner--success')).toBeVisible();

  const changed = Buffer.concat([pdf(), Buffer.from(' ')]);
  await check(stranger, material, changed);
  await expect(report.locator('.govuk-notification-banner--error')).toBeVisible();
  await expect(report).toContainText('✗');
  await shot(stranger, 'proof-refused');
  // Another time, another signature, another place in the tree: each is seen.
  const text = material.toString('utf8');
  for (const [what, to] of [
    [/"size":(\d+),/, '"size":7,'],
    [/"received_at":"20/, '"received_at":"19'],
    [/"index":(\d+)/, '"index":99999'],
  ] as const) {
    expect(text).toMatch(what);
    await check(stranger, Buffer.from(text.replace(what, to)), pdf());
    await expect(report.locator('.govuk-notification-banner--error')).toBeVisible();
  }
  if (javaScriptEnabled !== false) expect(sent).toEqual([]);
});
