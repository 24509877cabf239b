// Keys that sign checkpoints: Ed25519 (RFC 8032), and SM2 with SM3 (GB/T 32918.2-2016). See docs/proof.md, “Keys”.
//
// Not WebCrypto: it is missing where a page is not served over TLS, as in a court's own network, and knows no SM2. One way
// everywhere is easier to trust than two that seldom differ.
import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { need } from "./canonical";
import { bigEndian, concat, hex, numberOf, octetsOf, same, unbase64 } from "./octets";
import { sm3 } from "./sm3";

const SM2 = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
const Sm2Point = weierstrass(SM2);
/** Where none was agreed on (GB/T 35276-2017 section 10). */
const SIGNER = octetsOf("1234567812345678");

export type Algorithm = "Ed25519" | "SM2";

/** What stands before the public key (C2SP signed-note, “Signature types”). */
const IDENTIFIERS: [Algorithm, Uint8Array][] = [
  ["Ed25519", Uint8Array.of(1)],
  ["SM2", concat(Uint8Array.of(0xff), octetsOf("1.2.156.10197.1.501"))],
];

/** Unicode White_Space and Cc, and the plus that separates. */
const NOT_IN_NAMES = /[\p{White_Space}\p{Cc}+]/u;

export function isKeyName(name: string): boolean {
  const length = octetsOf(name).length;
  return length > 0 && length <= 255 && !NOT_IN_NAMES.test(name);
}

/** A public key, written name+id+base64. */
export class Key {
  readonly name: string;
  readonly id: string;
  readonly algorithm: Algorithm;
  readonly fingerprint: string;
  private readonly public: Uint8Array;

  constructor(readonly text: string) {
    const [, name = "", id = "", base64 = ""] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text) ?? [];
    const octets = unbase64(base64);
    this.name = name;
    this.id = hex(sha256(concat(octetsOf(`${name}\n`), octets)).subarray(0, 4));
    need(isKeyName(name) && id === this.id);
    const fitting = IDENTIFIERS.find(([, prefix]) => same(octets.subarray(0, prefix.length), prefix));
    need(fitting !== undefined);
    this.algorithm = fitting[0];
    this.public = octets.subarray(fitting[1].length);
    if (this.algorithm === "Ed25519") edwards(this.public);
    else sm2Point(this.public);
    this.fingerprint = hex(sha256(octetsOf(text)));
  }

  verifies(text: string, signature: Uint8Array): boolean {
    if (signature.length !== 64) return false;
    const check = this.algorithm === "Ed25519" ? ed25519Verify : sm2Verify;
    try {
      return check(this.public, octetsOf(text), signature);
    } catch {
      return false;
    }
  }
}

/** A point in its one spelling, not of small order. */
function edwards(octets: Uint8Array) {
  const point = ed25519.Point.fromBytes(octets, false);
  need(!point.isSmallOrder());
  return point;
}

function ed25519Verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const r = signature.subarray(0, 32);
  const s = numberOf(signature.slice(32).reverse());
  const order = ed25519.Point.Fn.ORDER;
  edwards(r);
  if (s >= order) return false;
  const k = numberOf(sha512(concat(r, key, message)).reverse()) % order;
  const found = ed25519.Point.BASE.multiplyUnsafe(s).subtract(edwards(key).multiplyUnsafe(k));
  return same(found.toBytes(), r);
}

function sm2Point(octets: Uint8Array) {
  need(octets.length === 65 && octets[0] === 4);
  const point = Sm2Point.fromAffine({
    x: numberOf(octets.subarray(1, 33)),
    y: numberOf(octets.subarray(33)),
  });
  point.assertValidity();
  return point;
}

function sm2Verify(octets: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))];
  const { n, a, b, Gx, Gy } = SM2;
  const t = (r + s) % n;
  if (r === 0n || r >= n || s === 0n || s >= n || t === 0n) return false;
  const key = sm2Point(octets);
  const numbers = [a, b, Gx, Gy].map((number) => bigEndian(number, 32));
  const length = bigEndian(BigInt(SIGNER.length * 8), 2);
  const z = sm3(concat(length, SIGNER, ...numbers, octets.subarray(1)));
  const e = numberOf(sm3(concat(z, message)));
  const point = Sm2Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(t));
  return !point.is0() && (e + point.toAffine().x) % n === r;
}
