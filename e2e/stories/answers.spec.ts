// The court's two other answers, both sides of each: a refusal with its ruling, a transfer to another court.
import { freshPhone, issued, nameFor, prepare, proveByFace, register, staffLogIn, submit } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('a refusal: the ruling is read before it is given, the filer learns how to appeal', async ({
  page,
  person,
  court,
  shot,
  javaScriptEnabled,
}) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await prepare(page, nameFor(phone), javaScriptEnabled !== false);
  const code = await submit(page, filing);
  const clerk = await person();
  await staffLogIn(clerk, court, 'clerk.demo');
  await clerk.goto('/clerk/filings');
  await clerk.getByRole('link', { name: code }).click();
  await clerk.getByText('不予受理', { exact: true }).first().click();
  await clerk.getByRole('button', { name: '不予受理', exact: true }).click();
  await expect(clerk.locator('main')).toContainText('请写明理由');
  await expect(clerk.locator('main')).toContainText('请写明依据的法律条文');
  await clerk.locator('#reason').fill('劳动争议应当先申请仲裁');
  await clerk.locator('#law').fill('民事诉讼法第一百二十七条第（二）项、第一百二十六条');
  await clerk.getByRole('button', { name: '不予受理', exact: true }).click();
  const ruling = clerk.getByLabel('裁定书全文');
  await expect(ruling).toHaveValue(/本院不予受理/);
  await ruling.fill(`${await ruling.inputValue()}\n\n审判员　演示审判员\n书记员　演示书记员`);
  await shot(clerk, 'clerk-refusal');
  await clerk.getByRole('button', { name: '确认不予受理' }).click();
  await expect(clerk.locator('main')).toContainText('已决定不予受理');

  await expect.poll(() => court.sms(phone)).toContain('不予受理');
  await page.goto(filing);
  await expect(page.locator('main')).toContainText('审判员　演示审判员');
  await issued(page, filing, '不予受理裁定书');
  await shot(page, 'filing-refused');
  await page.goto('/schedule');
  await expect(page.locator('main')).toContainText('您可以上诉');
  await shot(page, 'schedule');
});

test('a transfer: the filer need not file again and knows where the matter lies', async ({ page, person, court, shot, javaScriptEnabled }) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await prepare(page, nameFor(phone), javaScriptEnabled !== false);
  const code = await submit(page, filing);
  const clerk = await person();
  await staffLogIn(clerk, court, 'clerk.demo');
  await clerk.goto('/clerk/filings');
  await clerk.getByRole('link', { name: code }).click();
  const desk = clerk.url();
  await clerk.getByText('移送有管辖权的法院', { exact: true }).click();
  await clerk.getByLabel('受移送的法院').fill('海珠区人民法院');
  await clerk.locator('#transfer_reason').fill('被告住所地在海珠区');
  await clerk.getByRole('button', { name: '移送', exact: true }).click();
  await expect(clerk.locator('main')).toContainText('广州市海珠区人民法院');
  await shot(clerk, 'clerk-transfer');
  await clerk.getByRole('button', { name: '确认移送' }).click();
  await expect(clerk.locator('main')).toContainText('已移送');
  expect((await clerk.request.get(desk)).status()).toBe(404);

  await expect.poll(() => court.sms(phone)).toContain('移送');
  await page.goto(filing);
  await expect(page.locator('main')).toContainText('广州市海珠区人民法院');
  await expect(page.locator('main')).toContainText('您无需重新提交');
  await shot(page, 'filing-transferred');
});
