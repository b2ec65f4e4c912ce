// macOS: the load commands of a Mach-O file, the slices of a universal one and the embedded signature (Apple's
// headers mach-o/loader.h, mach-o/fat.h and kern/cs_blobs.h).
import { createHash } from "node:crypto";
import { Bytes, DamagedBinary } from "./bytes.mjs";

const MACHINES = { 0x1000007: "x64", 0x100000c: "arm64" };
const UNIVERSAL = 0xcafebabe;
const SINGLE = 0xfeedfacf;
const LIBRARY_TYPES = [6, 8];
const COMMAND = {
	loadLibrary: 0xc,
	loadWeakLibrary: 0x80000018,
	loadReexported: 0x8000001f,
	ownName: 0xd,
	segment: 0x19,
	signature: 0x1d,
	oldMinimum: 0x24,
	minimum: 0x32,
	searched: 0x8000001c,
};
const SIGNATURE = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const HASHES = { 1: "sha1", 2: "sha256" };

const machineOf = (type) => MACHINES[type] ?? `Mach-O machine ${type.toString(16)}`;

export const isMachO = (buffer) =>
	buffer.length >= 4 && (buffer.readUInt32LE(0) === SINGLE || buffer.readUInt32BE(0) === UNIVERSAL);

/**
 * The part of a universal file that is for one machine, which is a file of its own with its own signature; a file for
 * one machine as it is.
 *
 * @param {Buffer} buffer
 * @param {"x64" | "arm64"} machine
 * @returns {Buffer} no copy
 */
export function sliceFor(buffer, machine) {
	const bytes = new Bytes(buffer, { isBigEndian: true });
	if (bytes.u32(0) !== UNIVERSAL) return buffer;
	const parts = Array.from({ length: bytes.u32(4) }, (_, index) => {
		const at = 8 + index * 20;
		return {
			machine: machineOf(bytes.u32(at)),
			offset: bytes.u32(at + 8),
			size: bytes.u32(at + 12),
		};
	});
	const found = parts.find((part) => part.machine === machine);
	if (found === undefined) {
		throw new DamagedBinary(`it is for ${parts.map((part) => part.machine).join(" and ")}`);
	}
	return bytes.slice(found.offset, found.size);
}

/**
 * @param {Buffer} buffer a whole file for one machine
 * @returns {{format: "Mach-O", machine: string, needed: string[], searched: string[], name?: string,
 *   minimumSystem?: string, isSigned: boolean}} a signature that does not fit the bytes throws
 */
export function readMachO(buffer) {
	const bytes = new Bytes(buffer);
	if (bytes.u32(0) !== SINGLE) throw new DamagedBinary("it is not for one machine alone");
	if (!LIBRARY_TYPES.includes(bytes.u32(12))) throw new DamagedBinary("it is not a shared library");
	const read = { needed: [], searched: [], isSigned: false };
	let at = 32;
	for (let left = bytes.u32(16); left > 0; left--) {
		const [command, size] = [bytes.u32(at), bytes.u32(at + 4)];
		if (size < 8) throw new DamagedBinary(`a load command at ${at} has ${size} bytes`);
		const text = () => bytes.name(at + bytes.u32(at + 8), at + size);
		switch (command) {
			case COMMAND.loadLibrary:
			case COMMAND.loadWeakLibrary:
			case COMMAND.loadReexported:
				read.needed.push(text());
				break;
			case COMMAND.ownName:
				read.name = text();
				break;
			case COMMAND.searched:
				read.searched.push(text());
				break;
			case COMMAND.segment:
				bytes.slice(bytes.u64(at + 40), bytes.u64(at + 48));
				break;
			case COMMAND.oldMinimum:
				read.minimumSystem = versionOf(bytes.u32(at + 8));
				break;
			case COMMAND.minimum:
				read.minimumSystem = versionOf(bytes.u32(at + 12));
				break;
			case COMMAND.signature:
				checkSignature(buffer, bytes.slice(bytes.u32(at + 8), bytes.u32(at + 12)));
				read.isSigned = true;
				break;
		}
		at += size;
	}
	return { format: "Mach-O", machine: machineOf(bytes.u32(4)), ...read };
}

/** Sixteen bits, eight and eight; the last is left out where it is 0. */
function versionOf(packed) {
	const [major, minor, patch] = [packed >>> 16, (packed >>> 8) & 0xff, packed & 0xff];
	return [major, minor, ...(patch > 0 ? [patch] : [])].join(".");
}

/** Compares the bytes of a file with the hash that its signature holds of each page. */
function checkSignature(buffer, signature) {
	const bytes = new Bytes(signature, { isBigEndian: true });
	if (bytes.u32(0) !== SIGNATURE) throw new DamagedBinary("its signature cannot be read");
	const start = bytes.u32(16);
	if (bytes.u32(start) !== CODE_DIRECTORY) throw new DamagedBinary("its signature names no pages");
	const [hashes, count, end] = [16, 28, 32].map((field) => bytes.u32(start + field));
	const [length, hash] = [bytes.u8(start + 36), HASHES[bytes.u8(start + 37)]];
	const page = 2 ** bytes.u8(start + 39);
	if (hash === undefined || count !== Math.ceil(end / page)) {
		throw new DamagedBinary("its signature cannot be read");
	}
	const signed = new Bytes(buffer).slice(0, end);
	for (let index = 0; index < count; index++) {
		const found = createHash(hash)
			.update(signed.subarray(index * page, Math.min((index + 1) * page, end)))
			.digest();
		const expected = bytes.slice(start + hashes + index * length, length);
		if (!found.subarray(0, length).equals(expected)) {
			throw new DamagedBinary(`its bytes at ${index * page} are not those that were signed`);
		}
	}
}
