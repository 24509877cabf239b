// Proofs in the tree, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 check them. Numbers may be larger than 32 bits.
import { sha256 } from "@noble/hashes/sha2.js";
import type { Checkpoint } from "./checkpoint";
import { concat, same } from "./octets";

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(1), left, right));
}

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concat(Uint8Array.of(0), entry));
}

/** Two numbers that are halved together. */
class Pair {
  constructor(
    public fn: bigint,
    public sn: bigint,
  ) {}

  halve(): void {
    this.fn >>= 1n;
    this.sn >>= 1n;
  }

  get odd(): boolean {
    return (this.fn & 1n) === 1n;
  }

  /** The hash beside is at the left. */
  get left(): boolean {
    return this.odd || this.fn === this.sn;
  }

  skip(): void {
    while (!this.odd && this.fn > 0n) this.halve();
  }
}

export function included(index: number, leaf: Uint8Array, tree: Checkpoint, path: Uint8Array[]): boolean {
  const at = new Pair(BigInt(index), BigInt(tree.size) - 1n);
  let root = leaf;
  for (const hash of path) {
    if (at.sn === 0n) return false;
    if (at.left) {
      root = node(hash, root);
      at.skip();
    } else {
      root = node(root, hash);
    }
    at.halve();
  }
  return at.sn === 0n && same(root, tree.root);
}

export function consistent(old: Checkpoint, later: Checkpoint, path: Uint8Array[]): boolean {
  if (old.size === 0) return path.length === 0;
  if (old.size === later.size) return path.length === 0 && same(old.root, later.root);
  if (path.length === 0) return false;
  const size = BigInt(old.size);
  const [first, ...rest] = (size & (size - 1n)) === 0n ? [old.root, ...path] : path;
  const at = new Pair(size - 1n, BigInt(later.size) - 1n);
  while (at.odd) at.halve();
  let [oldRoot, newRoot] = [first as Uint8Array, first as Uint8Array];
  for (const hash of rest) {
    if (at.sn === 0n) return false;
    if (at.left) {
      oldRoot = node(hash, oldRoot);
      newRoot = node(hash, newRoot);
      at.skip();
    } else {
      newRoot = node(newRoot, hash);
    }
    at.halve();
  }
  return at.sn === 0n && same(oldRoot, old.root) && same(newRoot, later.root);
}

/** How a log broke its word; nothing if it kept it. */
export function broken(old: Checkpoint, later: Checkpoint, path: Uint8Array[]): string | null {
  if (old.origin !== later.origin) return "两个检查点不属于同一日志";
  if (later.size < old.size) return "日志被回退：条目比此前少";
  if (later.size === old.size && !same(old.root, later.root)) {
    return "日志被分叉：条目数相同而根哈希不同";
  }
  if (consistent(old, later, path)) return null;
  return "日志与此前不一致：此前的条目被改动，或一致性证明不正确";
}
