// Linux: the headers and the dynamic section of an ELF file (System V ABI, "Object Files" and "Program
// Loading"; needed versions as in the Linux Standard Base, "Symbol Versioning").
import { Bytes, DamagedBinary } from "./bytes.mjs";

const MACHINES = { 62: "x64", 183: "arm64" };
const SHARED_OBJECT = 3;
const LOADED = 1;
const DYNAMIC = 2;
const TAG = {
	needed: 1,
	names: 5,
	namesSize: 10,
	soname: 14,
	rpath: 15,
	runpath: 29,
	versions: 0x6ffffffe,
	versionCount: 0x6fffffff,
};

export const isElf = (buffer) => buffer.subarray(0, 4).equals(Buffer.from("\x7fELF", "latin1"));

/**
 * @param {Buffer} buffer a whole file
 * @returns {{format: "ELF", machine: string, needed: string[], searched: string[], name?: string,
 *   versions: {from: string, name: string}[]}} `searched`: where it looks for libraries first; `versions`: which
 *   versions of symbols it asks of which library
 */
export function readElf(buffer) {
	const bytes = new Bytes(buffer);
	if (bytes.u8(4) !== 2 || bytes.u8(5) !== 1) {
		throw new DamagedBinary("it is not for a 64-bit little-endian machine");
	}
	if (bytes.u16(16) !== SHARED_OBJECT) throw new DamagedBinary("it is not a shared library");
	const machine = MACHINES[bytes.u16(18)] ?? `ELF machine ${bytes.u16(18)}`;
	// The table of sections stands at the end: a file that was cut lacks it.
	bytes.slice(bytes.u64(40), bytes.u16(58) * bytes.u16(60));
	const segments = Array.from({ length: bytes.u16(56) }, (_, index) => {
		const at = bytes.u64(32) + index * bytes.u16(54);
		const [type, offset, address, size] = [
			bytes.u32(at),
			bytes.u64(at + 8),
			bytes.u64(at + 16),
			bytes.u64(at + 32),
		];
		bytes.slice(offset, size);
		return { type, offset, address, size };
	});
	const dynamic = segments.find(({ type }) => type === DYNAMIC);
	if (dynamic === undefined) throw new DamagedBinary("it has no dynamic section");
	const entries = [];
	for (let at = dynamic.offset; at < dynamic.offset + dynamic.size; at += 16) {
		const tag = bytes.u64(at);
		if (tag === 0) break;
		entries.push({ tag, value: bytes.u64(at + 8) });
	}
	const valuesOf = (wanted) => entries.filter(({ tag }) => tag === wanted).map((e) => e.value);
	const offsetOf = (address) => {
		const segment = segments.find(
			(one) => one.type === LOADED && address >= one.address && address < one.address + one.size,
		);
		if (segment === undefined) throw new DamagedBinary(`nothing is loaded at ${address}`);
		return segment.offset + address - segment.address;
	};
	const [names = 0] = valuesOf(TAG.names).map(offsetOf);
	const [namesSize = 0] = valuesOf(TAG.namesSize);
	const nameAt = (offset) => bytes.name(names + offset, names + namesSize);
	const [name] = valuesOf(TAG.soname).map(nameAt);
	const [versionsAt] = valuesOf(TAG.versions).map(offsetOf);
	const [versionCount = 0] = valuesOf(TAG.versionCount);
	return {
		format: "ELF",
		machine,
		needed: valuesOf(TAG.needed).map(nameAt),
		searched: [...valuesOf(TAG.rpath), ...valuesOf(TAG.runpath)].flatMap((value) =>
			nameAt(value).split(":"),
		),
		...(name === undefined ? {} : { name }),
		versions:
			versionsAt === undefined ? [] : neededVersions(bytes, versionsAt, versionCount, nameAt),
	};
}

function neededVersions(bytes, start, count, nameAt) {
	const found = [];
	for (let [left, file] = [count, start]; left > 0; left--) {
		const from = nameAt(bytes.u32(file + 4));
		let version = file + bytes.u32(file + 8);
		for (let more = bytes.u16(file + 2); more > 0; more--) {
			found.push({ from, name: nameAt(bytes.u32(version + 8)) });
			const next = bytes.u32(version + 12);
			if (more > 1 && next === 0) throw new DamagedBinary("its list of versions has no end");
			version += next;
		}
		const next = bytes.u32(file + 12);
		if (left > 1 && next === 0) throw new DamagedBinary("its list of versions has no end");
		file += next;
	}
	return found;
}
