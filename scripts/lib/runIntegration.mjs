// Runs the suite inside VS Code: `node scripts/lib/runIntegration.mjs server|desktop`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { OUT, ROOT } from "./paths.mjs";

const [host] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "value-area-desktop-"));
try {
	process.exitCode = await runTests({
		...(host === "server"
			? { vscodeExecutablePath: join(ROOT, "scripts", "vscode-test-host.mjs") }
			: {
					version: "stable",
					launchArgs: [`--user-data-dir=${profile}`],
					extensionTestsEnv: {
						VALUE_AREA_TEST_USER_DATA: profile,
						VALUE_AREA_TEST_GLOBAL_STORAGE: join(profile, "User", "globalStorage"),
					},
				}),
		extensionDevelopmentPath: [ROOT, join(ROOT, "test", "fixtures", "consumer-extension")],
		extensionTestsPath: join(OUT, "test", "integration", "index.js"),
	});
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	rmSync(profile, { recursive: true, force: true });
}
