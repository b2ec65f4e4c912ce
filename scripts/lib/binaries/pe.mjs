// Windows: the headers and the import tables of a PE file (Microsoft, "PE Format").
import { Bytes, DamagedBinary } from "./bytes.mjs";

const MACHINES = { 0x8664: "x64", 0xaa64: "arm64" };
const PE32_PLUS = 0x20b;
const LIBRARY_FLAG = 0x2000;
const IMPORTS = 1;
const DELAYED_IMPORTS = 13;

export const isPe = (buffer) => buffer.toString("latin1", 0, 2) === "MZ";

/**
 * @param {Buffer} buffer a whole file
 * @returns {{format: "PE", machine: string, needed: string[], delayed: string[], searched: string[]}} `delayed`: what
 *   is loaded when it is first called
 */
export function readPe(buffer) {
	const bytes = new Bytes(buffer);
	const header = bytes.u32(0x3c);
	if (bytes.slice(header, 4).toString("latin1") !== "PE\0\0") {
		throw new DamagedBinary("it is not a program of Windows");
	}
	const machine = MACHINES[bytes.u16(header + 4)] ?? `PE machine ${bytes.u16(header + 4)}`;
	if ((bytes.u16(header + 22) & LIBRARY_FLAG) === 0) {
		throw new DamagedBinary("it is not a shared library");
	}
	const optional = header + 24;
	if (bytes.u16(optional) !== PE32_PLUS) throw new DamagedBinary("it is not for a 64-bit machine");
	const table = optional + bytes.u16(header + 20);
	const sections = Array.from({ length: bytes.u16(header + 6) }, (_, index) => {
		const at = table + index * 40;
		const [address, size, offset] = [12, 16, 20].map((field) => bytes.u32(at + field));
		bytes.slice(offset, size);
		return { address, size, offset };
	});
	const offsetOf = (address) => {
		const section = sections.find(
			(one) => address >= one.address && address < one.address + one.size,
		);
		if (section === undefined) throw new DamagedBinary(`nothing is loaded at ${address}`);
		return section.offset + address - section.address;
	};
	/** The names in a table whose entries have `width` bytes, the address of a name at `field`. */
	const namesOf = (directory, width, field) => {
		if (bytes.u32(optional + 108) <= directory) return [];
		const address = bytes.u32(optional + 112 + directory * 8);
		if (address === 0) return [];
		const names = [];
		for (let at = offsetOf(address); bytes.u32(at + field) !== 0; at += width) {
			names.push(bytes.name(offsetOf(bytes.u32(at + field))));
		}
		return names;
	};
	return {
		format: "PE",
		machine,
		needed: namesOf(IMPORTS, 20, 12),
		delayed: namesOf(DELAYED_IMPORTS, 32, 4),
		// Windows looks beside the file that it loads.
		searched: [],
	};
}
