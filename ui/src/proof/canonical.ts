// Canonical JSON: one value has one spelling (docs/proof.md, “Canonical JSON”).

export type Value = boolean | number | string | Value[] | { [name: string]: Value };
export type Members = { [name: string]: Value };

/** Something is not as it must be. */
export class Bad extends Error {}

export function need(condition: boolean): asserts condition {
  if (!condition) throw new Bad();
}

const NAME = /^[a-z][a-z0-9_]*$/;
const MAX_DEPTH = 16;
const ESCAPES: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

export function isName(text: string): boolean {
  return NAME.test(text);
}

export function isMembers(value: Value | undefined): value is Members {
  return typeof value === "object" && !Array.isArray(value);
}

/** The one spelling of a value. */
export function canonical(value: Value, depth = 0): string {
  if (value === true || value === false) return String(value);
  if (typeof value === "number") {
    need(Number.isSafeInteger(value));
    return String(value);
  }
  if (typeof value === "string") return quoted(value);
  need(typeof value === "object" && value !== null && depth < MAX_DEPTH);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  const members = Object.keys(value).sort();
  need(members.every(isName));
  return `{${members.map((name) => `"${name}":${canonical(value[name] as Value, depth + 1)}`).join(",")}}`;
}

function quoted(text: string): string {
  let out = "";
  for (const c of text) {
    out += ESCAPES[c] ?? (c < " " ? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}` : c);
  }
  return `"${out}"`;
}

/** The value of a text, if the text is its one spelling; so nothing is lost or changed in reading. */
export function parseCanonical(text: string): Value {
  const value = JSON.parse(text) as Value;
  need(canonical(value) === text);
  return value;
}
