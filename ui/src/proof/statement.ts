// What the court stated (docs/proof.md, “Statements”).
import { isMembers, isName, type Members, need, type Value } from "./canonical";

export function isHash(value: Value | undefined): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

export function isKind(value: Value | undefined): value is string {
  return typeof value === "string" && isName(value) && value.length <= 64;
}

export function isCount(value: Value | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.\d{6}Z$/;

/** Whether this is a time in the one spelling, such as 2026-09-01T01:02:03.000004Z. */
export function isMoment(value: Value | undefined): value is string {
  if (typeof value !== "string" || !MOMENT.test(value)) return false;
  const whole = value.slice(0, 19);
  const time = Date.parse(`${whole}Z`);
  const year = Number(value.slice(0, 4));
  return (
    year >= 1970 && year <= 9998 && !Number.isNaN(time) && new Date(time).toISOString().startsWith(whole)
  );
}

function beijing(moment: string): string {
  const at = new Date(Date.parse(`${moment.slice(0, 19)}Z`) + 8 * 3_600_000);
  const clock = at.toISOString().slice(11, 19);
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${clock}（北京时间）`;
}

const isText = (value: Value | undefined): value is string => typeof value === "string";
const isHashes = (value: Value | undefined): value is string[] => Array.isArray(value) && value.every(isHash);
const isRound = (value: Value | undefined): value is number => isCount(value) && value <= 0xffff_ffff;

interface Issued {
  number: string;
  title: string;
  sha256: string;
  issued_at: string;
}

export type Statement =
  | {
      kind: "file_accepted";
      sha256: string;
      sm3: string;
      size: number;
      media_type: string;
      received_at: string;
    }
  | {
      kind: "filing_submitted";
      registration: string;
      court: string;
      round: number;
      digest: string;
      files: string[];
      submitted_at: string;
    }
  | ({ kind: "notice_issued" | "decision_issued" } & Issued)
  | { kind: "docket_entry"; case: string; seq: number; hash: string };

type Fields = Record<string, (value: Value | undefined) => boolean>;

const ISSUED: Fields = { number: isText, title: isText, sha256: isHash, issued_at: isMoment };
const FIELDS: Record<Statement["kind"], Fields> = {
  file_accepted: { sha256: isHash, sm3: isHash, size: isCount, media_type: isText, received_at: isMoment },
  filing_submitted: {
    registration: isText,
    court: isText,
    round: isRound,
    digest: isHash,
    files: isHashes,
    submitted_at: isMoment,
  },
  notice_issued: ISSUED,
  decision_issued: ISSUED,
  docket_entry: { case: isText, seq: isCount, hash: isHash },
};

/** An object with just these members. */
export function members(value: Value | undefined, required: string[], optional: string[] = []): Members {
  need(isMembers(value));
  const names = Object.keys(value);
  need(required.every((name) => names.includes(name)));
  need(names.every((name) => required.includes(name) || optional.includes(name)));
  return value;
}

/** The statement, if its kind and fields are known. */
export function readStatement(value: Members): Statement | null {
  const kind = value.kind;
  if (!isText(kind) || !Object.hasOwn(FIELDS, kind)) return null;
  const fields = FIELDS[kind as Statement["kind"]];
  const names = Object.keys(value).filter((name) => name !== "kind");
  const known =
    names.length === Object.keys(fields).length && names.every((name) => Object.hasOwn(fields, name));
  if (!known || !names.every((name) => fields[name]?.(value[name]))) return null;
  return value as unknown as Statement;
}

/** One sentence for people. */
export function sentence(says: Statement): string {
  switch (says.kind) {
    case "file_accepted":
      return `法院于${beijing(says.received_at)}收到文件，类型${says.media_type}，${says.size}字节`;
    case "filing_submitted": {
      const at = beijing(says.submitted_at);
      const what = `登记编码${says.registration}，第${says.round}次提交，材料${says.files.length}份`;
      return `法院（${says.court}）于${at}收到立案申请，${what}`;
    }
    case "notice_issued":
    case "decision_issued":
      return `法院于${beijing(says.issued_at)}发出《${says.title}》，编号${says.number}`;
    case "docket_entry":
      return `案卷${says.case}的日志第${says.seq}条已记入存证日志`;
  }
}
