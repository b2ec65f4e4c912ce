import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import forms from "./forms.cjs";

const PEER = fileURLToPath(new URL("./peer.mjs", import.meta.url));

/**
 * Sends the same points as JSON rows and as a buffer beside a JSON header to another process, over a
 * local socket, and waits for the answer that they can be used.
 *
 * @returns {Promise<{rows: number[], columns: number[]}>} milliseconds, turning a row into text included
 */
export async function betweenProcesses(count, repetitions) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-"));
	const path =
		process.platform === "win32"
			? `\\\\.\\pipe\\value-area-${process.pid}`
			: join(folder, "socket");
	const server = createServer().listen(path);
	const peer = spawn(process.execPath, [PEER, path], { stdio: ["ignore", "ignore", "inherit"] });
	try {
		const [socket] = await once(server, "connection");
		const rows = forms.rowsOf(count);
		const columns = forms.columnsOf(count);
		const ways = {
			rows: () => send(socket, JSON.stringify({ rows })),
			columns: () => send(socket, JSON.stringify({ columns: 2 }), columns),
		};
		const samples = { rows: [], columns: [] };
		// The first round warms both up and does not count: a host sends many messages in its life.
		for (let repetition = -1; repetition < repetitions; repetition++) {
			for (const [name, way] of Object.entries(ways)) {
				const from = performance.now();
				const answer = await way();
				if (repetition >= 0) samples[name].push(performance.now() - from);
				if (answer !== count) throw new Error(`${name}: ${answer} of ${count} points came.`);
			}
		}
		socket.destroy();
		return samples;
	} finally {
		server.close();
		peer.kill();
		await rm(folder, { recursive: true, force: true });
	}
}

async function send(socket, json, data = new ArrayBuffer(0)) {
	const text = Buffer.from(json);
	const head = Buffer.alloc(8);
	head.writeUInt32LE(text.length, 0);
	head.writeUInt32LE(data.byteLength, 4);
	const answered = once(socket, "data");
	socket.cork();
	socket.write(head);
	socket.write(text);
	socket.write(Buffer.from(data));
	socket.uncork();
	const [answer] = await answered;
	return answer.readUInt32LE(0);
}
