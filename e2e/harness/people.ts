// What people do on the pages, in their words. Used by the stories.
import type { Locator } from '@playwright/test';
import { expect, type Court, type Page } from './test.ts';

export const PASSWORD = 'Dengwen-2026';
export const COURT = '广州市天河区人民法院';

/** A mainland mobile number nobody else in this run uses. */
export function freshPhone(): string {
  const n = Math.floor(Math.random() * 100_000_000);
  return `139${String(n).padStart(8, '0')}`;
}

/** A resident identity number with its check digit (GB 11643), invented. */
export function freshIdNumber(): string {
  const day = String(1 + Math.floor(Math.random() * 28)).padStart(2, '0');
  const seq = String(Math.floor(Math.random() * 1000)).padStart(3, '0');
  const year = 1960 + Math.floor(Math.random() * 40);
  const body = `440106${year}08${day}${seq}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, w, i) => all + w * Number(body[i]), 0);
  return body + '10X98765432'[sum % 11];
}

/** The picture is not readable for a program; the written question is, as it is for a screen reader. */
async function answerRiddle(page: Page): Promise<void> {
  const question = page.locator('.challenge__question');
  if ((await question.count()) === 0) {
    await page.getByRole('button', { name: '改用文字题' }).click();
    await expect(question).toBeVisible();
  }
  const words = (await question.textContent()) ?? '';
  await page.getByLabel('请用数字填写答案').fill(String(solve(words)));
}

/** Sums like 三加五 or 12 + 7. */
export function solve(words: string): number {
  const digits: Record<string, number> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
  const read = (text: string): number => {
    if (/^\d+$/.test(text)) return Number(text);
    const [tens, ones] = text.includes('十') ? text.split('十') : [undefined, text];
    const high = tens === undefined ? 0 : tens === '' ? 1 : (digits[tens] ?? 0);
    return high * 10 + (ones ? (digits[ones] ?? 0) : 0);
  };
  const found = words.match(/([\d零一二两三四五六七八九十]+)\s*([加减乘+\-×])(?:以|上|去)?\s*([\d零一二两三四五六七八九十]+)/);
  const [, left, sign, right] = found ?? [];
  if (left === undefined || right === undefined) throw new Error(`not a sum: ${words}`);
  const [a, b] = [read(left), read(right)];
  if (sign === '加' || sign === '+') return a + b;
  if (sign === '减' || sign === '-') return a - b;
  return a * b;
}

export async function register(page: Page, court: Court, phone: string): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('手机号码').fill(phone);
  await answerRiddle(page);
  await page.getByRole('button', { name: '获取验证码' }).last().click();
  await page.getByLabel('短信验证码').fill(await court.smsCode(phone));
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('再填一次密码').fill(PASSWORD);
  await page.getByLabel('我已阅读并同意《注册协议》').check();
  await page.getByLabel('我已阅读并同意《隐私政策》').check();
  await page.getByRole('button', { name: '完成注册' }).click();
}

/** 实名认证 by the (simulated) face check. */
export async function proveByFace(page: Page, name: string): Promise<void> {
  await page.goto('/verify');
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('证件类型').selectOption({ label: '居民身份证' });
  await page.getByLabel('证件号码').fill(freshIdNumber());
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('人脸核身').check();
  await page.getByLabel('我单独同意为本次实名认证处理我的人脸信息').check();
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByRole('button', { name: '通过', exact: true }).click();
  await page.getByRole('link', { name: '返回登闻' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('实名认证');
}

export async function logIn(page: Page, account: string): Promise<void> {
  await page.goto('/login');
  await page.locator('#account').fill(account);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: '登录' }).click();
}

export async function staffLogIn(page: Page, court: Court, login: string): Promise<void> {
  await page.goto('/staff/login');
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByLabel('动态口令').fill(await court.secondFactor(login));
  await page.locator('main').getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Begins a filing and returns its address. */
export async function begin(page: Page): Promise<string> {
  await page.goto('/filings/new');
  await page.getByLabel('民事一审').check();
  await page.getByLabel('为本人申请').check();
  await page.getByRole('button', { name: '开始' }).click();
  await expect(page.getByRole('heading', { name: '办理清单' })).toBeVisible();
  return new URL(page.url()).pathname;
}

export async function chooseCourt(page: Page, filing: string): Promise<void> {
  await page.goto(`${filing}/court?q=${encodeURIComponent('天河')}`);
  await page.getByRole('button', { name: new RegExp(COURT) }).first().click();
  await expect(page).not.toHaveURL(/\/court/);
}

export async function readNotices(page: Page, filing: string): Promise<void> {
  for (const key of ['filing', 'electronic-service', 'litigation', 'risk', 'integrity']) {
    await page.goto(`${filing}/notices/${key}`);
    const tick = page.getByRole('checkbox');
    // With script the tick opens at the end of the text.
    const text = page.locator('[data-read-to-end]');
    await text.evaluate((box) => { box.scrollTop = box.scrollHeight; box.dispatchEvent(new Event('scroll')); }).catch(() => {});
    await tick.check();
    await page.getByRole('button', { name: '确认并继续' }).click();
    await expect(page).not.toHaveURL(new RegExp(`notices/${key}$`));
  }
}

export async function chooseCause(page: Page, filing: string): Promise<void> {
  await page.goto(`${filing}/cause?q=${encodeURIComponent('民间借贷')}`);
  await page.locator('button[name=cause]', { hasText: '民间借贷纠纷' }).first().click();
  await expect(page).not.toHaveURL(/\/cause/);
}

export async function fillParties(page: Page, filing: string, defendant: string): Promise<void> {
  await page.goto(`${filing}/parties`);
  await page.getByRole('link', { name: /修改|填写|编辑/ }).first().click();
  await page.getByLabel('民族').fill('汉族');
  await page.getByLabel('住址').fill('广东省广州市天河区天河路1号');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.goto(`${filing}/parties/new?role=defendant`);
  await page.getByLabel('自然人').check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('姓名').fill(defendant);
  await page.getByLabel('男', { exact: true }).check();
  await page.getByLabel('住址').fill('广东省广州市天河区体育西路2号');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.locator('main')).toContainText(defendant);
}

export async function fillClaims(page: Page, filing: string): Promise<void> {
  await page.goto(`${filing}/claims`);
  await page.locator('[name=claim_text]').first().fill('判令被告偿还借款本金五万元');
  await page.locator('[name=claim_amount]').first().fill('50000');
  await page.getByLabel('起诉标的金额').fill('5万');
  await page.getByLabel('事实与理由').fill('二〇二五年三月一日，被告向原告借款五万元，约定一年内归还，到期后多次催要未还。');
  await page.getByLabel('不涉外、不涉港澳台').check();
  await page.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(page.getByRole('heading', { name: '办理清单' })).toBeVisible();
}

export async function fillJurisdiction(page: Page, filing: string): Promise<void> {
  await page.goto(`${filing}/jurisdiction`);
  await page.getByLabel('被告住所地', { exact: true }).check();
  await page.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(page.getByRole('heading', { name: '办理清单' })).toBeVisible();
}

/** A one-page PDF that says nothing. */
export function pdf(): Buffer {
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((o) => {
    const at = text.length;
    text += o;
    return at;
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer<</Size 4/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
}

export const REQUIRED = ['complaint', 'plaintiff_identity', 'defendant_identity', 'evidence'];

/** Hands in one file in a category; with script it arrives by itself, without by a button. */
export async function handIn(page: Page, filing: string, category: string, script: boolean, name = `${category}.pdf`): Promise<void> {
  await page.goto(`${filing}/materials`);
  const card = page.locator(`#category-${category}`);
  const before = await card.locator('.material').count();
  await card.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf() });
  if (!script) await card.locator('button[type=submit]', { hasText: '上传' }).click();
  await expect(page.locator(`#category-${category} .material`)).toHaveCount(before + 1);
}

