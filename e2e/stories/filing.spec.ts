// The main job: a person who has never been here files; the clerk wants a supplement; the person
// supplements; the clerk accepts; the person finds the case and its space.
import { expect, test } from '../harness/test.ts';
import { COURT, freshPhone, handIn, issued, nameFor, prepare, proveByFace, register, staffLogIn, submit } from '../harness/people.ts';

test('a filing, a supplement, a case', async ({ page, person, court, shot, javaScriptEnabled }) => {
  test.setTimeout(300_000);
  const script = javaScriptEnabled !== false;
  const phone = freshPhone();
  const defendant = nameFor(phone);

  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await prepare(page, defendant, script);
  await page.goto(filing);
  await shot(page, 'filing-tasks');
  await page.goto(`${filing}/fee`);
  await expect(page.locator('main')).toContainText('1,050.00');
  await shot(page, 'filing-fee');
  await page.goto(`${filing}/preview`);
  await shot(page, 'filing-preview');
  const code = await submit(page, filing);
  await shot(page, 'filing-registered');
  await expect.poll(() => court.sms(phone)).toContain(code);
  await issued(page, filing, '立案登记回执');
  await shot(page, 'filing-submitted');

  const clerk = await person();
  await staffLogIn(clerk, court, 'clerk.demo');
  await clerk.goto('/clerk/filings');
  await shot(clerk, 'clerk-queue');
  await clerk.getByRole('link', { name: code }).click();
  await expect(clerk.locator('main')).toContainText(defendant);
  await shot(clerk, 'clerk-desk');
  await clerk.locator('.material', { hasText: '证据材料' }).getByRole('link', { name: /标注/ }).click();
  const rule = clerk.locator('#mark select[name=rule] option', { hasText: '证据' }).first();
  await clerk.locator('#mark select[name=rule]').selectOption((await rule.getAttribute('value')) ?? '');
  await clerk.locator('#mark textarea[name=note]').fill('请补交转账凭证');
  await clerk.getByRole('button', { name: '添加标注' }).click();
  await expect(clerk.locator('#marks')).toContainText('1');
  await clerk.getByText(/^要求补充（/).click();
  await clerk.getByLabel('补充期限').fill('7');
  await clerk.getByRole('button', { name: '要求补充', exact: true }).click();
  await expect(clerk.locator('main')).toContainText('请补交转账凭证');
  await shot(clerk, 'clerk-confirm');
  await clerk.getByRole('button', { name: '确认要求补充' }).click();
  await expect(clerk.locator('main')).toContainText('补充');

  await expect.poll(() => court.sms(phone)).toContain('补充');
  await page.goto(filing);
  await expect(page.locator('main')).toContainText('请补交转账凭证');
  await issued(page, filing, '补正通知书');
  await shot(page, 'filing-supplement');
  await handIn(page, filing, 'evidence', script, '转账凭证.pdf');
  await submit(page, filing);

  await clerk.goto('/clerk/filings');
  await clerk.getByRole('link', { name: code }).click();
  await expect(clerk.locator('#changes')).toBeVisible();
  await shot(clerk, 'clerk-changes');
  await clerk.getByRole('button', { name: '予以立案' }).click();
  await clerk.getByRole('button', { name: '确认予以立案' }).click();
  await expect(clerk.locator('main')).toContainText(/（\d{4}）粤0106民初\d+号/);

  await expect.poll(() => court.sms(phone)).toMatch(/民初\d+号/);
  await page.goto('/cases');
  await shot(page, 'cases');
  await page.getByRole('link', { name: new RegExp(defendant) }).first().click();
  await expect(page.locator('main')).toContainText(COURT);
  await expect(page.locator('main')).toContainText(/民初\d+号/);
  await issued(page, page.url(), '受理案件通知书');
  await shot(page, 'case-space');
  await page.goto('/messages');
  await shot(page, 'messages');
  await page.goto('/');
  await shot(page, 'home-person');
});
