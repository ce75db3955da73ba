// Numbers that only grow in number: a typed array with room to spare, so that appending is cheap.

/** @template {Float64Array | Int32Array} [T=Float64Array] */
export class Column {
  /** @param {new (length: number) => T} kind */
  constructor(kind) {
    this.kind = kind;
    this.length = 0;
    this.data = new kind(64);
  }

  /** Overwrites, or appends where `index` is the length. @param {number} index @param {number} value */
  set(index, value) {
    if (index === this.data.length) {
      const larger = new this.kind(2 * index);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[index] = value;
    this.length = Math.max(this.length, index + 1);
  }

  /** @param {number} index @param {number} value    what stood there and after it moves up */
  insert(index, value) {
    this.set(this.length, 0);
    this.data.copyWithin(index + 1, index, this.length - 1);
    this.data[index] = value;
  }
}
