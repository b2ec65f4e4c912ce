import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A way to a server as to one whose users have a settings profile. */
export interface ProfileProxy {
	readonly origin: string;
	close(): Promise<void>;
}

/** Stands in front of a server and says each setting of a profile that a question does not say itself. */
export async function profileProxy(
	target: string,
	profile: Readonly<Record<string, string>>,
): Promise<ProfileProxy> {
	const listener = createServer((asked, answer) => {
		const url = new URL(asked.url ?? "/", target);
		for (const [name, value] of Object.entries(profile)) {
			if (!url.searchParams.has(name)) url.searchParams.set(name, value);
		}
		const { method, headers } = asked;
		const sent = request(url, { method: method ?? "POST", headers }, (found) => {
			answer.writeHead(found.statusCode ?? 500, found.headers);
			found.pipe(answer);
		});
		sent.on("error", () => answer.destroy());
		asked.pipe(sent);
	});
	listener.listen(0, "127.0.0.1");
	await once(listener, "listening");
	return {
		origin: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
		close: async () => {
			listener.closeAllConnections();
			listener.close();
			await once(listener, "close");
		},
	};
}
