// Signed checkpoints (C2SP tlog-checkpoint, C2SP signed-note).
import { sha256 } from "@noble/hashes/sha2.js";
import { need } from "./canonical";
import { isKeyName, type Key } from "./key";
import { hex, octetsOf, same, unbase64 } from "./octets";

const MAX_NOTE = 128 * 1024;
const MAX_SIGNATURES = 64;

/** A checkpoint that is read but not verified. */
export class Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  private readonly text: string;
  private readonly signatures = new Map<string, Uint8Array>();

  constructor(note: unknown) {
    need(typeof note === "string" && octetsOf(note).length <= MAX_NOTE);
    for (const c of note) need(c >= " " || c === "\n");
    const end = note.lastIndexOf("\n\n");
    need(end >= 0 && note.endsWith("\n") && note.length > end + 2);
    this.text = note.slice(0, end + 1);
    const lines = note.slice(end + 2, -1).split("\n");
    need(lines.length <= MAX_SIGNATURES);
    for (const line of lines) this.readSignature(line);
    const body = this.text.slice(0, -1).split("\n");
    need(body.length >= 3 && !body.includes(""));
    const [origin = "", size = "", root = ""] = body;
    need(isKeyName(origin) && /^(0|[1-9][0-9]{0,15})$/.test(size));
    this.origin = origin;
    this.size = Number(size);
    this.root = unbase64(root);
    need(Number.isSafeInteger(this.size) && this.root.length === 32);
    need(this.size > 0 || same(this.root, sha256(new Uint8Array())));
  }

  private readSignature(line: string): void {
    const space = line.indexOf(" ", 2);
    need(line.startsWith("— ") && space > 0);
    const name = line.slice(2, space);
    const octets = unbase64(line.slice(space + 1));
    const label = `${name} ${hex(octets.subarray(0, 4))}`;
    need(isKeyName(name) && octets.length > 4 && !this.signatures.has(label));
    this.signatures.set(label, octets.subarray(4));
  }

  /** Nothing if there is no line of this key, else whether the signature is right. */
  signedBy(key: Key): boolean | undefined {
    const signature = this.signatures.get(`${key.name} ${key.id}`);
    return signature && key.verifies(this.text, signature);
  }
}
