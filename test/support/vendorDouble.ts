import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";

/** A proxy of this machine behind which loopback services answer under the names of providers' own hosts. */
export interface VendorDouble {
	/** Port of this machine where all names are spoken for, past the proxy. */
	readonly port: number;
	/** Where a client finds the proxy. */
	readonly proxy: string;
	/** File with the certificate that the client has to trust. */
	readonly certificate: string;
	/** Hosts and ports that were asked for, in order; what is not doubled is refused. */
	readonly asked: readonly string[];
	stop(): Promise<void>;
}

/** Makes a certificate for the names; `undefined` where the machine has no OpenSSL. */
function certify(folder: string, names: readonly string[]) {
	const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")] as const;
	const alternatives = names.map((name) => `DNS:${name}`).join(",");
	const request = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=double -addext subjectAltName=${alternatives}`;
	try {
		execFileSync("openssl", [...request.split(" "), "-keyout", key, "-out", cert], {
			stdio: "ignore",
		});
	} catch {
		return undefined;
	}
	return { file: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

/**
 * Lets a client that goes through `proxy` and trusts `certificate` find loopback services under other names, over TLS
 * as it would speak to the provider itself. `undefined` where no certificate can be made.
 *
 * @param services origin of the loopback service behind each name
 */
export async function startVendorDouble(
	services: Readonly<Record<string, string>>,
): Promise<VendorDouble | undefined> {
	const folder = mkdtempSync(join(tmpdir(), "value-area-double-"));
	const certified = certify(folder, Object.keys(services));
	if (certified === undefined) {
		rmSync(folder, { recursive: true });
		return undefined;
	}
	const asked: string[] = [];
	const sockets = new Set<Duplex>();
	const keep = (socket: Duplex) => {
		sockets.add(socket);
		socket.on("error", () => undefined);
		socket.on("close", () => sockets.delete(socket));
	};
	const pair = (one: Duplex, other: Duplex) => {
		one.pipe(other);
		other.pipe(one);
	};
	const { key, cert } = certified;
	const tls = createTlsServer({ key, cert }, (socket) => {
		keep(socket);
		const name = (socket as { servername?: string | false }).servername;
		const origin = typeof name === "string" ? services[name] : undefined;
		if (origin === undefined) return void socket.destroy();
		const service: Socket = connect(Number(new URL(origin).port), "127.0.0.1");
		keep(service);
		pair(socket, service);
	});
	const proxy = createServer((_request, response) => void response.writeHead(403).end());
	proxy.on("connect", ({ url = "" }, client: Duplex) => {
		keep(client);
		asked.push(url);
		if (services[url.replace(/:443$/, "")] === undefined) {
			return void client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
		}
		const inner = connect(port, "127.0.0.1");
		keep(inner);
		client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
		pair(client, inner);
	});
	const listen = (server: Server) =>
		new Promise<number>((resolve) =>
			server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
		);
	const port = await listen(tls);
	const proxyPort = await listen(proxy);
	return {
		port,
		proxy: `http://127.0.0.1:${proxyPort}`,
		certificate: certified.file,
		asked,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await Promise.all(
				[tls, proxy].map((server) => new Promise((resolve) => server.close(resolve))),
			);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
