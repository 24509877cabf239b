// Checks a file and its receipt in the browser, without asking any server. The report is that of `dengwen verify` and of
// tools/verify.py, word for word; docs/proof.md says what is checked. Time stamps need the command or OpenSSL.
import { sha256 } from "@noble/hashes/sha2.js";
import type { Checkpoint } from "./checkpoint";
import { Key } from "./key";
import { hex, octetsOf } from "./octets";
import { OtherVersion, Receipt } from "./receipt";
import { Sm3 } from "./sm3";
import { readStatement, type Statement, sentence } from "./statement";
import { broken, included } from "./tree";

export type Outcome = "passed" | "failed" | "not-checked";
export type Verdict = "valid" | "incomplete" | "refused";

export interface Line {
  check: string;
  outcome: Outcome;
  code: string;
  text: string;
}

export interface Report {
  verdict: Verdict;
  checks: Line[];
}

export interface FileDigest {
  size: number;
  sha256: string;
  sm3: string;
}

export const VERDICTS: Record<Verdict, string> = {
  valid: "核验通过",
  incomplete: "没有发现问题，但有事项未核对",
  refused: "核验不通过",
};

/** How much of a file is read at a time. */
const PART = 4 * 1024 * 1024;

/** Size and digests of a file, read a part at a time; `progress` is told how much of it is done. */
export async function digest(
  file: Blob | Uint8Array,
  progress?: (done: number, all: number) => void,
): Promise<FileDigest> {
  const [one, two] = [sha256.create(), new Sm3()];
  const size = file instanceof Uint8Array ? file.length : file.size;
  for (let at = 0; at < size; at += PART) {
    const part =
      file instanceof Uint8Array
        ? file.subarray(at, at + PART)
        : new Uint8Array(await file.slice(at, at + PART).arrayBuffer());
    one.update(part);
    two.update(part);
    progress?.(Math.min(at + PART, size), size);
  }
  return { size, sha256: hex(one.digest()), sm3: hex(two.digest()) };
}

/**
 * Checks a receipt and the file it speaks of. `trusted` are the court's published keys; without any, the receipt is checked
 * against the keys it brings along, and the report says so.
 */
export async function verify(
  file: Blob | Uint8Array | null,
  proof: Uint8Array | string,
  trusted: string[] = [],
  progress?: (done: number, all: number) => void,
): Promise<Report> {
  const keys = trusted.map((key) => new Key(key));
  const document = typeof proof === "string" ? octetsOf(proof) : proof;
  return check(document, file && (await digest(file, progress)), keys);
}

/** The same, for a file whose digests are known. */
export function check(document: Uint8Array, file: FileDigest | null, trusted: Key[]): Report {
  let receipt: Receipt;
  try {
    receipt = new Receipt(document);
  } catch (why) {
    if (why instanceof OtherVersion) {
      return report([
        line("failed", "format-version", `凭证版本是“${why.message}”，本工具不认识，请使用新版核验工具。`),
      ]);
    }
    const words = "不是存证凭证，或者凭证被改动、被重新保存过；请使用下载时的原件。";
    return report([line("failed", "format-refused", words)]);
  }
  const says = readStatement(receipt.statement);
  return report([
    line("passed", "format-read", "凭证格式正确。"),
    checkFile(receipt, says, file),
    checkCommitment(receipt, says),
    checkInclusion(receipt),
    ...checkSignatures(receipt.checkpoint, receipt, trusted),
    ...checkLater(receipt, trusted),
    receipt.stamped
      ? line("not-checked", "stamp-not-checked", "凭证附有时间戳，未核对：没有提供时间戳机构的根证书。")
      : line("not-checked", "stamp-absent", "凭证没有附时间戳。"),
  ]);
}

function line(outcome: Outcome, code: string, text: string): Line {
  return { check: code.split("-")[0] ?? "", outcome, code, text };
}

function report(checks: Line[]): Report {
  const has = (...codes: string[]) => checks.some((one) => codes.includes(one.code));
  let verdict: Verdict = "valid";
  if (checks.some((one) => one.outcome === "failed")) verdict = "refused";
  else if (has("file-not-given", "file-unknown-kind") || !has("signature-valid")) verdict = "incomplete";
  return { verdict, checks };
}

