const none = Buffer.alloc(0);
const bytesMin = 256;

/** Bytes that wait for more: copied, so that what they came in is free. A class, since each socket has two. */
export class ByteQueue {
  private memory = none;
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Adds bytes and answers all, where they lie: valid until the next call. */
  push(bytes: Buffer): Buffer {
    const length = this.used + bytes.length;
    if (length > this.memory.length) {
      // Doubled, so that a trickle of bytes is not copied again with each.
      const larger = Buffer.allocUnsafeSlow(Math.max(bytesMin, 2 * this.memory.length, length));
      larger.set(this.memory.subarray(0, this.used));
      this.memory = larger;
    }
    this.memory.set(bytes, this.used);
    this.used = length;
    return this.memory.subarray(0, length);
  }

  /** Forgets the first ones; memory that most of the rest does not need is given back. */
  drop(count: number): void {
    if (count === 0) return;
    const rest = this.memory.subarray(count, this.used);
    this.used = rest.length;
    if (rest.length === 0) this.memory = none;
    else if (4 * rest.length < this.memory.length) this.memory = Buffer.from(Uint8Array.from(rest).buffer);
    else this.memory.set(rest);
  }
}
