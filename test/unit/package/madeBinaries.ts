// The smallest shared libraries that have what the scripts read of one, laid out by the published formats.
import { createHash } from "node:crypto";

export type Machine = "x64" | "arm64";

const u16 = (...values: number[]) => {
	const bytes = Buffer.alloc(values.length * 2);
	for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, at * 2);
	return bytes;
};
const u32 = (...values: number[]) => {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4);
	return bytes;
};
const u32be = (...values: number[]) => Buffer.from(u32(...values).swap32());
const u64 = (...values: number[]) => Buffer.concat(values.map((value) => u32(value, 0)));
const padded = (bytes: Buffer, length: number) =>
	Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);

export interface ElfParts {
	readonly machine: Machine;
	readonly needed: readonly string[];
	readonly runPath?: string;
	readonly name?: string;
	/** Versions by the library that has them. */
	readonly versions?: Readonly<Record<string, readonly string[]>>;
}

/** An ELF file that is loaded at address 0 as it stands. */
export function elf({ machine, needed, runPath, name, versions = {} }: ElfParts): Buffer {
	const libraries = Object.entries(versions);
	const texts = [needed, runPath ?? [], name ?? [], ...libraries.flat(2)].flat();
	const names = Buffer.from(`\0${texts.join("\0")}\0`, "latin1");
	const nameAt = (text: string) => names.indexOf(`\0${text}\0`, 0, "latin1") + 1;
	const namesAt = 64 + 2 * 56;
	const versionsAt = namesAt + names.length;
	const needs = Buffer.concat(
		libraries.map(([library, wanted], index) =>
			Buffer.concat([
				u16(1, wanted.length),
				u32(nameAt(library), 16),
				u32(index < libraries.length - 1 ? 16 + wanted.length * 16 : 0),
				...wanted.map((one, at) =>
					Buffer.concat([u32(0), u16(0, 2), u32(nameAt(one), at < wanted.length - 1 ? 16 : 0)]),
				),
			]),
		),
	);
	const dynamicAt = versionsAt + needs.length;
	const dynamic = Buffer.concat([
		...needed.map((text) => u64(1, nameAt(text))),
		...(runPath === undefined ? [] : [u64(29, nameAt(runPath))]),
		...(name === undefined ? [] : [u64(14, nameAt(name))]),
		u64(5, namesAt, 10, names.length),
		...(libraries.length === 0 ? [] : [u64(0x6ffffffe, versionsAt, 0x6fffffff, libraries.length)]),
		u64(0, 0),
	]);
	const size = dynamicAt + dynamic.length;
	const segment = (type: number, offset: number, length: number) =>
		Buffer.concat([u32(type, 4), u64(offset, offset, offset, length, length, 8)]);
	return Buffer.concat([
		Buffer.from("\x7fELF\x02\x01\x01", "latin1"),
		Buffer.alloc(9),
		u16(3, machine === "x64" ? 62 : 183),
		u32(1),
		u64(0, 64, size),
		u32(0),
		u16(64, 56, 2, 64, 1, 0),
		segment(1, 0, size),
		segment(2, dynamicAt, dynamic.length),
		names,
		needs,
		dynamic,
		// One empty entry in the table of sections.
		Buffer.alloc(64),
	]);
}

export interface MachOParts {
	readonly machine: Machine;
	readonly needed: readonly string[];
	readonly searched?: string;
	readonly name?: string;
	readonly minimumSystem?: readonly [major: number, minor: number];
	readonly isSigned?: boolean;
}

const MACHO_MACHINES = { x64: 0x1000007, arm64: 0x100000c } as const;
const PAGE = 4096;

