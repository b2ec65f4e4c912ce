import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server on which every byte in either direction is counted. */
export interface CountingProxy {
	readonly origin: string;
	/** Bytes since the last look. */
	passed(): number;
	close(): Promise<void>;
}

/** Stands in front of a server: `http://host:port`. */
export async function countingProxy(target: string): Promise<CountingProxy> {
	const { hostname, port } = new URL(target);
	const open = new Set<Socket>();
	let passed = 0;
	const listener = createServer((client) => {
		const server = connect(Number(port), hostname);
		for (const [from, to] of [
			[client, server],
			[server, client],
		] as const) {
			open.add(from);
			from.on("data", (chunk: Buffer) => (passed += chunk.length));
			from.on("error", () => to.destroy());
			from.on("close", () => open.delete(from));
			from.pipe(to);
		}
	});
	listener.listen(0, "127.0.0.1");
	await once(listener, "listening");
	const own = (listener.address() as AddressInfo).port;
	return {
		origin: `http://127.0.0.1:${own}`,
		passed: () => {
			const since = passed;
			passed = 0;
			return since;
		},
		close: async () => {
			for (const socket of open) socket.destroy();
			listener.close();
			await once(listener, "close");
		},
	};
}
