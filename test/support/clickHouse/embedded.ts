import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { end } from "./child";
import type { ClickHouseServer } from "./server";
import { runOn } from "./server";
import { clickHouseTools } from "./tools";

/** A current engine in a process of its own, behind the HTTP interface of a server. */
export interface EmbeddedClickHouse extends Pick<
	ClickHouseServer,
	"url" | "run" | "kill" | "stop"
> {
	/** Time of processors that its process has taken since it began. */
	cpuMs(): Promise<number>;
}

export interface EmbeddedOptions {
	/** Where its data stands; nowhere that lasts where it is absent. */
	readonly folder?: string;
	/** A configuration in the form of `config.xml`. */
	readonly config?: string;
}

/** Starts the current engine, with an empty database unless its folder holds one. */
export async function startEmbeddedClickHouse({
	folder = ":memory:",
	config = "",
}: EmbeddedOptions = {}): Promise<EmbeddedClickHouse> {
	const { embedded } = clickHouseTools();
	if (embedded === undefined) throw new Error("This machine has no ClickHouse as a module.");
	const program = join(__dirname, "embeddedProcess.js");
	const child = fork(program, [embedded.module, folder, config], { execArgv: [] });
	const [first] = (await Promise.race([
		once(child, "message"),
		once(child, "exit").then(([code]) => [new Error(`The engine ended with ${String(code)}.`)]),
	])) as [{ readonly port: number } | Error];
	if (first instanceof Error) throw first;
	const url = `http://127.0.0.1:${first.port}`;
	return {
		url,
		run: (statement, body) => runOn(url, statement, body),
		cpuMs: async () => {
			child.send("cpuMs");
			const [{ cpuMs }] = (await once(child, "message")) as [{ readonly cpuMs: number }];
			return cpuMs;
		},
		kill: () => end(child),
		stop: () => end(child),
	};
}
