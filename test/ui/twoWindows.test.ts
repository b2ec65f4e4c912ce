import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EditorFolders } from "../editor/folders";
import { REPOSITORY } from "../editor/repository";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";
import type { Workbench } from "./harness/workbench";

const FUTURE = join(REPOSITORY, "test", "fixtures", "future");
const AT = "2026-03-29T16:00:00.000Z";

/** What each window renames while the other does the same. */
const RENAMED: readonly (readonly [string, ...string[]])[] = [
	["Beta of the first (copy)", "First 1", "First 2", "First 3"],
	["Beta of the second", "Second 1", "Second 2", "Second 3"],
];

interface SavedContent {
	readonly name: string;
	readonly view: { readonly bars?: string };
}

const marketsFolder = (folders: EditorFolders) =>
	join(folders.globalStorage("server"), "value-area.value-area", "markets");

/** Three markets of the sample data, and one that a newer version wrote. */
function saveMarkets(folders: EditorFolders): void {
	const folder = marketsFolder(folders);
	mkdirSync(folder, { recursive: true });
	const query = {
		kind: "volumeProfile",
		provider: "trades",
		dataset: "sample",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "24h" },
	};
	for (const [at, name] of ["Alpha", "Beta", "Gamma"].entries()) {
		const id = `00000000000000a${at}`;
		const market = { schema: 1, id, rev: 1, createdAt: AT, updatedAt: AT, order: "abc"[at], name };
		const content = { ...market, queries: [{ ...query, interval: `${at + 1}h` }], view: {} };
		writeFileSync(join(folder, `${id}.json`), JSON.stringify(content));
	}
	cpSync(join(FUTURE, "layout.json"), join(folder, "00000000000000f4.json"));
}

describe("saved markets in two windows of one server", () => {
	const editor = useEditor({ packaged: "withKeys", prepare: saveMarkets });
	let second: Workbench | undefined;
	const windows = async () => {
		const first = editor().session.workbench;
		if (second === undefined) {
			await first.openContainer("Value Area");
			second = await editor().session.secondWindow();
			await second.openContainer("Value Area");
		}
		return [first, second] as const;
	};
	/** What the files hold. */
	const read = () => {
		const folder = marketsFolder(editor().session.folders);
		return readdirSync(folder)
			.filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
			.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as SavedContent);
	};
	const bars = ({ view }: SavedContent) => view.bars;
	const saved = () =>
		read()
			.map(({ name }) => name)
			.sort();
	const lists = async (...names: string[]) => {
		for (const window of await windows()) {
			for (const name of names) await window.treeItem(name).first().waitFor();
		}
	};

	it("show the same list, one of a newer version among them", async () => {
		await windows();
		await lists("Alpha", "Beta", "Gamma", "Layout");
		await editor().session.picture("market-of-newer-version");
	});

	it("follow each other's changes", async () => {
		const [first, other] = await windows();
		await first.treeAction("Alpha", "Rename market");
		await first.input.enter("Alpha one");
		await lists("Alpha one");
		await other.treeAction("Layout", "Remove market");
		await first.treeItem("Layout").waitFor({ state: "detached" });
		await other.pressInNotification(/Removed Layout/, "Undo");
		await lists("Layout");
	});

	it("see each other's groups, and what stands in them", async () => {
		const [first, other] = await windows();
		await first.treeAction("Layout", "New group");
		await first.input.enter("Shared");
		await lists("Shared");
		await until("the other window shows the market in the group", async () => {
			return (await other.treeRows("Markets")).includes("- Layout");
		});
		await other.treeAction("Shared", "Rename group");
		await other.input.enter("Common");
		await lists("Common");
		await first.treeAction("Common", "Remove group");
		await other.treeItem("Common").waitFor({ state: "detached" });
		await lists("Layout");
	});

	it("keep both names, and say so, where both rename one market (D3)", async () => {
		const [first, other] = await windows();
		await first.treeAction("Beta", "Rename market");
		await first.input.type("Beta of the first");
		await other.treeAction("Beta", "Rename market");
		await other.input.enter("Beta of the second");
		await first.treeItem("Beta of the second").waitFor();
		await first.input.confirm();
		await first.notified("Also changed in another window; kept both.");
		await lists("Beta of the second", "Beta of the first (copy)");
	});

	it("bring back a market that one removes while the other renames it", async () => {
		const [first, other] = await windows();
		await first.treeAction("Gamma", "Rename market");
		await first.input.type("Gamma kept");
		await other.treeAction("Gamma", "Remove market");
		await first.treeItem("Gamma").waitFor({ state: "detached" });
		await first.input.confirm();
		await lists("Gamma kept");
	});

	it("keep both, and say so, where both save its chart in another way", async () => {
		const all = await windows();
		for (const window of all) {
			await window.treeItem("Alpha one").click();
			await (await window.chart()).state("chart");
		}
		const save = async (window: Workbench, bars: string) => {
			const chart = await window.chart();
			const options = new ViewChoices(chart);
			await options.choose("bars", bars);
			await options.close();
			await chart.press("saveMarket");
		};
		const [first, other] = all;
		const barsOnDisk = () =>
			read()
				.filter(({ name }) => name.startsWith("Alpha one"))
				.map(bars);
		await save(other, "delta");
		await until("the second window has saved", () =>
			Promise.resolve(barsOnDisk().includes("delta")),
		);
		await save(first, "total");
		await first.notified("Also changed in another window; kept both.");
		await lists("Alpha one", "Alpha one (copy)");
		assert.deepEqual(barsOnDisk().sort(), ["delta", "total"]);
	});

	it("lose nothing when both change markets at the same time", async () => {
		const all = await windows();
		const before = saved();
		await Promise.all(
			all.map(async (window, at) => {
				const [own = "", ...names] = RENAMED[at] ?? [];
				let present = own;
				for (const name of names) {
					await rename(window, present, name);
					present = name;
				}
			}),
		);
		const renamed = new Map(RENAMED.map(([own, ...names]) => [own, names.at(-1) ?? own]));
		assert.deepEqual(saved(), before.map((name) => renamed.get(name) ?? name).sort());
		await lists(...renamed.values());
		await editor().session.picture("markets-of-two-windows");
	});
});

/** Renames a market whose row may be drawn anew at any time, which closes its menu. */
async function rename(window: Workbench, from: string, to: string): Promise<void> {
	await until(`the name of ${from} is asked for`, async () => {
		if (!(await window.input.isOpen())) await window.treeAction(from, "Rename market");
		return window.input.isOpen();
	});
	await window.input.enter(to);
	await window.treeItem(to).waitFor();
}
