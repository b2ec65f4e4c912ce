import { type ClickHouseServer, signInTo } from "../../../../src/engine/clickhouse/server";
import {
	type EmbeddedClickHouse,
	type EmbeddedOptions,
	startEmbeddedClickHouse,
} from "../../../support/clickHouse/embedded";
import { startClickHouse } from "../../../support/clickHouse/server";
import { clickHouseTools } from "../../../support/clickHouse/tools";
import { optionsFor, UNTIL_DONE } from "./madeServers";

/** Versions of ClickHouse that tests run over: Debian's old server, and a current engine. */
export const VERSIONS = ["18.16", "current"] as const;
export type Version = (typeof VERSIONS)[number];

/** A server of a version with somebody signed in to it. */
export interface RealServer {
	readonly server: ClickHouseServer;
	/** Its origin. */
	readonly url: string;
	/** Runs a statement that may change data. */
	readonly run: (statement: string, body?: string) => Promise<string>;
}

/**
 * One server of a version for all tests of a `describe`, which are skipped where this machine has none.
 *
 * @param embedded what a current one is started with
 */
export function useClickHouse(
	version: Version,
	embedded: () => EmbeddedOptions = () => ({}),
): () => RealServer {
	let raw: Pick<EmbeddedClickHouse, "url" | "run" | "stop"> | undefined;
	let server: ClickHouseServer | undefined;
	before(`ClickHouse ${version}`, async function () {
		this.timeout(60_000);
		const tools = clickHouseTools();
		if ((version === "18.16" ? tools.server : tools.embedded) === undefined) this.skip();
		raw = await (version === "18.16" ? startClickHouse() : startEmbeddedClickHouse(embedded()));
		const options = optionsFor(raw.url, { name: version, user: "default", password: "" });
		server = await signInTo(options, UNTIL_DONE.signal);
	});
	after(`ends ClickHouse ${version}`, async () => {
		await server?.close();
		await raw?.stop();
	});
	return () => {
		if (raw === undefined || server === undefined) throw new Error("It exists inside tests only.");
		const found = raw;
		return { server, url: found.url, run: (statement, body) => found.run(statement, body) };
	};
}
