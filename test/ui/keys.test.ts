import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { filesContaining } from "../editor/canary";
import { askVwap } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { useEditor } from "./harness/useEditor";

const CANARY = "valid-canary-7f3b9d2c41aa";
const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

describe("an API key, typed by a person into the packaged extension", () => {
	const editor = useEditor({ packaged: "withoutKeys" });

	it("is refused before saving where it cannot be one", async () => {
		const { session, services } = editor();
		const { input } = session.workbench;
		await session.workbench.run("Value Area: Set API key");
		await input.answer("Kaiko");
		await input.step(/Set Kaiko API key/);
		for (const [typed, why] of [
			["abc", /short/],
			["YOUR_API_KEY", /placeholder|example/],
			["two words are no key", /space/],
		] as const) {
			await input.enter(typed);
			await input.message(why);
		}
		assert.deepEqual(services.kaiko.requests, []);
	});

	it("is asked for by the first query, tried, and the query then goes on to its chart", async () => {
		const { session, services } = editor();
		const { input } = session.workbench;
		await askVwap(session.workbench);
		await input.step(/Kaiko needs an API key/);
		await session.picture("key-offer");
		await input.answer("Enter API key");
		await input.step(/Set Kaiko API key/);
		assert.ok(await input.isPassword());
		assert.equal(services.kaiko.requests.length, 0);
		await input.enter(CANARY);
		await session.workbench.told("Kaiko accepted the key.");
		await (await session.workbench.chart()).state("chart");
		const [probe, query] = services.kaiko.requests;
		assert.match(probe?.query ?? "", /page_size=1(&|$)/);
		assert.deepEqual(query?.keyHashes, { "x-api-key": sha256(CANARY) });
		assert.deepEqual(services.kiyotaka.requests, []);
	});

	const itOnceKept = itAfter(
		"is asked for by the first query, tried, and the query then goes on to its chart",
	);
	const itOnceRefused = itAfter("that the provider refuses is said to be refused");

	itOnceKept("survives a reload of the window", async () => {
		const { session, services } = editor();
		await session.workbench.reload();
		services.kaiko.clear();
		await session.workbench.run("Value Area: Refresh chart");
		await services.kaiko.requested(1);
		assert.deepEqual(services.kaiko.requests[0]?.keyHashes, { "x-api-key": sha256(CANARY) });
	});

	it("that the provider refuses is said to be refused", async () => {
		const { session } = editor();
		const { input } = session.workbench;
		await session.workbench.run("Value Area: Set API key");
		await input.answer("Kiyotaka");
		await input.step(/Set Kiyotaka API key/);
		await input.enter("refused-canary-51c0ffee");
		await session.workbench.notified(/Kiyotaka refused the API key/);
		await session.picture("key-refused");
	});

	itOnceRefused(
		"is in no file, no page, no message to a page, no log and no notification",
		async () => {
			const { session } = editor();
			await session.workbench.run("Value Area: Show log");
			const messages = await session.messages();
			assert.ok(
				messages.some((message) => message.includes("revision")),
				"no message was seen",
			);
			for (const canary of [CANARY, "refused-canary-51c0ffee"]) {
				const { searched, found } = filesContaining(session.folders.userData, canary);
				assert.ok(searched > 5);
				assert.deepEqual(found, []);
				for (const frame of session.workbench.page.frames()) {
					assert.ok(!(await frame.content()).includes(canary), frame.url());
				}
				assert.ok(!messages.some((message) => message.includes(canary)));
				assert.ok(!session.console.some((line) => line.includes(canary)));
			}
		},
	);

	itOnceKept("is gone after it was removed", async () => {
		const { session, services } = editor();
		await session.workbench.run("Value Area: Remove API key or sign-in");
		await session.workbench.input.answer("Kaiko");
		await session.workbench.told("Removed the Kaiko key.");
		services.kaiko.clear();
		await session.workbench.run("Value Area: Run last query again");
		await session.workbench.input.step(/Kaiko needs an API key/);
		await session.workbench.input.answer("Use sample data");
		await (await session.workbench.chart()).state("chart");
		assert.deepEqual(services.kaiko.requests, []);
	});
});
