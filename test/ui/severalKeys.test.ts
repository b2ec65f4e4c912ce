import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { filesContaining } from "../editor/canary";
import { askVwap } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import type { Workbench } from "./harness/workbench";

const OWN = "valid-canary-own-7f3b9d2c41aa";
const TEAM = "valid-canary-team-51c0ffee0017";
const REFUSED = "refused-canary-of-the-desk-99";
const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

describe("several API keys of one provider, in the packaged extension", () => {
	const editor = useEditor({ packaged: "withoutKeys" });
	let second: Workbench | undefined;

	/** SHA-256 of the key that the next request carries. */
	const sentBy = async (act: () => Promise<void>) => {
		const { kaiko } = editor().services;
		kaiko.clear();
		await act();
		await kaiko.requested(1);
		return kaiko.requests[0]?.keyHashes["x-api-key"];
	};
	const refresh = (workbench: Workbench) => () => workbench.run("Value Area: Refresh chart");
	const switchTo = async (workbench: Workbench, name: string) => {
		await workbench.run("Value Area: Switch API key");
		await workbench.input.step(/Switch Kaiko API key/);
		await workbench.input.answer(name);
		await workbench.told(`Kaiko is asked with ${name === "Key without a name" ? "the key" : name}`);
	};

	it("begin with one, which needs no name", async () => {
		const { workbench } = editor().session;
		const { input } = workbench;
		await askVwap(workbench);
		await input.answer("Enter API key");
		await input.step(/Set Kaiko API key/);
		await input.enter(OWN);
		await workbench.told("Kaiko accepted the key.");
		await (await workbench.chart()).state("chart");
		assert.equal(await sentBy(refresh(workbench)), sha256(OWN));
	});

	const itWithOne = itAfter("begin with one, which needs no name");
	const itWithTwo = itAfter("get a second by name, which is tried and in use from then on");

	itWithOne("get a second by name, which is tried and in use from then on", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Set API key");
		await input.answer("Kaiko");
		await input.step(/Set Kaiko API key/);
		await input.offers(/Key without a name.*in use, saved/);
		await session.picture("key-replace-or-add");
		await input.answer("Add another key");
		await input.step(/Add Kaiko API key/);
		await input.enter("\u200B");
		await input.message(/Enter a name/);
		await input.enter(TEAM);
		await input.message(/looks like a key/);
		await input.enter("Team");
		await input.step(/Set Kaiko API key Team/);
		assert.ok(await input.isPassword());
		await input.enter(TEAM);
		await workbench.told("Kaiko accepted the key.");
		assert.equal(await sentBy(refresh(workbench)), sha256(TEAM));
	});

	itWithTwo("are named beside the title of the view, the one that is in use", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.openContainer("Value Area");
		const words = workbench.describedView("Markets");
		await words.filter({ hasText: /^Kaiko: Team$/ }).waitFor();
		await session.picture("key-in-view");
		await switchTo(workbench, "Key without a name");
		await words.filter({ hasText: /^Kaiko: Key without a name$/ }).waitFor();
		await switchTo(workbench, "Team");
		await words.filter({ hasText: /^Kaiko: Team$/ }).waitFor();
	});

	itWithTwo("are switched, and the one in use is marked", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Switch API key");
		await workbench.input.offers(/Team.*in use/);
		await session.picture("key-switch");
		await workbench.setTheme("Light Modern");
		await workbench.run("Value Area: Switch API key");
		await workbench.input.offers(/Team.*in use/);
		await session.picture("key-switch-light");
		await workbench.setTheme("Dark Modern");
		await switchTo(workbench, "Key without a name");
		assert.equal(await sentBy(refresh(workbench)), sha256(OWN));
	});

	itWithTwo(
		"are told by the chart that asks with one of them, where the pointer rests on Refresh",
		async () => {
			const { workbench } = editor().session;
			const chart = await workbench.chart();
			const refreshTitle = chart.frame.locator('button[data-testid="refresh"]');
			await until("the chart tells its key", async () =>
				/with the key without a name/.test((await refreshTitle.getAttribute("title")) ?? ""),
			);
			await switchTo(workbench, "Team");
			await until("the chart tells the other key", async () =>
				/with Team$/.test((await refreshTitle.getAttribute("title")) ?? ""),
			);
			await switchTo(workbench, "Key without a name");
		},
	);

	itWithTwo("are renamed, to a name that no other one has", async () => {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Rename API key");
		await input.pick(/^Kaiko(?!: Team)/);
		await input.step(/Rename API key/);
		await input.enter("team");
		await input.message(/Another key is called team/);
		await input.enter("Own");
		await input.closed();
		await workbench.run("Value Area: Set API key");
		await input.offers(/Kaiko.*Own in use.*2 keys/);
		await input.escape();
	});

	itWithTwo("K13: are switched in another window, too", async () => {
		const { session } = editor();
		const first = session.workbench;
		second ??= await session.secondWindow();
		const other = second;
		await askVwap(other, { interval: "30m" });
		await (await other.chart()).state("chart");
		await switchTo(first, "Team");
		assert.equal(await sentBy(refresh(other)), sha256(TEAM));
		await switchTo(other, "Own");
		assert.equal(await sentBy(refresh(first)), sha256(OWN));
	});

	itWithTwo(
		"C7: are switched while a request runs, which starts anew with the other one",
		async () => {
			const { session, services } = editor();
			const { workbench } = session;
			await workbench.page.bringToFront();
			services.kaiko.clear();
			services.kaiko.script({ kind: "silence" });
			await workbench.run("Value Area: Refresh chart");
			await services.kaiko.requested(1);
			await switchTo(workbench, "Team");
			await services.kaiko.requested(2);
			assert.deepEqual(
				services.kaiko.requests.map(({ keyHashes }) => keyHashes["x-api-key"]),
				[sha256(OWN), sha256(TEAM)],
			);
			await (await workbench.chart()).state("chart");
		},
	);

	itWithTwo(
		"help a chart whose key is limited: it names the key and offers another one",
		async () => {
			const { session, services } = editor();
			const { workbench } = session;
			const chart = await workbench.chart();
			services.kaiko.script({ kind: "answer", status: 429, headers: { "retry-after": "600" } });
			await workbench.run("Value Area: Refresh chart");
			await chart.failureMatching(/Kaiko.*The key was Team\./);
			await session.picture("key-limited");
			const sent = await sentBy(async () => {
				await chart.pressAction(/Use another key/);
				await workbench.input.step(/Switch Kaiko API key/);
				await workbench.input.answer("Own");
			});
			assert.equal(sent, sha256(OWN));
			await chart.state("chart");
		},
	);

	itWithTwo(
		"are three for a moment: one that is refused gives way to the earlier one",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			const { input } = workbench;
			await workbench.run("Value Area: Switch API key");
			await input.answer("Add another key");
			await input.step(/Add Kaiko API key/);
			await input.enter("Desk");
			await input.step(/Set Kaiko API key Desk/);
			await input.enter(REFUSED);
			await workbench.notified(/Kaiko refused the API key.*took over from Own/);
			await session.picture("key-added-refused");
			await workbench.pressInNotification(/took over from Own/, "Keep the earlier key");
			await workbench.told("The earlier Kaiko key is back");
			assert.equal(await sentBy(refresh(workbench)), sha256(OWN));
			await workbench.run("Value Area: Switch API key");
			await input.offers(/Own.*in use/);
			const labels = await input.labels();
			assert.deepEqual(labels.slice(0, 3), ["Own", "Team", "Add another key"]);
			assert.ok(!labels.includes("Desk"));
			await input.escape();
		},
	);

	itWithTwo("are removed one by one, and the other one takes over", async () => {
		const { workbench } = editor().session;
		await switchTo(workbench, "Team");
		await workbench.run("Value Area: Remove API key or sign-in");
		await workbench.input.pick("Kaiko: Team");
		await workbench.told("Removed the Kaiko key Team. In use now: Own.");
		assert.equal(await sentBy(refresh(workbench)), sha256(OWN));
	});

	itWithTwo("are removed all at once, with those of servers that no setting names", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Remove all API keys and sign-ins");
		await workbench.dialog(/Remove all API keys and sign-ins\?/);
		await workbench.dialog(/Kaiko at 127\.0\.0\.1:\d+, 1 key/);
		await session.picture("key-remove-all");
		await workbench.pressInDialog("Cancel");
		assert.equal(await sentBy(refresh(workbench)), sha256(OWN));
		services.kaiko.clear();
		services.kaiko.script({ kind: "silence" });
		await workbench.run("Value Area: Refresh chart");
		await services.kaiko.requested(1);
		await workbench.run("Value Area: Remove all API keys and sign-ins");
		await workbench.pressInDialog("Remove all");
		await workbench.notified(/Removed: Kaiko at 127\.0\.0\.1:\d+, 1 key\./);
		await session.picture("key-removed-all");
		await services.kaiko.idle();
		await (await workbench.chart()).failureMatching(/key/);
		assert.equal(services.kaiko.requests.length, 1);
		await workbench
			.describedView("Markets")
			.filter({ hasText: "Kaiko" })
			.waitFor({ state: "hidden" });
		await workbench.run("Value Area: Remove all API keys and sign-ins");
		await workbench.notified("No API key and no sign-in is saved.");
	});

	itWithTwo("are in no file, no page, no message and no log, whatever became of them", async () => {
		const { session } = editor();
		const messages = await session.messages();
		for (const canary of [OWN, TEAM, REFUSED]) {
			assert.deepEqual(filesContaining(session.folders.userData, canary).found, []);
			for (const frame of session.workbench.page.frames()) {
				assert.ok(!(await frame.content()).includes(canary), frame.url());
			}
			assert.ok(!messages.some((message) => message.includes(canary)));
			assert.ok(!session.console.some((line) => line.includes(canary)));
		}
	});
});
