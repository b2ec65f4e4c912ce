import { DamagedBinary } from "./bytes.mjs";
import { isElf, readElf } from "./elf.mjs";
import { isMachO, readMachO } from "./machO.mjs";
import { isPe, readPe } from "./pe.mjs";

/**
 * What a shared library is made for and what it loads, whatever its system.
 *
 * @param {Buffer} buffer the whole file
 * @throws {DamagedBinary} where it is none, or not whole
 */
export function readBinary(buffer) {
	if (isElf(buffer)) return readElf(buffer);
	if (isMachO(buffer)) return readMachO(buffer);
	if (isPe(buffer)) return readPe(buffer);
	throw new DamagedBinary("it is no shared library of Linux, macOS or Windows");
}
