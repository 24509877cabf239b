// SM3 (GB/T 32905-2016), a part at a time.
import { bigEndian } from "./octets";

const START = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];

function rol(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}

/** The constants of the 64 rounds, already turned. */
const ROUND = Int32Array.from({ length: 64 }, (_, j) => rol(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

export class Sm3 {
  private readonly state = Int32Array.from(START);
  private readonly w = new Int32Array(68);
  private readonly block = new Uint8Array(64);
  private filled = 0;
  private size = 0;

  update(part: Uint8Array): this {
    this.size += part.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(64 - this.filled, part.length);
      this.block.set(part.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < 64) return this;
      this.compress(new DataView(this.block.buffer), 0);
      this.filled = 0;
    }
    const words = new DataView(part.buffer, part.byteOffset, part.length);
    for (; at + 64 <= part.length; at += 64) this.compress(words, at);
    this.block.set(part.subarray(at));
    this.filled = part.length - at;
    return this;
  }

  digest(): Uint8Array {
    const size = this.size;
    const zeros = (119 - (size % 64)) % 64;
    const end = new Uint8Array(1 + zeros + 8);
    end[0] = 0x80;
    end.set(bigEndian(BigInt(size) * 8n, 8), 1 + zeros);
    this.update(end);
    const out = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, i) => {
      out.setInt32(i * 4, word);
    });
    return new Uint8Array(out.buffer);
  }

  // Files have gigabytes: nothing is made anew in here. Within their lengths the arrays hold numbers.
  private compress(words: DataView, at: number): void {
    const w = this.w as unknown as number[];
    const s = this.state as unknown as Eight;
    for (let j = 0; j < 16; j++) w[j] = words.getInt32(at + j * 4);
    for (let j = 16; j < 68; j++) {
      const x = back(w, j, 16) ^ back(w, j, 9) ^ rol(back(w, j, 3), 15);
      w[j] = x ^ rol(x, 15) ^ rol(x, 23) ^ rol(back(w, j, 13), 7) ^ back(w, j, 6);
    }
    let a = s[0];
    let b = s[1];
    let c = s[2];
    let d = s[3];
    let e = s[4];
    let f = s[5];
    let g = s[6];
    let h = s[7];
    for (let j = 0; j < 64; j++) {
      const a12 = rol(a, 12);
      const ss1 = rol((a12 + e + back(ROUND as unknown as number[], j, 0)) | 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const word = back(w, j, 0);
      const tt1 = (ff + d + (ss1 ^ a12) + (word ^ back(w, j, -4))) | 0;
      const tt2 = (gg + h + ss1 + word) | 0;
      d = c;
      c = rol(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rol(f, 19);
      f = e;
      e = tt2 ^ rol(tt2, 9) ^ rol(tt2, 17);
    }
    s[0] ^= a;
    s[1] ^= b;
    s[2] ^= c;
    s[3] ^= d;
    s[4] ^= e;
    s[5] ^= f;
    s[6] ^= g;
    s[7] ^= h;
  }
}

type Eight = [number, number, number, number, number, number, number, number];

function back(w: number[], j: number, steps: number): number {
  return w[j - steps] as number;
}

export function sm3(octets: Uint8Array): Uint8Array {
  return new Sm3().update(octets).digest();
}
