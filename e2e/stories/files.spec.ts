// Files that no court could read: each is refused in a sentence that names the file, the reason and the remedy;
// what was handed in before stays.
import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { begin, freshPhone, handIn, pdf, proveByFace, register } from '../harness/people.ts';
import { expect, test } from '../harness/test.ts';

type Bad = { name: string; mimeType: string; buffer: Buffer; reason: RegExp; remedy: RegExp };

/** A picture of one size and depth from its rows, each beginning with its filter. */
function png(side: number, [depth, colours]: [number, number], rows: Buffer): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = depth;
  head[9] = colours;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A whole picture of one bit a pixel, far larger unpacked than it is. */
const hugePng = (side: number): Buffer => png(side, [1, 0], Buffer.alloc((Math.ceil(side / 8) + 1) * side));

/** A picture of noise, three octets a pixel, which no packing makes smaller. */
function noise(side: number): Buffer {
  const rows = randomBytes((side * 3 + 1) * side);
  for (let row = 0; row < side; row++) rows[row * (side * 3 + 1)] = 0;
  return png(side, [8, 2], rows);
}

/** A page that opens only with a password nobody knows. */
function lockedPdf(): Buffer {
  const zeros = '0'.repeat(64);
  return Buffer.from(
    pdf()
      .toString('latin1')
      .replace(
        '/Root 1 0 R',
        `/Root 1 0 R/ID[<${'ab'.repeat(16)}><${'ab'.repeat(16)}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${zeros}>/U<${zeros}>>>`,
      ),
    'latin1',
  );
}

function bad(): Bad[] {
  const large = Buffer.alloc(21 * 1024 * 1024, 0x25);
  pdf().copy(large);
  return [
    { name: '空白.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0), reason: /空文件/, remedy: /重新选择/ },
    { name: '太大.pdf', mimeType: 'application/pdf', buffer: large, reason: /21(\.\d)? MB.*20 MB 的上限/, remedy: /压缩/ },
    {
      name: '程序.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(4096)]),
      reason: /程序/,
      remedy: /转换为/,
    },
    { name: '半截.pdf', mimeType: 'application/pdf', buffer: pdf().subarray(0, 150), reason: /不完整/, remedy: /原文件重新上传/ },
    { name: '加锁.pdf', mimeType: 'application/pdf', buffer: lockedPdf(), reason: /密码/, remedy: /取消密码后重新上传/ },
    { name: '巨图.png', mimeType: 'image/png', buffer: hugePng(30_000), reason: /30000×30000 像素/, remedy: /缩小图片/ },
  ];
}

test('files that cannot be read are refused by name, with reason and remedy', async ({ page, court, shot, javaScriptEnabled }) => {
  const script = javaScriptEnabled !== false;
  await register(page, court, freshPhone());
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await handIn(page, filing, 'evidence', script);
  for (const { reason, remedy, ...file } of bad()) {
    await page.goto(`${filing}/materials`);
    const card = page.locator('#category-evidence');
    await card.locator('input[type=file]').setInputFiles(file);
    if (!script) await card.locator('button[type=submit]', { hasText: '上传' }).click();
    const told = page.locator('main');
    await expect(told).toContainText(new RegExp(`“${file.name}”.*${reason.source}`));
    await expect(told).toContainText(new RegExp(`“${file.name}”.*${remedy.source}`));
    await expect(page.locator('#category-evidence .material')).toHaveCount(1);
  }
  await shot(page, 'files-refused');
});

test('good and bad files together: the good ones are kept', async ({ page, court, javaScriptEnabled }) => {
  const script = javaScriptEnabled !== false;
  await register(page, court, freshPhone());
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await page.goto(`${filing}/materials`);
  const card = page.locator('#category-evidence');
  await card.locator('input[type=file]').setInputFiles([
    { name: '借条.pdf', mimeType: 'application/pdf', buffer: pdf() },
    { name: '空白.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
    { name: '转账.pdf', mimeType: 'application/pdf', buffer: pdf() },
  ]);
  if (!script) await card.locator('button[type=submit]', { hasText: '上传' }).click();
  await expect(page.locator('main')).toContainText('“空白.pdf”');
  await expect(page.locator('#category-evidence .material')).toHaveCount(2);
});

test('a large file over a slow line tells its speed, pauses, and goes on where it stopped', async ({
  page,
  court,
  shot,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'without script the browser itself sends the form');
  await register(page, court, freshPhone());
  await proveByFace(page, '起诉人甲');
  const filing = await begin(page);
  await page.goto(`${filing}/materials`);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const line = (uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', { offline: false, latency: 10, downloadThroughput: -1, uploadThroughput });
  await line(1_000_000);
  const card = page.locator('#category-evidence');
  await card.locator('input[type=file]').setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: noise(1800) });
  const row = card.locator('.uploads li');
  await expect(row).toContainText(/正在上传 \d+%，每秒 .+，约剩 /);
  await shot(page, 'upload-under-way');
  await row.getByRole('button', { name: '暂停' }).click();
  await expect(row).toContainText(/已暂停，已传 \d+%/);
  const said = await row.textContent();
  await page.waitForTimeout(1500);
  expect(await row.textContent()).toBe(said);
  await line(-1);
  await row.getByRole('button', { name: '继续' }).click();
  await expect(card.locator('.materials')).toContainText('照片.png');
});