/** A Mach-O file for one machine, with more than one page of content. */
export function machO(parts: MachOParts): Buffer {
	const { machine, needed, searched, name, minimumSystem = [11, 0], isSigned = false } = parts;
	const content = PAGE + 1000;
	const text = (command: number, fixed: number, value: string) => {
		const length = Math.ceil((fixed + value.length + 1) / 8) * 8;
		return padded(
			Buffer.concat([padded(u32(command, length, fixed), fixed), Buffer.from(value, "latin1")]),
			length,
		);
	};
	const pages = Math.ceil(content / PAGE);
	const directoryAt = 20;
	const hashesAt = 88;
	const signatureLength = directoryAt + hashesAt + pages * 32;
	const commands = [
		Buffer.concat([
			u32(0x19, 72),
			padded(Buffer.from("__TEXT"), 16),
			u64(0, content, 0, content),
			u32(5, 5, 0, 0),
		]),
		...(name === undefined ? [] : [text(0xd, 24, name)]),
		...needed.map((one) => text(0xc, 24, one)),
		...(searched === undefined ? [] : [text(0x8000001c, 12, searched)]),
		u32(0x32, 24, 1, (minimumSystem[0] << 16) | (minimumSystem[1] << 8), 0, 0),
		...(isSigned ? [u32(0x1d, 16, content, signatureLength)] : []),
	];
	const body = Buffer.concat(commands);
	const header = u32(0xfeedfacf, MACHO_MACHINES[machine], 0, 6, commands.length, body.length, 0, 0);
	const file = Buffer.concat([header, body]);
	const signed = Buffer.concat([file, Buffer.alloc(content - file.length, "value area ")]);
	if (!isSigned) return signed;
	const hashes = Array.from({ length: pages }, (_, page) =>
		createHash("sha256")
			.update(signed.subarray(page * PAGE, (page + 1) * PAGE))
			.digest(),
	);
	const directory = Buffer.concat([
		u32be(0xfade0c02, hashesAt + pages * 32, 0x20400, 0, hashesAt, 44, 0, pages, content),
		// Length of a hash, SHA-256, platform, page of two to the twelfth.
		Buffer.from([32, 2, 0, 12]),
	]);
	return Buffer.concat([
		signed,
		u32be(0xfade0cc0, signatureLength, 1, 0, directoryAt),
		padded(directory, hashesAt),
		...hashes,
	]);
}

/** A universal file of several machines. */
export function universal(parts: readonly { readonly machine: Machine; readonly file: Buffer }[]) {
	let offset = PAGE;
	const entries: Buffer[] = [];
	const files: Buffer[] = [];
	for (const { machine, file } of parts) {
		const length = Math.ceil(file.length / PAGE) * PAGE;
		entries.push(u32be(MACHO_MACHINES[machine], 0, offset, file.length, 12));
		files.push(padded(file, length));
		offset += length;
	}
	const header = Buffer.concat([u32be(0xcafebabe, parts.length), ...entries]);
	return Buffer.concat([padded(header, PAGE), ...files]);
}

export interface PeParts {
	readonly machine: Machine;
	readonly needed: readonly string[];
	readonly delayed?: readonly string[];
}

/** A PE file with one section, which holds the tables of what it loads. */
export function pe({ machine, needed, delayed = [] }: PeParts): Buffer {
	const address = 0x1000;
	const headers = 0x200;
	const table = (needed.length + 1) * 20;
	const later = (delayed.length + 1) * 32;
	const names = Buffer.from([...needed, ...delayed].map((one) => `${one}\0`).join(""), "latin1");
	const nameAt = (one: string) => address + table + later + names.indexOf(`${one}\0`, 0, "latin1");
	const section = Buffer.concat([
		...needed.map((one) => u32(0, 0, 0, nameAt(one), 0)),
		Buffer.alloc(20),
		...delayed.map((one) => u32(1, nameAt(one), 0, 0, 0, 0, 0, 0)),
		Buffer.alloc(32),
		names,
	]);
	const directories = Array.from({ length: 16 }, (_, index) =>
		index === 1
			? u32(address, table)
			: index === 13 && delayed.length > 0
				? u32(address + table, later)
				: u32(0, 0),
	);
	const optional = Buffer.concat([padded(u16(0x20b), 108), u32(16), ...directories]);
	const dos = padded(Buffer.from("MZ", "latin1"), 64);
	dos.writeUInt32LE(64, 0x3c);
	return Buffer.concat([
		padded(
			Buffer.concat([
				dos,
				Buffer.from("PE\0\0", "latin1"),
				u16(machine === "x64" ? 0x8664 : 0xaa64, 1),
				u32(0, 0, 0),
				u16(optional.length, 0x2022),
				optional,
				padded(Buffer.from(".rdata", "latin1"), 8),
				u32(section.length, address, section.length, headers, 0, 0, 0, 0),
			]),
			headers,
		),
		section,
	]);
}
