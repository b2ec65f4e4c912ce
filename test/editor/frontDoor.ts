import { once } from "node:events";
import { type IncomingMessage, createServer, request } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { mintedKey } from "./mintedKey";

export interface FrontDoor {
	readonly origin: string;
	stop(): void;
}

/**
 * A loopback proxy before VS Code's server that passes everything on, upgrades included, and
 * answers `/mint-key` itself, so that secrets survive a reload in any browser.
 */
export async function openFrontDoor(serverPort: number, port = 0): Promise<FrontDoor> {
	const target = { host: "127.0.0.1", port: serverPort };
	const door = createServer((incoming, answer) => {
		if (incoming.method === "POST" && pathOf(incoming).endsWith("/mint-key")) {
			answer.writeHead(200).end(mintedKey());
			return;
		}
		const { method, url: path, headers } = incoming;
		const passed = request({ ...target, method, path, headers }, (reply) => {
			answer.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(answer);
		});
		passed.on("error", () => {
			if (!answer.headersSent) answer.writeHead(502);
			answer.end();
		});
		incoming.pipe(passed);
	});
	const open = new Set<Duplex>();
	door.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
		const upstream = connect(target.port, target.host, () => {
			upstream.write(requestHead(incoming));
			upstream.write(head);
			socket.pipe(upstream).pipe(socket);
		});
		for (const [end, other] of [
			[socket, upstream],
			[upstream, socket],
		] as const) {
			open.add(end);
			end.on("error", () => other.destroy());
			end.on("close", () => {
				open.delete(end);
				other.destroy();
			});
		}
	});
	door.listen(port, "127.0.0.1");
	await once(door, "listening");
	const address = door.address();
	if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
	return {
		origin: `http://127.0.0.1:${address.port}`,
		stop() {
			door.close();
			door.closeAllConnections();
			for (const socket of open) socket.destroy();
		},
	};
}

function pathOf(incoming: IncomingMessage): string {
	return (incoming.url ?? "").split("?", 1)[0] ?? "";
}

/** The request line and headers, as they came. */
function requestHead({ method = "GET", url = "/", rawHeaders }: IncomingMessage): string {
	const lines = rawHeaders.flatMap((name, index) =>
		index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1] ?? ""}`] : [],
	);
	return [`${method} ${url} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}
