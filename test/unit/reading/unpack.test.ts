import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { unpack } from "../../../src/reading/unpack";

/** Packed bytes that say that they hold so many. */
function saying(packed: Uint8Array, size: number): Uint8Array {
	const copy = new Uint8Array(packed);
	new DataView(copy.buffer).setUint32(copy.length - 4, size, true);
	return copy;
}

const text = (length: number) =>
	Buffer.from("0123456789".repeat(Math.ceil(length / 10))).subarray(0, length);

describe("unpacking a body", () => {
	it("gives all that was packed, and refuses what is larger than it may be by a single byte", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 100_000 }),
				fc.integer({ min: -1, max: 1 }),
				(size, more) => {
					const unpacked = unpack(gzipSync(text(size)), { maxBytes: Math.max(1, size + more) });
					if (size > Math.max(1, size + more)) assert.equal(unpacked.kind, "tooLarge");
					else {
						assert.ok(unpacked.kind === "bytes");
						assert.ok(Buffer.from(unpacked.bytes).equals(text(size)));
					}
				},
			),
			{ numRuns: 100 },
		);
	});

	it("takes what several packed pieces hold together, though the last one tells of itself alone", () => {
		const packed = Buffer.concat([gzipSync(text(300_000)), gzipSync(text(7))]);
		const unpacked = unpack(packed, { maxBytes: 400_000 });
		assert.ok(unpacked.kind === "bytes");
		assert.ok(Buffer.from(unpacked.bytes).equals(Buffer.concat([text(300_000), text(7)])));
		assert.equal(unpack(packed, { maxBytes: 300_000 }).kind, "tooLarge");
	});

	it("believes no size that bytes tell of themselves", () => {
		const packed = gzipSync(text(100_000));
		for (const size of [0, 7, 99_999, 0xffff_ffff]) {
			const unpacked = unpack(saying(packed, size), { maxBytes: 1_000_000 });
			assert.deepEqual(unpacked, { kind: "unreadable", code: "GZIP", mayPass: true }, `${size}`);
			assert.equal(unpack(saying(packed, size), { maxBytes: 50_000 }).kind, "tooLarge");
		}
	});

	it("makes no room for more than packed bytes can hold", () => {
		const before = process.memoryUsage().arrayBuffers;
		const unpacked = unpack(saying(gzipSync(text(10)), 0x7fff_ffff), { maxBytes: 2 ** 30 });
		assert.equal(unpacked.kind, "unreadable");
		assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
	});

	for (const length of [0, 1, 3, 17]) {
		it(`takes ${length} bytes for no packed ones`, () => {
			const unpacked = unpack(new Uint8Array(length), { maxBytes: 1_000 });
			assert.deepEqual(unpacked, { kind: "unreadable", code: "GZIP", mayPass: true });
		});
	}
});