/** A small picture of a signature. */
const PEN = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAPAAAABgCAAAAAAGWKANAAABgUlEQVR42u3bgQ3EIAwDwAzB/qv2R3gk7MQG/wBIJ/KUJm59j/0q4IADDjjggAMOOOCAAw444IA9wGs9B144sw0YZXYCQ8heYIDZ45ReOLPNYwlldnoOQ8heFw/ANtvdtE7NjlfLI3L9Xfsyc+0sfFNp196y92xzba95ibk4haNb2kU8HyTNRfuzjJkhz2Gn0kZdPGzMwJuWR2lDr5bLwIy+SxuY4S8PzuQ6OyD8zHV0Phiaj96HHcmnDQA783nHw6y0IS0eJzOqp2VDxjXxTLYZ2rV0MKPbtPJkQl9a20xpxCuXNmvyIEsmjlo0zdTZkmJps4dpcuaG6aEWuWVcqrTNXfNhGXPjQFyD3JsAEDB3Rx7GS3sg4zFrngm1DJKnUjxj2zwYW5oxz+a0BsjjwbRus0ASr7e0NaKHjWSZrGWXWShc2lPaWmnaBrNcfJhNFsxLc7dZMyBONMsm4p8Df6SwtvY3D8+BP/xXF/lgOuCAAw444IADDjjggAMOOOAXwT8DenDfznhFhwAAAABJRU5ErkJggg==',
  'base64',
);

