/** A program or library whose bytes are not what its format asks for. The message says what is wrong, as a clause. */
export class DamagedBinary extends Error {
	name = "DamagedBinary";
}

/** Reads numbers and names out of a file and never beyond its end. */
export class Bytes {
	/** @param {Buffer} buffer @param {{isBigEndian?: boolean}} [order] of its numbers */
	constructor(buffer, { isBigEndian = false } = {}) {
		this.buffer = buffer;
		this.isBigEndian = isBigEndian;
	}

	get length() {
		return this.buffer.length;
	}

	/** @returns {Buffer} the bytes themselves, not a copy */
	slice(offset, length) {
		if (!(offset >= 0 && length >= 0 && offset + length <= this.buffer.length)) {
			throw new DamagedBinary(
				`it ends after ${this.buffer.length} bytes and names ${length} at ${offset}`,
			);
		}
		return this.buffer.subarray(offset, offset + length);
	}

	u8(offset) {
		return this.slice(offset, 1)[0];
	}

	u16(offset) {
		const bytes = this.slice(offset, 2);
		return this.isBigEndian ? bytes.readUInt16BE() : bytes.readUInt16LE();
	}

	u32(offset) {
		const bytes = this.slice(offset, 4);
		return this.isBigEndian ? bytes.readUInt32BE() : bytes.readUInt32LE();
	}

	/** Eight bytes as a number: offsets within a file, which a double holds exactly. */
	u64(offset) {
		const [first, second] = [this.u32(offset), this.u32(offset + 4)];
		const value = this.isBigEndian ? first * 2 ** 32 + second : second * 2 ** 32 + first;
		if (!Number.isSafeInteger(value)) throw new DamagedBinary(`it names an offset of ${value}`);
		return value;
	}

	/** A text that ends with a zero byte, before `end`. */
	name(offset, end = this.buffer.length) {
		const bytes = this.slice(offset, Math.min(end, this.buffer.length) - offset);
		const length = bytes.indexOf(0);
		if (length < 0) throw new DamagedBinary(`a name at ${offset} has no end`);
		return bytes.toString("latin1", 0, length);
	}
}
