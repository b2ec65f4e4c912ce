import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { definitionName } from "../../../../src/app/dataSets/definitionName";
import { Definitions } from "../../../../src/app/dataSets/definitions";
import { newDataSetId } from "../../../../src/core/trades/dataSet/dataSetId";
import { KeptLog } from "../keptLog";
import { FaultyFs } from "../files/faultyFs";
import { useTemporaryFolder } from "../temporaryFolder";

describe("definitions of data sets", () => {
	const folder = useTemporaryFolder();
	const home = () => join(folder(), "datasets");

	function definitions(options: Partial<ConstructorParameters<typeof Definitions>[0]> = {}) {
		return new Definitions({
			folder: home(),
			workspaces: () => [],
			log: new KeptLog(),
			now: Date.now,
			...options,
		});
	}

	const tape = { schema: 1 as const, name: "Tape", files: ["/data/*.csv"], layout: {} };
	const table = {
		schema: 2 as const,
		name: "Trades",
		connection: "https://house.example.com:8443",
		database: "md",
		table: "trades",
		layout: { columns: { price: "px" }, final: true },
	};

	function write(id: string, content: unknown): string {
		mkdirSync(home(), { recursive: true });
		const path = join(home(), `${id}.json`);
		writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
		return path;
	}

	it("get ids that differ, also when two windows add at once", async () => {
		const [one, two] = [definitions(), definitions()];
		const added = await Promise.all(
			[one, two, one, two].map((window) =>
				window.add(tape, (isUsed) => newDataSetId("Tape", isUsed)),
			),
		);
		const ids = added.map(({ id }) => id).sort();
		assert.deepEqual(ids, ["tape", "tape-2", "tape-3", "tape-4"]);
		assert.deepEqual(readdirSync(home()).sort(), ids.map((id) => `${id}.json`).sort());
	});

	it("keep fields that a newer version added when they change", async () => {
		const path = write("tape", { ...tape, color: "red" });
		await definitions().change("tape", { name: "Other" });
		const content: unknown = JSON.parse(readFileSync(path, "utf8"));
		assert.deepEqual(content, { ...tape, name: "Other", color: "red" });
	});

	it("of tables are kept as they were added, and change without losing what they do not know", async () => {
		const added = await definitions().add(table, () => "trades");
		assert.deepEqual(JSON.parse(readFileSync(added.path, "utf8")), table);
		const path = write("trades", { ...table, color: "red" });
		assert.deepEqual((await definitions().get("trades"))?.definition, table);
		await definitions().change("trades", { name: "Other", layout: { final: false } });
		assert.deepEqual(JSON.parse(readFileSync(path, "utf8")), {
			...table,
			name: "Other",
			layout: { final: false },
			color: "red",
		});
	});

	it("of tables name no user, no password and no path of a server", async () => {
		for (const connection of [
			"https://me:secret@house.example.com:8443",
			"https://me@house.example.com:8443",
			"https://house.example.com:8443/clickhouse",
			"https://house.example.com:8443/?user=me&password=secret",
			"house.example.com",
			"https://house.example.com:9440",
			"ftp://house.example.com",
			"",
		]) {
			write("trades", { ...table, connection });
			assert.equal((await definitions().get("trades"))?.state, "damaged", connection);
		}
		write("trades", { ...table, connection: "https://House.example.com:8443/" });
		assert.deepEqual((await definitions().get("trades"))?.definition, table);
	});

	it("of files name no FINAL, and tables need a name", async () => {
		write("tape", { ...tape, layout: { final: true } });
		write("trades", { ...table, table: "" });
		const states = (await definitions().list()).map(({ id, state }) => `${id} ${state}`);
		assert.deepEqual(states.sort(), ["tape damaged", "trades damaged"]);
	});

	it("stay as they are where a newer version wrote them or they are damaged", async () => {
		const newer = write("newer", { schema: 3, whatever: true });
		const damaged = write("damaged", "{ half");
		const store = definitions();
		const states = (await store.list()).map(({ id, state }) => `${id} ${state}`).sort();
		assert.deepEqual(states, ["damaged damaged", "newer newer"]);
		for (const id of ["newer", "damaged"]) {
			await assert.rejects(store.change(id, { name: "x" }), { name: "StorageError" });
		}
		assert.equal(readFileSync(newer, "utf8"), '{"schema":3,"whatever":true}');
		assert.equal(readFileSync(damaged, "utf8"), "{ half");
	});

	it("are told apart from other files of the folder", async () => {
		write("con", { ...tape });
		write("sample", { ...tape });
		write("..%2f", { ...tape });
		write("tape", { ...tape });
		assert.deepEqual(
			(await definitions().list()).map(({ id }) => id),
			["tape"],
		);
	});

	it("are as before when the disk is full", async () => {
		const path = write("tape", { ...tape });
		const before = readFileSync(path, "utf8");
		const store = definitions({ fs: new FaultyFs({ write: "ENOSPC" }) });
		await assert.rejects(store.change("tape", { name: "x" }), /disk is full/);
		assert.equal(readFileSync(path, "utf8"), before);
	});

	it("move with all that they hold when they get another id", async () => {
		write("tape", { ...tape, color: "red" });
		const { id, path } = await definitions().changeId("tape", "march", () => undefined);
		assert.deepEqual([id, readdirSync(home())], ["march", ["march.json"]]);
		const content: unknown = JSON.parse(readFileSync(path, "utf8"));
		assert.deepEqual(content, { ...tape, color: "red" });
	});

	it("stay where they are when their new id is refused, taken or cannot be written", async () => {
		write("tape", { ...tape });
		write("march", { ...tape, name: "March" });
		const refuse = (isUsed: (id: string) => boolean) => {
			if (isUsed("march")) throw new Error("taken");
		};
		await assert.rejects(definitions().changeId("tape", "march", refuse));
		const broken = definitions({ fs: new FaultyFs({ rename: { code: "ENOSPC" } }) });
		await assert.rejects(
			broken.changeId("tape", "other", () => undefined),
			{ name: "StorageError" },
		);
		await assert.rejects(
			definitions().changeId("nobody", "other", () => undefined),
			/not there any more/,
		);
		assert.deepEqual(readdirSync(home()).sort(), ["march.json", "tape.json"]);
	});

	it("tell what they are called, and that it is another name now", async () => {
		write("tape", { ...tape });
		const [here, there] = [definitions(), definitions()];
		const told: unknown[] = [];
		here.onDidName(({ isRenamed }) => told.push([here.nameOf("tape"), isRenamed]));
		assert.equal(here.nameOf("tape"), undefined);
		await here.list();
		await here.get("tape");
		await here.change("tape", { name: "March" });
		await there.change("tape", { name: "April" });
		await here.list();
		assert.deepEqual(told, [
			["Tape", false],
			["March", true],
			["April", true],
		]);
		await here.changeId("tape", "other", () => undefined);
		assert.equal(here.nameOf("other"), "April");
	});

	it("tell their names to lists that read nothing else, those of a workspace first", async () => {
		const team = join(folder(), "team");
		mkdirSync(team);
		writeFileSync(join(team, "tape.json"), JSON.stringify({ schema: 9, name: " Team\ntape " }));
		write("tape", { ...tape });
		write("own", { ...tape, name: "Own" });
		write("damaged", "{ half");
		write("nameless", { schema: 1, name: 7 });
		const names = await Promise.all(
			["tape", "own", "damaged", "nameless", "gone", "../tape"].map((id) =>
				definitionName(id, [team, home()]),
			),
		);
		assert.deepEqual(names, ["Team tape", "Own", undefined, undefined, undefined, undefined]);
	});

	it("tell that they changed, whoever changed them", async () => {
		const [here, there] = [definitions(), definitions()];
		await here.follow();
		const changed = new Promise<void>((resolve) => here.onDidChange(() => resolve()));
		await there.add(tape, () => "tape");
		await changed;
		here.dispose();
	});
});
