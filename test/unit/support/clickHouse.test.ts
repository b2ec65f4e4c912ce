import assert from "node:assert/strict";
import {
	type EmbeddedClickHouse,
	startEmbeddedClickHouse,
} from "../../support/clickHouse/embedded";
import { type ClickHouseServer, startClickHouse } from "../../support/clickHouse/server";
import { clickHouseTools } from "../../support/clickHouse/tools";

describe("ClickHouse for tests", function () {
	this.timeout(60_000);

	describe("an old server", () => {
		let server: ClickHouseServer;
		before(async function () {
			if (clickHouseTools().server === undefined) this.skip();
			server = await startClickHouse();
		});
		after(() => server?.stop());

		it("keeps what is inserted", async () => {
			assert.match(await server.run("SELECT version()"), /^18\.16\./);
			await server.run("CREATE TABLE kept (n Int64, word String) ENGINE = MergeTree ORDER BY n");
			await server.run("INSERT INTO kept FORMAT TSV", "2\ttwo\n1\tone\n");
			assert.equal(await server.run("SELECT * FROM kept ORDER BY n"), "1\tone\n2\ttwo\n");
		});

		it("says what is wrong", async () => {
			await assert.rejects(server.run("SELECT nothing"), /Code: 47/);
		});

		it("is one of two shards, and the other one may end", async () => {
			const other = await startClickHouse({ host: "127.0.0.2" });
			const both = [server, other].map(({ host, tcpPort }) => ({ host, tcpPort }));
			const front = await startClickHouse({ host: "127.0.0.3", clusters: { pair: both } });
			try {
				for (const [at, shard] of [server, other].entries()) {
					await shard.run("CREATE TABLE part (n Int64) ENGINE = MergeTree ORDER BY n");
					await shard.run("INSERT INTO part FORMAT TSV", `${at + 1}\n`);
				}
				await front.run("CREATE TABLE whole (n Int64) ENGINE = Distributed(pair, default, part)");
				assert.equal(await front.run("SELECT sum(n) FROM whole"), "3\n");
				await other.kill();
				await assert.rejects(front.run("SELECT sum(n) FROM whole"), /Code: 279/);
			} finally {
				await Promise.all([front.stop(), other.stop()]);
			}
		});
	});

	describe("a current engine", () => {
		let engine: EmbeddedClickHouse;
		before(async function () {
			if (clickHouseTools().embedded === undefined) this.skip();
			engine = await startEmbeddedClickHouse();
		});
		after(() => engine?.stop());

		it("answers over HTTP with bound parameters, reading alone where that is asked for", async () => {
			await engine.run("CREATE TABLE kept (n Int64, word String) ENGINE = MergeTree ORDER BY n");
			await engine.run("INSERT INTO kept FORMAT TSV", "2\ttwo\n1\to'n\\\\e\n");
			const ask = async (query: string, more: Readonly<Record<string, string>>) => {
				const search = new URLSearchParams({ readonly: "2", ...more });
				const response = await fetch(`${engine.url}/?${search.toString()}`, {
					method: "POST",
					body: query,
				});
				return response.text();
			};
			const found = await ask("SELECT n FROM {t:Identifier} WHERE word = {w:String}", {
				param_t: "kept",
				param_w: "o'n\\\\e",
			});
			assert.equal(found, "1\n");
			assert.match(await ask("INSERT INTO kept VALUES (3, 'no')", {}), /^Code: 164/);
			assert.match(await ask("SELECT * FROM absent", {}), /^Code: 60/);
			await engine.run("INSERT INTO kept FORMAT TSV", "3\tthree\n");
		});
	});
});