export async function confirmAddress(page: Page, filing: string, script: boolean): Promise<void> {
  await page.goto(`${filing}/service-address`);
  if (!(await page.getByLabel('证件号码').inputValue())) await page.getByLabel('证件号码').fill(freshIdNumber());
  await page.getByLabel('同意', { exact: true }).check();
  await page.getByLabel('本平台').check();
  await page.getByLabel('短信', { exact: true }).check();
  await page.getByLabel('接收短信的手机号码').fill('13900000000');
  await page.getByLabel('详细地址').fill('广东省广州市天河区天河路1号');
  await page.getByLabel('邮政编码').fill('510620');
  await page.locator('#declared').check();
  if (script) await draw(page);
  else await page.locator('input[type=file]').setInputFiles({ name: '签名.png', mimeType: 'image/png', buffer: PEN });
  await page.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(page.getByRole('heading', { name: '办理清单' })).toBeVisible();
}

/** Signs with the mouse on the canvas. */
async function draw(page: Page): Promise<void> {
  const known = page.getByRole('button', { name: '我已知晓' });
  if (await known.isVisible()) await known.click();
  const canvas = page.locator('canvas').first();
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no canvas to sign on');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.2, 0.3));
  await page.mouse.down();
  for (const [x, y] of [[0.4, 0.7], [0.5, 0.3], [0.6, 0.7], [0.8, 0.4]] as const) await page.mouse.move(...at(x, y), { steps: 6 });
  await page.mouse.up();
  await page.getByRole('button', { name: '确认签名' }).click();
  await expect(page.getByText('签名已确认').first()).toBeVisible();
}

/** How the originals reach the court; asked on the page of materials. */
export async function chooseOriginals(page: Page, filing: string): Promise<void> {
  await page.goto(`${filing}/materials`);
  await page.getByLabel('邮寄提交').check();
  await page.getByRole('button', { name: '保存并返回清单' }).click();
  await expect(page.getByRole('heading', { name: '办理清单' })).toBeVisible();
}

/** An invented name, of characters only. */
export function nameFor(phone: string): string {
  return `赵${[...phone.slice(-4)].map((d) => '零一二三四五六七八九'[Number(d)]).join('')}`;
}

/** Everything up to the preview. */
export async function prepare(page: Page, defendant: string, script: boolean): Promise<string> {
  const filing = await begin(page);
  await chooseCourt(page, filing);
  await readNotices(page, filing);
  await chooseCause(page, filing);
  await fillParties(page, filing, defendant);
  await fillClaims(page, filing);
  await fillJurisdiction(page, filing);
  for (const category of REQUIRED) await handIn(page, filing, category, script);
  await chooseOriginals(page, filing);
  await confirmAddress(page, filing, script);
  return filing;
}

export function submitButton(page: Page): Locator {
  return page.getByRole('button', { name: '确认提交' });
}

/** Looks at the preview, promises, submits; returns the registration number. */
export async function submit(page: Page, filing: string): Promise<string> {
  await page.goto(`${filing}/preview`);
  await page.locator('#declared').check();
  await submitButton(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('已提交');
  const panel = (await page.locator('.govuk-panel').textContent()) ?? '';
  const code = panel.match(/[A-Z0-9]+-\d{8}-\d+/)?.[0];
  if (!code) throw new Error(`no registration number in: ${panel}`);
  return code;
}

/** The court's paper is made soon after its act, and is a PDF. */
export async function issued(page: Page, where: string, title: string): Promise<void> {
  const link = page.locator('section[aria-labelledby=papers]').getByRole('link', { name: title, exact: true });
  await expect(async () => {
    await page.goto(where);
    await expect(link.first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  const href = await link.first().getAttribute('href');
  const pdf = await page.request.get(`${href}/file`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
}
