// Load and endurance, for scripts/soak.mjs: node --expose-gc out/test/unit/soak/main.js [share] [part]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { editors } from "./editors";
import { failingService } from "./failingService";
import { kills } from "./kills";
import { panels } from "./panels";

const [share = "1", only = ""] = process.argv.slice(2);
const part = (count: number) => Math.max(10, Math.round(count * Number(share)));

process.on("unhandledRejection", (error) => {
	console.error("a rejection that nobody handles", error);
	process.exit(1);
});

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "value-area-soak-"));
	const parts: Readonly<Record<string, () => Promise<void>>> = {
		"a service that fails one in five": () => failingService(part(10_000)),
		"panels through outages and rate limits": () => panels(part(100)),
		"processes killed while they write": () => kills(join(folder, "kills"), part(200)),
		"two processes edit one list": () => editors(join(folder, "editors"), part(200)),
	};
	try {
		for (const [name, run] of Object.entries(parts)) {
			if (!name.includes(only)) continue;
			const began = Date.now();
			console.log(name);
			await run();
			console.log(`  ${Math.round((Date.now() - began) / 1_000)} s`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
