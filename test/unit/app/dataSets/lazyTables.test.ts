import assert from "node:assert/strict";
import { createLazyTables } from "../../../../src/app/dataSets/lazyTables";
import { refusalOf, signedOut } from "../../engine/clickhouse/madeServers";
import { UNTIL_DONE } from "../../engine/engineTools";

describe("tables of servers", () => {
	const list = (tables: ReturnType<typeof createLazyTables>) =>
		tables.list("https://house.example.com", UNTIL_DONE);

	it("are loaded once, with the first call", async () => {
		let loads = 0;
		const tables = createLazyTables(() => {
			loads += 1;
			return Promise.resolve(signedOut());
		});
		assert.equal(loads, 0);
		await Promise.all([refusalOf(list(tables), "noKey"), refusalOf(list(tables), "noKey")]);
		await refusalOf(list(tables), "noKey");
		assert.equal(loads, 1);
		await tables.dispose();
	});

	it("are loaded by the next call where they could not be, and not in order to be ended", async () => {
		let loads = 0;
		const tables = createLazyTables(() => {
			loads += 1;
			return loads === 1 ? Promise.reject(new Error("no such file")) : Promise.resolve(signedOut());
		});
		await tables.dispose();
		assert.equal(loads, 0);
		await assert.rejects(list(tables), /no such file/);
		await refusalOf(list(tables), "noKey");
		assert.equal(loads, 2);
	});
});
