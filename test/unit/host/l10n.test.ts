import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const SCRIPT = join(__dirname, "..", "..", "..", "..", "scripts", "l10n.mjs");

describe("translation bundle", () => {
	it("holds every sentence of the code (node scripts/l10n.mjs writes it)", async function () {
		this.timeout(120_000);
		await promisify(execFile)(process.execPath, [SCRIPT, "--check"]);
	});
});
