// The receiving process of the transfer between two: `node peer.mjs SOCKET`. Takes a message apart
// until its numbers can be used, then answers with one byte.
import { connect } from "node:net";

const HEAD_BYTES = 8;
const socket = connect(process.argv[2]);
let chunks = [];
let received = 0;

/** Lengths of the JSON text and of the binary part stand in front. */
function partsOf(whole) {
	const jsonLength = whole.readUInt32LE(0);
	const binaryLength = whole.readUInt32LE(4);
	return { jsonEnd: HEAD_BYTES + jsonLength, end: HEAD_BYTES + jsonLength + binaryLength };
}

/** How many numbers or rows came. */
function use(whole, { jsonEnd, end }) {
	const header = JSON.parse(whole.toString("utf8", HEAD_BYTES, jsonEnd));
	if (header.rows !== undefined) return header.rows.length;
	// A copy of its own starts where a typed array may.
	const bytes = new Uint8Array(end - jsonEnd);
	bytes.set(whole.subarray(jsonEnd, end));
	return new Float64Array(bytes.buffer).length / header.columns;
}

socket.on("data", (chunk) => {
	chunks.push(chunk);
	received += chunk.length;
	const start = chunks[0].length >= HEAD_BYTES ? chunks[0] : Buffer.concat(chunks);
	if (start.length < HEAD_BYTES || received < partsOf(start).end) return;
	const whole = Buffer.concat(chunks);
	const count = use(whole, partsOf(whole));
	chunks = [];
	received = 0;
	const answer = Buffer.alloc(4);
	answer.writeUInt32LE(count);
	socket.write(answer);
});
