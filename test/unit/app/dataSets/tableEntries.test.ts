import assert from "node:assert/strict";
import { join } from "node:path";
import { Definitions } from "../../../../src/app/dataSets/definitions";
import {
	entryOfTable,
	namedServers,
	tableEntries,
} from "../../../../src/app/dataSets/tableEntries";
import { FILES_FORMAT, TABLE_FORMAT } from "../../../../src/core/trades/dataSet/definition";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const TEAM = "https://ch.example.com:8443";
const HERE = "http://127.0.0.1:8123";

describe("data sets of tables", () => {
	const folder = useTemporaryFolder();

	/** Definitions of two servers' tables, and one of files. */
	async function definitions() {
		const all = new Definitions({
			folder: join(folder(), "datasets"),
			workspaces: () => [],
			log: new KeptLog(),
			now: Date.now,
		});
		const table = (connection: string, name: string) =>
			({
				schema: TABLE_FORMAT,
				name,
				connection,
				database: "tape",
				table: name,
				layout: {},
			}) as const;
		await all.add(
			{ schema: FILES_FORMAT, name: "csv", files: ["/x.csv"], layout: {} },
			() => "csv",
		);
		await all.add(table(TEAM, "trades"), () => "team");
		await all.add(table(TEAM, "more"), () => "more");
		await all.add(table(HERE, "trades"), () => "here");
		return all;
	}

	it("are told from those of files", async () => {
		const ids = (await tableEntries(await definitions())).map(({ id }) => id);
		assert.deepEqual(ids.sort(), ["here", "more", "team"]);
	});

	it("are found by server, database and table", async () => {
		const all = await definitions();
		const of = async (connection: string, database: string, table: string) =>
			(await entryOfTable(all, { connection, database, table }))?.id;
		assert.equal(await of(TEAM, "tape", "trades"), "team");
		assert.equal(await of(HERE, "tape", "trades"), "here");
		assert.equal(await of(HERE, "tape", "more"), undefined);
		assert.equal(await of(TEAM, "default", "trades"), undefined);
	});

	it("name their servers, each once", async () => {
		assert.deepEqual(await namedServers(await definitions()), [HERE, TEAM]);
	});
});
