// The parts that decide something; what needs a browser is told by the stories in `e2e/`.
import { beforeAll, expect, test, vi } from "vitest";

beforeAll(() => {
  vi.stubGlobal("window", { addEventListener: () => undefined, setTimeout, clearTimeout });
});

test("the answer to a save decides the words and whether saving goes on", async () => {
  const { outcome } = await import("./autosave");
  const at = new Date(2026, 2, 9, 8, 5);
  expect(outcome(204, at)).toEqual({ text: "已自动保存 08:05", trouble: false, goOn: true });
  expect(outcome(401, at).goOn).toBe(false);
  expect(outcome(409, at).goOn).toBe(false);
  expect(outcome(422, at)).toMatchObject({ trouble: true, goOn: true });
  expect(outcome(0, at).text).toContain("网络中断");
});

test("a file that cannot be taken is refused by name, reason and remedy", async () => {
  const { refusal } = await import("./upload");
  const limit = 20 * 1_048_576;
  expect(refusal("空.pdf", 0, limit)).toBe("“空.pdf”是空文件，请重新选择。");
  expect(refusal("大.pdf", limit + 1_048_576, limit)).toBe(
    "“大.pdf”有 21 MB，超过每个文件 20 MB 的上限，请压缩或拆分后再上传。",
  );
  expect(refusal("刚好.pdf", limit, limit)).toBeNull();
});

test("an upload's id is the last part of its address", async () => {
  const { idOf } = await import("./upload");
  expect(idOf("http://127.0.0.1:8080/uploads/0198-ab")).toBe("0198-ab");
  expect(idOf("/uploads/7/?x=1")).toBe("7");
  expect(idOf("")).toBe("");
});

test("sizes are told in the unit people know", async () => {
  const { megabytes } = await import("./upload");
  expect([1, 10_240, 1_048_576, 1_572_864].map(megabytes)).toEqual(["1 KB", "10 KB", "1 MB", "1.5 MB"]);
});

test("characters are counted as the server counts them", async () => {
  const { left, wording } = await import("./count");
  expect(left("起诉𠮷", 5)).toBe(2);
  expect(wording(2)).toBe("还可以输入 2 字");
  expect(wording(-3)).toBe("超出 3 字，请删减");
});

test("the end of a notice is reached within half a line", async () => {
  const { atEnd } = await import("./notice");
  expect(atEnd({ scrollTop: 0, clientHeight: 300, scrollHeight: 900 })).toBe(false);
  expect(atEnd({ scrollTop: 595.5, clientHeight: 300, scrollHeight: 900 })).toBe(true);
  expect(atEnd({ scrollTop: 0, clientHeight: 300, scrollHeight: 300 })).toBe(true);
});

test("a search keeps what its address already asks and replaces its own fields", async () => {
  const { address } = await import("./search");
  const base = "http://127.0.0.1/filings/7/court";
  expect(address("/courts/found?level=3&q=old", new URLSearchParams({ q: "海淀" }), base)).toBe(
    "http://127.0.0.1/courts/found?level=3&q=%E6%B5%B7%E6%B7%80",
  );
});

test("j and k stop at the ends", async () => {
  const { next } = await import("./keys");
  expect(next(-1, 3, "j")).toBe(0);
  expect(next(2, 3, "j")).toBe(2);
  expect(next(0, 3, "k")).toBe(0);
  expect(next(-1, 0, "j")).toBe(-1);
});

test("a whole page is told from a fragment", async () => {
  const { isWholePage } = await import("./fragment");
  expect(isWholePage("\n<!doctype html><html>")).toBe(true);
  expect(isWholePage("\n<h1>选择法院</h1>")).toBe(false);
});

test("an answer's sentence comes from its JSON, else from its status", async () => {
  const { sentence } = await import("./page");
  expect(sentence('{"message":"文件已加密，请解除密码后再上传"}', 422)).toBe(
    "文件已加密，请解除密码后再上传",
  );
  expect(sentence("", 413)).toContain("文件过大");
  expect(sentence("{}", 500)).toContain("稍后再试");
});

test("typed fields leave files out and keep repeats", async () => {
  const { typed } = await import("./page");
  const data = new FormData();
  data.append("claim", "一");
  data.append("claim", "二");
  data.append("file", new File(["x"], "x.pdf"));
  expect(typed(data).toString()).toBe("claim=%E4%B8%80&claim=%E4%BA%8C");
});

test("files take their places in the order in which they were chosen", async () => {
  const { nextToAttach } = await import("./upload");
  const [one, two, three] = [{ state: "sending" }, { state: "sent" }, { state: "waiting" }] as const;
  expect(nextToAttach([one, two, three])).toBeUndefined();
  expect(nextToAttach([{ state: "failed" }, two, three])).toBe(two);
  expect(nextToAttach([{ state: "done" }, { state: "attaching" }, two])).toBeUndefined();
});

test("speed and time left are told once a second, in words", async () => {
  const { duration, Pace, underWay } = await import("./upload");
  expect([0.2, 59.2, 61, 3600, 5400].map(duration)).toEqual([
    "1 秒",
    "60 秒",
    "2 分钟",
    "1 小时 0 分钟",
    "1 小时 30 分钟",
  ]);
  const megabyte = 1_048_576;
  expect(underWay(0, 0, 0)).toBe("正在上传 0%");
  expect(underWay(10 * megabyte, 20 * megabyte, 2 * megabyte)).toBe("正在上传 50%，每秒 2 MB，约剩 5 秒");
  const pace = new Pace();
  expect(pace.sample(0, 0)).toBe(0);
  expect(pace.sample(400, megabyte)).toBeNull();
  expect(pace.sample(1000, 2 * megabyte)).toBe(2 * megabyte);
  expect(pace.sample(2000, 2 * megabyte)).toBeCloseTo(1.2 * megabyte);
});
