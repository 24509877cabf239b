// What goes wrong between a person, a browser and a court: each ends in a clear state, nothing typed is lost.
import {
  begin,
  chooseCause,
  chooseCourt,
  fillClaims,
  freshPhone,
  logIn,
  nameFor,
  prepare,
  proveByFace,
  register,
  staffLogIn,
  submit,
  submitButton,
} from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

test('pressing twice submits once, and going back changes nothing', async ({ page, court, javaScriptEnabled }) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await prepare(page, nameFor(phone), javaScriptEnabled !== false);
  await page.goto(`${filing}/preview`);
  await page.locator('#declared').check();
  await submitButton(page).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('已提交');
  const code = (await page.locator('.govuk-panel').textContent())?.match(/[A-Z0-9]+-\d{8}-\d+/)?.[0] ?? '';
  expect(code).not.toBe('');

  await page.goBack();
  await page.goto(`${filing}/preview`);
  await expect(submitButton(page)).toHaveCount(0);
  await page.goto('/filings');
  await expect(page.getByText(code)).toHaveCount(1);
  await page.goto(`${filing}/claims`);
  await expect(page.locator('main')).toContainText('已经提交');
  expect((await court.messages(phone)).filter((sms) => sms.text.includes(code))).toHaveLength(1);
});

test('two tabs on one step: the second sees what the first saved and loses nothing', async ({ page, context, court }) => {
  await register(page, court, freshPhone());
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await page.goto(`${filing}/claims`);
  const other = await context.newPage();
  await other.goto(`${filing}/claims`);
  await page.getByLabel('事实与理由').fill('第一个标签页写下的事实。');
  await page.getByRole('button', { name: '保存并返回清单' }).click();
  // What is incomplete is kept and said: only then has the first tab saved. The step itself speaks of claims all along.
  await expect(page.getByRole('heading', { name: '有内容需要修改' })).toBeVisible();

  await other.getByLabel('事实与理由').fill('第二个标签页写下的事实。');
  await other.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(other.locator('main')).toContainText('第一个标签页写下的事实');
  await expect(other.getByLabel('事实与理由')).toHaveValue('第二个标签页写下的事实。');
  // Now that it has seen the other, it may decide.
  await other.getByRole('button', { name: '保存并返回清单' }).click();
  await page.goto(`${filing}/claims`);
  await expect(page.getByLabel('事实与理由')).toHaveValue('第二个标签页写下的事实。');
});

test('the session ends over a half-filled form, which is offered again after logging in', async ({ page, person, court }) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await page.goto(`${filing}/claims`);
  await page.getByLabel('事实与理由').fill('写到一半的事实。');

  // A new password from another device ends every session.
  const device = await person();
  await logIn(device, phone);
  await device.goto('/me/password');
  await device.getByLabel('原密码').fill('Dengwen-2026');
  await device.getByLabel('新密码', { exact: true }).fill('Dengwen-2027');
  await device.getByLabel('再填一次新密码').fill('Dengwen-2027');
  await device.getByRole('button', { name: '保存' }).click();
  await expect(device.locator('main')).toContainText('已');

  await page.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(page).toHaveURL(/\/login\?expired=1/);
  await page.locator('#account').fill(phone);
  await page.locator('#password').fill('Dengwen-2027');
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await expect(page.locator('main')).toContainText('写到一半的事实。');
  await page.getByRole('button', { name: '继续提交' }).click();
  await page.goto(`${filing}/claims`);
  await expect(page.getByLabel('事实与理由')).toHaveValue('写到一半的事实。');
});

test('logged out in another tab, what was typed is still there', async ({ page, context, court }) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await page.goto(`${filing}/claims`);
  await page.getByLabel('事实与理由').fill('另一个标签页退出之前写的。');
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: '退出' }).click();
  await expect(other.getByRole('link', { name: '登录' }).first()).toBeVisible();

  await page.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(page.locator('main')).toContainText('另一个标签页退出之前写的。');
  await logIn(other, phone);
  await page.getByRole('button', { name: '继续提交' }).click();
  await expect(page.locator('main')).toContainText('另一个标签页退出之前写的。');
  await page.getByRole('button', { name: '继续提交' }).click();
  await page.goto(`${filing}/claims`);
  await expect(page.getByLabel('事实与理由')).toHaveValue('另一个标签页退出之前写的。');
});

test('another device goes on where this one stopped', async ({ page, person, court }) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await chooseCourt(page, filing);
  await chooseCause(page, filing);
  await fillClaims(page, filing);
  const device = await person();
  await logIn(device, phone);
  await device.goto('/filings');
  await device.getByRole('link', { name: /起诉人甲/ }).first().click();
  await expect(device.getByRole('heading', { name: '办理清单' })).toBeVisible();
  await device.goto(`${filing}/claims`);
  await expect(device.getByLabel('起诉标的金额')).toHaveValue('5万');
});

test('two clerks on one filing: one decides, the other is told who was faster', async ({ page, person, court, javaScriptEnabled }) => {
  const phone = freshPhone();
  await register(page, court, phone);
  await proveByFace(page, '起诉人甲');
  const filing = await prepare(page, nameFor(phone), javaScriptEnabled !== false);
  const code = await submit(page, filing);
  const [one, two] = [await person(), await person()];
  await staffLogIn(one, court, 'clerk.demo');
  await staffLogIn(two, court, 'clerk2.demo');
  for (const clerk of [one, two]) {
    await clerk.goto('/clerk/filings');
    await clerk.getByRole('link', { name: code }).click();
  }
  for (const clerk of [one, two]) {
    await clerk.getByRole('button', { name: '予以立案' }).click();
    await expect(clerk.locator('main')).toContainText('不能收回');
  }
  await one.getByRole('button', { name: '确认予以立案' }).click();
  await expect(one.locator('main')).toContainText(/民初\d+号/);
  const number = (await one.locator('main').textContent())?.match(/（\d{4}）粤0106民初\d+号/)?.[0] ?? '';
  await two.getByRole('button', { name: '确认予以立案' }).click();
  await expect(two.locator('main')).toContainText('演示立案员');
  await expect(two.locator('main')).toContainText(number);
  await page.goto('/cases');
  await expect(page.getByText(number)).toHaveCount(1);
});
