import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeSavedMarket } from "../../../src/core/query/savedMarket";
import { useTemporaryFolder } from "./temporaryFolder";

const WRITER = join(__dirname, "marketWriter.js");
const run = promisify(execFile);

describe("market store of several windows", () => {
	const folder = useTemporaryFolder();
	const states = () =>
		readdirSync(folder())
			.filter((name) => name.endsWith(".json"))
			.map((name) => {
				const content: unknown = JSON.parse(readFileSync(join(folder(), name), "utf8"));
				return decodeSavedMarket(content).state;
			});

	it("loses no market that three processes add while they edit and remove", async function () {
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

	it("has no unreadable file when a process is killed in the middle of its writes", async function () {
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
