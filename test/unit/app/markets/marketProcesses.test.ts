import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { MarketStore } from "../../../../src/app/markets/marketStore";
import { decodeSavedMarket } from "../../../../src/core/query/savedMarket";
import { KeptLog } from "../keptLog";
import type { WrittenGroups } from "./groupWriter";
import type { SavedEdit } from "./marketEditor";
import { useTemporaryFolder } from "../temporaryFolder";
import { PROFILE_VIEW } from "../views";

const EDITOR = join(__dirname, "marketEditor.js");
const GROUP_WRITER = join(__dirname, "groupWriter.js");
const WRITER = join(__dirname, "marketWriter.js");
const run = promisify(execFile);

describe("market store of several windows", () => {
	const folder = useTemporaryFolder();
	const states = () =>
		readdirSync(folder())
			.filter((name) => name.endsWith(".json") && !name.startsWith("group-"))
			.map((name) => {
				const content: unknown = JSON.parse(readFileSync(join(folder(), name), "utf8"));
				return decodeSavedMarket(content).state;
			});

	it("loses no market that three processes add while they edit and remove (D2)", async function () {
		this.timeout(60_000);
		const outputs = await Promise.all(
			["11", "22", "33"].map((seed) => run(process.execPath, [WRITER, folder(), seed])),
		);
		const present = new Set(readdirSync(folder()));
		const expected = outputs.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
		assert.ok(expected.length > 100);
		assert.deepEqual(
			expected.filter((id) => !present.has(`${id}.json`)),
			[],
		);
		assert.ok(states().every((state) => state === "ok"));
		assert.deepEqual(readdirSync(join(folder(), "damaged")), []);
	});

	it("keeps every edit that two processes reported as saved: in the market, in a copy, or changed by a process that had seen it (D3)", async function () {
		this.timeout(120_000);
		const store = new MarketStore({ folder: folder(), log: new KeptLog(), now: Date.now });
		const { id } = await store.add("start", PROFILE_VIEW);
		await store.add("neighbour", PROFILE_VIEW);
		const outputs = await Promise.all(
			["left", "right"].map((window) => run(process.execPath, [EDITOR, folder(), id, window])),
		);
		const edits = outputs.map(({ stdout }) => JSON.parse(stdout) as SavedEdit[]);
		assert.deepEqual(
			edits.map(({ length }) => length),
			[100, 100],
		);
		await store.rescan();
		const names = new Map(
			store.entries.flatMap((entry) =>
				entry.state === "ok" ? [[entry.id, entry.market.name] as const] : [],
			),
		);
		const all = edits.flat();
		for (const { id: copy, name } of all.filter(({ conflict }) => conflict)) {
			assert.notEqual(copy, id);
			assert.equal(names.get(copy), name);
		}
		// Each of the others is a revision of its own, and stood until somebody changed it who had seen it.
		const direct = all
			.filter(({ conflict }) => !conflict)
			.sort((one, other) => one.rev - other.rev);
		assert.ok(direct.every((edit) => edit.id === id));
		assert.equal(new Set(direct.map(({ rev }) => rev)).size, direct.length);
		assert.equal(names.get(id), direct.at(-1)?.name);
		assert.equal(names.size, 2 + all.length - direct.length);
		assert.deepEqual(
			readdirSync(folder()).filter((name) => !name.endsWith(".json")),
			["damaged", "removed"],
		);
	});

	it("loses no group, and no market out of one, while three processes make, fill, order and remove groups", async function () {
		this.timeout(120_000);
		const outputs = await Promise.all(
			["left", "middle", "right"].map((window) =>
				run(process.execPath, [GROUP_WRITER, folder(), window]),
			),
		);
		const written = outputs.map(({ stdout }) => JSON.parse(stdout) as WrittenGroups);
		const store = new MarketStore({ folder: folder(), log: new KeptLog(), now: Date.now });
		await store.rescan();
		assert.deepEqual(
			store.groups.entries.map(({ id }) => id).sort(),
			written.flatMap(({ groups }) => groups).sort(),
		);
		const places = Object.assign({}, ...written.map((one) => one.places)) as Record<string, string>;
		assert.deepEqual(store.entries.map(({ id }) => id).sort(), Object.keys(places).sort());
		for (const entry of store.entries) {
			const group = places[entry.id];
			const isThere = store.groups.entries.some(({ id }) => id === group);
			assert.equal(store.groupOf(entry), isThere ? group : undefined);
		}
		assert.ok(states().every((state) => state === "ok"));
	});

	it("has no unreadable file when a process is killed in the middle of its writes (D4)", async function () {
		this.timeout(60_000);
		mkdirSync(folder(), { recursive: true });
		for (let kill = 1; kill <= 12; kill++) {
			const child = spawn(process.execPath, [WRITER, folder(), String(kill), "100"], {
				stdio: "ignore",
			});
			// Each run is killed at another of its writes.
			let events = 0;
			const watcher = watch(folder(), () => {
				events += 1;
				if (events === kill * 3) child.kill("SIGKILL");
			});
			await once(child, "exit");
			watcher.close();
			assert.ok(
				states().every((state) => state === "ok"),
				`kill ${kill}`,
			);
		}
		assert.ok(states().length > 0);
	});
});