function checkFile(receipt: Receipt, says: Statement | null, file: FileDigest | null): Line {
  if (says === null) {
    const words = `本工具不认识种类“${receipt.kind}”，未核对文件，请使用新版核验工具。`;
    return line("not-checked", "file-unknown-kind", words);
  }
  if (file === null) {
    return says.kind === "docket_entry"
      ? line("not-checked", "file-not-stated", "凭证所载内容不涉及文件。")
      : line("not-checked", "file-not-given", "没有提供文件，未核对文件。");
  }
  const compare = (pairs: [string, unknown, unknown][], code: string, words: string) => {
    const differing = pairs.filter(([, stated, found]) => stated !== found).map(([name]) => name);
    if (differing.length === 0) return line("passed", code, words);
    return line("failed", "file-differs", `文件与凭证所载不一致：${differing.join("、")}不同。`);
  };
  switch (says.kind) {
    case "file_accepted": {
      const pairs: [string, unknown, unknown][] = [
        ["大小", says.size, file.size],
        ["SHA-256", says.sha256, file.sha256],
        ["SM3", says.sm3, file.sm3],
      ];
      return compare(pairs, "file-matches", "文件与凭证所载一致（大小、SHA-256、SM3）。");
    }
    case "notice_issued":
    case "decision_issued": {
      const words = "文件与凭证所载的文书一致（SHA-256）。";
      return compare([["SHA-256", says.sha256, file.sha256]], "file-is-document", words);
    }
    case "filing_submitted": {
      const [at, count] = [says.files.indexOf(file.sha256), says.files.length];
      if (at < 0) return line("failed", "file-not-listed", `文件不在本次提交的${count}份材料之内。`);
      const words = `文件是本次提交的第${at + 1}份材料，共${count}份（SHA-256一致）。`;
      return line("passed", "file-listed", words);
    }
    case "docket_entry":
      return line("failed", "file-unrelated", "凭证所载内容不涉及文件，不能证明所提供的文件。");
  }
}

function checkCommitment(receipt: Receipt, says: Statement | null): Line {
  const { kind, leafKind } = receipt;
  if (leafKind !== kind) {
    const words = `日志记录的种类是“${leafKind}”，凭证所载内容的种类是“${kind}”。`;
    return line("failed", "commitment-kind-differs", words);
  }
  if (receipt.commitment() !== receipt.committed) {
    const words = "凭证所载内容与日志记录的承诺不符：内容或随机数被改动。";
    return line("failed", "commitment-differs", words);
  }
  const words = says ? sentence(says) : `种类“${kind}”`;
  return line("passed", "commitment-opens", `日志记录与凭证所载内容相符：${words}。`);
}

function checkInclusion(receipt: Receipt): Line {
  const { index, checkpoint, leafHash, path } = receipt;
  const { origin, size } = checkpoint;
  if (index >= size) {
    return line("failed", "inclusion-outside", `序号${index}不在共${size}条的日志之内。`);
  }
  if (included(index, leafHash, checkpoint, path)) {
    const words = `该记录在日志${origin}中，序号${index}（从0起），当时共${size}条。`;
    return line("passed", "inclusion-proven", words);
  }
  const words = "证明路径与检查点的根哈希不符：记录、序号、路径或检查点被改动。";
  return line("failed", "inclusion-wrong", words);
}

/** One line for each key of this log, the trusted ones first; one more if none has signed that counts. */
function checkSignatures(checkpoint: Checkpoint, receipt: Receipt, trusted: Key[]): Line[] {
  const { origin } = checkpoint;
  const among = (keys: Key[], key: Key) => keys.some((other) => other.text === key.text);
  const others = receipt.keys.filter((key) => !among(trusted, key));
  const lines = [...trusted, ...others]
    .filter((key) => key.name === origin)
    .map((key) => {
      const { name, algorithm, fingerprint } = key;
      const signed = checkpoint.signedBy(key);
      if (signed && among(trusted, key)) {
        const words = `检查点由${name}的${algorithm}密钥签名，签名有效；密钥指纹${fingerprint}。`;
        return line("passed", "signature-valid", words);
      }
      if (signed) {
        const words = `签名与凭证所附的${algorithm}公钥相符，但公钥未经确认；请与法院公布的密钥指纹核对：`;
        return line("not-checked", "signature-self", `${words}${fingerprint}。`);
      }
      if (signed === false) {
        const words = `检查点上${name}的${algorithm}签名无效：检查点被改动，或者不是该密钥所签。`;
        return line("failed", "signature-wrong", words);
      }
      if (among(receipt.keys, key)) {
        const words = `凭证列出了${name}的${algorithm}密钥，检查点却没有它的签名。`;
        return line("failed", "signature-missing", words);
      }
      return line("not-checked", "signature-absent", `检查点没有${name}的${algorithm}密钥签名。`);
    });
  const enough = trusted.length > 0 ? "signature-valid" : "signature-self";
  if (!lines.some((one) => one.code === enough)) {
    lines.push(line("failed", "signature-none", `检查点没有日志${origin}的可信密钥的有效签名。`));
  }
  return lines;
}

function checkLater(receipt: Receipt, trusted: Key[]): Line[] {
  if (receipt.later === null) return [];
  const { checkpoint, consistency } = receipt.later;
  const how = broken(receipt.checkpoint, checkpoint, consistency);
  if (how !== null) return [line("failed", "later-broken", `${how}。`)];
  if (checkSignatures(checkpoint, receipt, trusted).some((one) => one.outcome === "failed")) {
    return [line("failed", "later-unsigned", "后来的检查点没有有效签名。")];
  }
  const words = `后来的检查点共${checkpoint.size}条，完整保留了此前的${receipt.checkpoint.size}条。`;
  return [line("passed", "later-consistent", words)];
}
