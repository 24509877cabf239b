// Octets and their spellings.
import { need } from "./canonical";

const utf8 = new TextEncoder();

export function octetsOf(text: string): Uint8Array {
  return utf8.encode(text);
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, at) => octet === b[at]);
}

export function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

/** The octets of hexadecimal digits, which were looked at before. */
export function unhex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
}

/** A number as so many octets, the highest first. */
export function bigEndian(number: bigint, length: number): Uint8Array {
  return unhex(number.toString(16).padStart(length * 2, "0"));
}

export function numberOf(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${hex(octets)}`);
}

/** Base 64 in its one spelling: padded, without loose bits. */
export function unbase64(text: unknown): Uint8Array {
  need(typeof text === "string" && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0);
  const binary = atob(text);
  need(btoa(binary) === text);
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}
