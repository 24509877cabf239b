// Receipts (docs/proof.md, “Receipts”).
import { sha256 } from "@noble/hashes/sha2.js";
import { canonical, isMembers, type Members, need, parseCanonical, type Value } from "./canonical";
import { Checkpoint } from "./checkpoint";
import { Key } from "./key";
import { bigEndian, concat, hex, octetsOf, unbase64, unhex } from "./octets";
import { isCount, isHash, isKind, isMoment, members } from "./statement";
import { leafHash } from "./tree";

const FORMAT = "dengwen-proof/1";
const MAX_RECEIPT = 4 * 1024 * 1024;
const MAX_PROOF = 64;
const MAX_KEYS = 64;

/** The receipt is of a version that is not known. */
export class OtherVersion extends Error {}

function readPath(value: Value | undefined): Uint8Array[] {
  need(Array.isArray(value) && value.length <= MAX_PROOF && value.every(isHash));
  return value.map((hash) => unhex(hash as string));
}

/** A receipt that is read but not verified. */
export class Receipt {
  readonly checkpoint: Checkpoint;
  readonly index: number;
  readonly keys: Key[];
  readonly leafKind: string;
  readonly leafHash: Uint8Array;
  readonly committed: string;
  readonly path: Uint8Array[];
  readonly kind: string;
  readonly statement: Members;
  readonly stamped: boolean;
  readonly later: { checkpoint: Checkpoint; consistency: Uint8Array[] } | null;
  private readonly salt: Uint8Array;

  constructor(octets: Uint8Array) {
    need(octets.length <= MAX_RECEIPT);
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
    const value = parseCanonical(text.replace(/[ \t\r\n]+$/, ""));
    need(isMembers(value) && typeof value.format === "string");
    if (value.format !== FORMAT) throw new OtherVersion(value.format);
    const required = ["checkpoint", "format", "index", "keys", "leaf", "path", "salt", "statement"];
    members(value, required, ["later", "stamp"]);
    this.checkpoint = new Checkpoint(value.checkpoint);
    need(isCount(value.index) && Array.isArray(value.keys) && value.keys.length <= MAX_KEYS);
    this.index = value.index;
    this.keys = value.keys.map((key) => {
      need(typeof key === "string");
      return new Key(key);
    });
    const leaf = members(value.leaf, ["at", "commitment", "kind", "v"]);
    need(isMoment(leaf.at) && isHash(leaf.commitment) && isKind(leaf.kind) && leaf.v === 1);
    this.leafKind = leaf.kind;
    this.leafHash = leafHash(octetsOf(canonical(leaf)));
    this.committed = leaf.commitment;
    this.path = readPath(value.path);
    need(isHash(value.salt) && isMembers(value.statement) && isKind(value.statement.kind));
    this.salt = unhex(value.salt);
    this.statement = value.statement;
    this.kind = value.statement.kind;
    this.stamped = value.stamp !== undefined;
    if (this.stamped) unbase64(value.stamp);
    this.later = null;
    if (value.later !== undefined) {
      const later = members(value.later, ["checkpoint", "consistency"]);
      this.later = {
        checkpoint: new Checkpoint(later.checkpoint),
        consistency: readPath(later.consistency),
      };
    }
  }

  /** The commitment to the statement that the receipt shows (docs/proof.md, “Commitments”). */
  commitment(): string {
    const parts = [
      octetsOf("dengwen-commitment-1"),
      this.salt,
      octetsOf(this.kind),
      octetsOf(canonical(this.statement)),
    ];
    return hex(sha256(concat(...parts.flatMap((part) => [bigEndian(BigInt(part.length), 8), part]))));
  }
}
