import assert from "node:assert/strict";
import { addBusyExtension, whileHostIsBusy } from "./harness/busyHost";
import { useEditor } from "./harness/useEditor";

/** What is typed while the extensions are busy reaches them all at once, and the list comes after it. */
describe("an answer that is typed faster than the list follows", () => {
	const editor = useEditor({ packaged: "withKeys", prepare: addBusyExtension });

	it("is the first row, which Enter takes, when the list has caught up", async () => {
		const { workbench, folders } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.type("BINANCE_FUTURES");
		await input.inFront("BINANCE_FUTURES");
		// A code with a comma is nearly a listed one, and a letter later it is none.
		await whileHostIsBusy(folders, () => input.typeOn(", B"));
		await input.inFront("BINANCE_FUTURES, B");
	});

	it("is taken as typed when Enter comes before the list", async () => {
		const { workbench, folders } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer("BINANCE_FUTURES");
		await input.step(/\(2\/5\)/);
		await whileHostIsBusy(folders, () => input.enter("QQQ"));
		await input.step(/\(3\/5\)/);
		await input.back();
		await input.step(/\(2\/5\)/);
		await input.inFront("QQQ");
	});

	it("is taken also where the list had a note in front and has it at the end by then", async () => {
		const { session, services } = editor();
		const { workbench, folders } = session;
		const { input } = workbench;
		services.reference.always({ kind: "reset" });
		await workbench.run("Value Area: Query VWAP");
		await input.step(/\(1\/5\)/);
		await input.offers("Common choices only, since Kaiko cannot be asked now");
		const first = await input.rows.nth(1).locator(".label-name").first().textContent();
		assert.ok(first);
		await whileHostIsBusy(folders, () => input.enter(first.trim()));
		await input.step(/\(2\/5\)/);
	});

	it("is never replaced by a similar listed one", async () => {
		const { workbench, folders } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.type("BYBI");
		await input.inFront("BYBIT");
		await whileHostIsBusy(folders, () => input.enter("BINANCE_FUTURESX"));
		await input.step(/\(2\/5\)/);
		await input.back();
		await input.step(/\(1\/5\)/);
		await input.inFront("BINANCE_FUTURESX");
	});
});
