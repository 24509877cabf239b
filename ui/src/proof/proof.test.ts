// The verifier says what the Rust one says: data/vectors/proof.json is written by crates/base/chain.
import { expect, test } from "vitest";
import vectors from "../../../data/vectors/proof.json?raw";
import { canonical, parseCanonical } from "./canonical";
import { Key } from "./key";
import { hex, octetsOf } from "./octets";
import { Sm3, sm3 } from "./sm3";
import { digest, type Report, verify } from "./verify";

interface Case {
  name: string;
  receipt: string;
  file: string | null;
  keys: string[];
  report: Report;
}

const cases: Case[] = JSON.parse(vectors);

function run({ receipt, file, keys }: Case): Promise<Report> {
  return verify(file === null ? null : new Blob([file]), receipt, keys);
}

test("there are vectors of every verdict", () => {
  expect(cases.length).toBeGreaterThan(90);
  expect(new Set(cases.map(({ report }) => report.verdict))).toEqual(
    new Set(["valid", "incomplete", "refused"]),
  );
});

test.each(cases)("$name", async (one) => {
  expect(await run(one)).toEqual(one.report);
});

test("a receipt with one octet changed is refused", async () => {
  const good = cases.find(({ name }) => name === "the log only grew") as Case;
  const octets = octetsOf(good.receipt);
  expect((await verify(octetsOf(good.file ?? ""), octets, good.keys)).verdict).toBe("valid");
  for (let at = 0; at < octets.length; at += 7) {
    const bad = octets.slice();
    bad[at] = (bad[at] as number) ^ 1;
    const { verdict } = await verify(octetsOf(good.file ?? ""), bad, good.keys);
    expect(verdict, `octet ${at}`).toBe("refused");
  }
}, 60_000);

/** GB/T 32905-2016 annex A. */
test("SM3 is that of the standard, in parts and whole", () => {
  expect(hex(sm3(octetsOf("abc")))).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  expect(hex(sm3(octetsOf("abcd".repeat(16))))).toBe(
    "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
  );
  const data = Uint8Array.from({ length: 1000 }, (_, n) => (n * 7) % 251);
  for (const size of [1, 63, 64, 65, 500]) {
    const parts = new Sm3();
    for (let at = 0; at < data.length; at += size) parts.update(data.subarray(at, at + size));
    expect(hex(parts.digest())).toBe(hex(sm3(data)));
  }
});

test("a large file is read in parts, and how far is told", async () => {
  const data = new Uint8Array(9 * 1024 * 1024 + 5).fill(7);
  const told: number[] = [];
  const whole = await digest(data);
  const parts = await digest(new Blob([data]), (done) => told.push(done));
  expect(parts).toEqual(whole);
  expect(told).toEqual([4_194_304, 8_388_608, 9_437_189]);
  expect(await digest(new Uint8Array())).toMatchObject({ size: 0, sha256: hex(await sha256OfNothing()) });
});

async function sha256OfNothing(): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array()));
}

test("a key that is trusted must be one", async () => {
  const [key = ""] = cases[0]?.keys ?? [];
  expect(new Key(key).text).toBe(key);
  expect(() => new Key(key.replace("+", "-"))).toThrow();
  await expect(verify(null, cases[0]?.receipt ?? "", ["nonsense"])).rejects.toThrow();
});

/** An implementation that shares nothing with ours. */
test("WebCrypto agrees on Ed25519 where it knows it", async () => {
  const signed = cases.find(({ name }) => name === "the Ed25519 key is trusted") as Case;
  const note: string = JSON.parse(signed.receipt).checkpoint;
  const end = note.lastIndexOf("\n\n");
  const line = note.slice(end + 2).split("\n")[0] ?? "";
  const octets = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const raw = octets((signed.keys[0] ?? "").split("+").slice(2).join("+")).slice(1);
  const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  const signature = octets(line.split(" ")[2] ?? "").slice(4);
  const text = new TextEncoder().encode(note.slice(0, end + 1));
  expect(await crypto.subtle.verify({ name: "Ed25519" }, key, signature, text)).toBe(true);
  const ours = new Key(signed.keys[0] ?? "");
  expect(ours.verifies(note.slice(0, end + 1), signature)).toBe(true);
  expect(ours.verifies(note.slice(0, end), signature)).toBe(false);
});

test("canonical JSON has one spelling", () => {
  const text = '{"a_1":{"c":"\\"\\\\\\n\\u0001\u2028","z":"诉"},"b":[1,-2,true]}';
  expect(canonical(parseCanonical(text))).toBe(text);
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(parseCanonical(deep(16))).toBeDefined();
  for (const wrong of [deep(17), "null", "1.0", "-0", '{"b":1,"a":2}', '{"a":1,"a":1}', '{"__proto__":1}']) {
    expect(() => parseCanonical(wrong), wrong).toThrow();
  }
});
