import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { end, freePort } from "./child";
import { clickHouseTools } from "./tools";

/** A server for a test. */
export interface ClickHouseServer {
	/** `http://host:port`. */
	readonly url: string;
	readonly host: string;
	/** Port of the native protocol, by which servers of a cluster speak to each other. */
	readonly tcpPort: number;
	/** Runs a statement as the user `default`, who may do anything. Rejects with the server's words. */
	run(statement: string, body?: string): Promise<string>;
	/** Stops answering without a word, as a machine that hangs, until `resume`. */
	pause(): void;
	resume(): void;
	/** Ends the process at once, as a machine that loses its power. */
	kill(): Promise<void>;
	/** Ends the process and removes its data. */
	stop(): Promise<void>;
}

/** A shard of a cluster. */
export type Shard = Pick<ClickHouseServer, "host" | "tcpPort">;

export interface ServerOptions {
	/** An address of this machine, 127.0.0.1 by default. */
	readonly host?: string;
	/** Port of the native protocol; a free one by default. Servers of one cluster need different ones. */
	readonly tcpPort?: number;
	/** Users, profiles and quotas in the form of `users.xml`, beside `default`. */
	readonly users?: { readonly [section in "profiles" | "quotas" | "users"]?: string };
	/** The one processor that it may use, from 0; all of them by default. */
	readonly processor?: number;
	/** Clusters by name. */
	readonly clusters?: Readonly<Record<string, readonly Shard[]>>;
}

const START_MS = 30_000;

function configuration(
	folder: string,
	ports: { readonly http: number; readonly tcp: number },
	options: ServerOptions,
) {
	const { host = "127.0.0.1", clusters = {} } = options;
	const shards = (all: readonly Shard[]) =>
		all
			.map(
				(one) =>
					`<shard><replica><host>${one.host}</host><port>${one.tcpPort}</port></replica></shard>`,
			)
			.join("");
	const named = Object.entries(clusters).map(([name, all]) => `<${name}>${shards(all)}</${name}>`);
	return `<yandex>
	<logger><level>error</level><console>1</console></logger>
	<listen_host>${host}</listen_host>
	<http_port>${ports.http}</http_port>
	<tcp_port>${ports.tcp}</tcp_port>
	<path>${folder}/data/</path>
	<tmp_path>${folder}/tmp/</tmp_path>
	<users_config>${folder}/users.xml</users_config>
	<mark_cache_size>67108864</mark_cache_size>
	<default_profile>default</default_profile>
	<default_database>default</default_database>
	<timezone>UTC</timezone>
	<remote_servers>${named.join("")}</remote_servers>
</yandex>`;
}

function users({ users: { profiles = "", quotas = "", users: others = "" } = {} }: ServerOptions) {
	return `<yandex>
	<profiles><default/>${profiles}</profiles>
	<quotas><default/>${quotas}</quotas>
	<users>
		<default>
			<password></password>
			<networks><ip>127.0.0.0/8</ip></networks>
			<profile>default</profile>
			<quota>default</quota>
		</default>
		${others}
	</users>
</yandex>`;
}

/** Asks until the server answers; rejects with what it has said when it ended instead. */
async function untilItAnswers(url: string, child: ChildProcess, said: () => string): Promise<void> {
	const deadline = Date.now() + START_MS;
	for (;;) {
		if (child.exitCode !== null) throw new Error(`ClickHouse ended while it began: ${said()}`);
		const isThere = await fetch(`${url}/ping`).then(
			(response) => response.ok,
			() => false,
		);
		if (isThere) return;
		if (Date.now() > deadline) throw new Error(`ClickHouse did not begin: ${said()}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** Starts Debian's server with an empty database in a folder of its own. */
export async function startClickHouse(options: ServerOptions = {}): Promise<ClickHouseServer> {
	const { server: tools } = clickHouseTools();
	if (tools === undefined) throw new Error("This machine has no server of ClickHouse.");
	const { host = "127.0.0.1" } = options;
	const folder = mkdtempSync(join(tmpdir(), "value-area-clickhouse-"));
	const ports = { http: await freePort(host), tcp: options.tcpPort ?? (await freePort(host)) };
	writeFileSync(join(folder, "config.xml"), configuration(folder, ports, options));
	writeFileSync(join(folder, "users.xml"), users(options));
	const { processor } = options;
	const program = [tools.program, `--config-file=${join(folder, "config.xml")}`];
	const command =
		processor === undefined ? program : ["taskset", "--cpu-list", String(processor), ...program];
	const child = spawn(command[0] ?? "", command.slice(1), {
		cwd: folder,
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, LD_LIBRARY_PATH: tools.libraries.join(delimiter) },
	});
	let said = "";
	const listen = (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4_000));
	child.stdout.on("data", listen);
	child.stderr.on("data", listen);
	child.on("error", (error) => (said += String(error)));
	const url = `http://${host}:${ports.http}`;
	const stop = async () => {
		child.kill("SIGCONT");
		await end(child);
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await untilItAnswers(url, child, () => said);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		url,
		host,
		tcpPort: ports.tcp,
		run: (statement, body) => runOn(url, statement, body),
		pause: () => void child.kill("SIGSTOP"),
		resume: () => void child.kill("SIGCONT"),
		kill: () => end(child),
		stop,
	};
}

/** Runs a statement at an HTTP interface of ClickHouse; `body` is what an INSERT inserts. */
export async function runOn(url: string, statement: string, body = ""): Promise<string> {
	const target = body === "" ? url : `${url}/?query=${encodeURIComponent(statement)}`;
	const response = await fetch(target, { method: "POST", body: body === "" ? statement : body });
	const text = await response.text();
	if (!response.ok) throw new Error(`${statement.slice(0, 200)}: ${text}`);
	return text;
}
