import assert from "node:assert/strict";
import { homedir, userInfo } from "node:os";
import { askVwap } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { typeKey } from "./harness/typedKeys";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const KEYS = { Kaiko: "valid-canary-4c1b77d0e9", Kiyotaka: "valid-canary-90af2d31cb" } as const;

describe("the report for a support thread, of the packaged extension", () => {
	const editor = useEditor({ packaged: "withoutKeys" });

	/** Runs the command, chooses how far it goes, and takes the text out of the editor that opens. */
	const report = async (reach: string): Promise<string> => {
		const { workbench } = editor().session;
		const { page } = workbench;
		await workbench.closeAllEditors();
		await workbench.run("Value Area: Diagnose");
		await workbench.input.step(/Diagnose/);
		await workbench.input.answer(reach);
		const lines = page.locator(".monaco-editor .view-lines").first();
		// The editor draws spaces as such that do not break.
		await lines.filter({ hasText: /Value.Area.report/ }).waitFor({ timeout: 60_000 });
		const copied = await until("the whole report is copied", async () => {
			await lines.click();
			await page.keyboard.press("ControlOrMeta+A");
			await page.keyboard.press("ControlOrMeta+C");
			const text = await workbench.clipboard();
			return text.includes("## Trades") ? text : undefined;
		});
		await editor().session.picture(`diagnose-${reach.toLowerCase().replaceAll(" ", "-")}`);
		// What was never saved asks whether it should be, before it is closed.
		await workbench.run("View: Revert and Close Editor");
		return copied;
	};
	const line = (text: string, like: RegExp) =>
		text.split("\n").find((one) => like.test(one)) ?? assert.fail(`no ${like.source} in\n${text}`);

	it("is there before any key, and sends nothing where it should try nothing", async () => {
		const { services } = editor();
		const text = await report("Try nothing");
		assert.match(text, /## Ways to the hosts\s+Not tried\./);
		assert.match(
			line(text, /^\| Kaiko \|/),
			/\| yes \| 0 \| {2}\| no \| no \| no \| not tried \|$/,
		);
		assert.match(line(text, /^\| Kaiko's reference data \|/), /\| yes \| none needed \|/);
		assert.match(line(text, /^\| VS Code \|/), /\| \d+\.\d+\.\d+ \|/);
		assert.match(line(text, /^\| Value Area \|/), /\| \d+\.\d+\.\d+ \|/);
		assert.match(line(text, /^\| engine for files/), /not in this package/);
		assert.match(text, /Writable: yes\. Free: [\d,]+ bytes\./);
		for (const { requests } of [services.kaiko, services.kiyotaka, services.reference]) {
			assert.deepEqual(requests, []);
		}
	});

	it("tries the ways to the hosts without a key, and the keys only where that was chosen", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		for (const provider of ["Kaiko", "Kiyotaka"] as const) {
			await typeKey(workbench, provider, KEYS[provider]);
		}
		await askVwap(workbench);
		await (await workbench.chart()).state("chart");
		services.kaiko.clear();
		services.kiyotaka.clear();
		services.reference.clear();
		const straight = await report("Try the connections");
		for (const origin of [
			services.kaikoOrigin,
			services.kiyotakaOrigin,
			services.referenceOrigin,
		]) {
			assert.match(
				line(straight, new RegExp(`^\\| ${new URL(origin).host} \\|`)),
				/\| skipped \| ok .*\| reachable \|$/,
			);
		}
		for (const { requests } of [services.kaiko, services.kiyotaka, services.reference]) {
			assert.deepEqual(
				requests.map(({ path, keyHashes }) => [path, keyHashes]),
				[["/", {}]],
			);
		}
		const withKeys = await report("Try the connections and the keys");
		for (const provider of ["Kaiko", "Kiyotaka"]) {
			assert.match(
				line(withKeys, new RegExp(`^\\| ${provider} \\|`)),
				/\| 1 \| without a name \| yes \| yes \| no \| accepted \|$/,
			);
		}
		assert.match(line(withKeys, /^\| [0-9a-f]{6} \|.*\| vwap \|/), /\| complete \|.*\| 1 × 200 \|/);
	});

	it("is found by the id in the details of an error, which its chart copies", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		services.kaiko.always({ kind: "answer", status: 500, body: "" });
		await workbench.closeAllEditors();
		await askVwap(workbench);
		const chart = await workbench.chart();
		await chart.failureMatching(/problem on its side/);
		await chart.frame.getByRole("button", { name: "Copy details" }).waitFor();
		for (const theme of ["Light Modern", "Dark High Contrast", "Dark Modern"]) {
			await workbench.setTheme(theme);
			await session.picture(`copy-details-${theme.toLowerCase().replaceAll(" ", "-")}`);
		}
		await workbench.page.setViewportSize({ width: 560, height: 800 });
		await session.picture("copy-details-narrow");
		await workbench.page.setViewportSize({ width: 1_280, height: 800 });
		await chart.pressAction(/Copy details/);
		await workbench.told("Copied the details of the error.");
		await session.picture("copy-details-copied");
		const details = await workbench.clipboard();
		const { host } = new URL(services.kaikoOrigin);
		const [, id] =
			/^Value Area \d+\.\d+\.\d+, operation ([0-9a-f]{6})\nKaiko: [\w ]*500[\w ]*, \d attempts?, (\S+)$/.exec(
				details,
			) ?? assert.fail(details);
		assert.ok(details.endsWith(host));
		const text = await report("Try nothing");
		assert.match(line(text, new RegExp(`^\\| ${id} \\|`)), /\| vwap \| [\w ]*500/);
	});

	const itOnceTried = itAfter(
		"tries the ways to the hosts without a key, and the keys only where that was chosen",
	);

	itOnceTried("says what is in the way of a host that has gone", async () => {
		const { services } = editor();
		services.kaiko.always({ kind: "answer", status: 407, body: "" });
		const text = await report("Try the connections and the keys");
		const { host } = new URL(services.kaikoOrigin);
		assert.match(line(text, new RegExp(`^\\| ${host} \\|`)), /\| the proxy asks for a login \|$/);
		assert.match(line(text, /^\| Kaiko \|/), /\| unchecked \|$/);
	});

	itOnceTried(
		"holds no key, no value of a query, and no path or name of the person's",
		async () => {
			const { session } = editor();
			const { folders } = session;
			const text = await report("Try the connections and the keys");
			assert.ok(text.length > 2_000);
			const secrets = [
				...Object.values(KEYS),
				"canary",
				"btc-usd",
				"cbse",
				"2026-03-29..2026-03-30",
				"continuation",
				folders.root,
				folders.workspace,
				...(homedir() === "/" ? [] : [homedir()]),
				`/${userInfo().username}/`,
			];
			for (const secret of secrets) {
				assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), secret);
			}
		},
	);
});
