import { crc32, deflateRawSync } from "node:zlib";

/** A file of a ZIP that is made for a test; what it says of itself may be wrong. */
export interface MadeEntry {
	readonly name: string;
	readonly content: string | Uint8Array;
	readonly statedSize?: number;
	readonly statedSum?: number;
	readonly method?: number;
}

/** A ZIP of packed files. */
export function zipFile(entries: readonly MadeEntry[]): Buffer {
	const files: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const { name, content, statedSize, statedSum, method = 8 } of entries) {
		const bytes = Buffer.from(content);
		const packed = deflateRawSync(bytes);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(method, 4);
		common.writeUInt32LE(statedSum ?? crc32(bytes), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(statedSize ?? bytes.length, 18);
		common.writeUInt16LE(Buffer.byteLength(name), 22);
		const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(at, 10);
		directory.push(
			Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), common, tail, Buffer.from(name)]),
		);
		files.push(local);
		at += local.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", 0, "latin1");
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...files, central, end]);
}
