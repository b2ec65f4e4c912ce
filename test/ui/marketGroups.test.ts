import assert from "node:assert/strict";
import { itAfter } from "./harness/itAfter";
import { saveMarkets, storedMarkets } from "./harness/savedMarkets";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const NAMES = [
	"Alpha",
	"Beta",
	"Gamma",
	"Delta",
	"Epsilon",
	"Zeta",
	"Eta",
	"$(trash) [x](command:y)",
];
const LAST = "$(trash) [x](command:y)";

describe("groups of saved markets in the view", () => {
	const editor = useEditor({
		packaged: "withoutKeys",
		prepare: (folders) => saveMarkets(folders, NAMES),
	});
	const rows = () => editor().session.workbench.treeRows("Markets");
	const shows = (...names: string[]) =>
		until(`the list is ${names.join(", ")}`, async () => {
			const shown = await rows();
			return names.every((name, at) => shown[at] === name);
		});
	const begin = async () => {
		const { workbench } = editor().session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem(LAST).waitFor();
		return workbench;
	};
	const groups = () => storedMarkets(editor().session.folders, "group-");

	/** Drags what `select` selects until it was dropped, and waits for the list that this makes. */
	const drag = async (from: string, to: string, names: string[], select?: () => Promise<void>) => {
		const { workbench } = editor().session;
		await until(`${from} was dropped on ${to}`, async () => {
			await select?.();
			return workbench.dragRow(from, to);
		});
		await shows(...names);
	};

	it("are made from the menu of a market, which goes into them", async () => {
		const workbench = await begin();
		await workbench.treeAction("Gamma", "New group");
		await workbench.input.enter("Majors");
		await shows("Majors", "- Gamma", "Alpha", "Beta");
		assert.deepEqual(
			groups().map(({ name }) => name),
			["Majors"],
		);
		await workbench.run("Value Area: New group");
		await workbench.input.type("Majors");
		await workbench.input.message("There is a group of this name already.");
		await workbench.input.enter("Minors");
		await shows("Majors", "- Gamma", "Minors", "Alpha", "Beta");
	});

	const itOnceMade = itAfter("are made from the menu of a market, which goes into them");

	itOnceMade("take in what is dragged, one or several, and give it back", async () => {
		const workbench = await begin();
		await drag("Alpha", "Majors", ["Majors", "- Gamma", "- Alpha", "Minors", "Beta", "Delta"]);
		await drag(
			"Delta",
			"Minors",
			["Majors", "- Gamma", "- Alpha", "Minors", "- Beta", "- Delta"],
			async () => {
				await workbench.treeItem("Beta").click();
				await workbench.treeItem("Delta").click({ modifiers: ["ControlOrMeta"] });
			},
		);
		await workbench.treeItem("Epsilon").click();
		await drag("Delta", "Epsilon", ["Majors", "- Gamma", "- Alpha", "Minors", "- Beta", "Delta"]);
		const delta = storedMarkets(editor().session.folders).find(({ name }) => name === "Delta");
		assert.equal(delta?.group, undefined);
		await editor().session.picture("groups-dark");
	});

	itOnceMade("are put into order by dragging, and their markets by keys, too", async () => {
		const workbench = await begin();
		const { page } = workbench;
		await drag("Minors", "Majors", ["Minors", "- Beta", "Majors", "- Gamma", "- Alpha", "Delta"]);
		await drag("Alpha", "Gamma", ["Minors", "- Beta", "Majors", "- Alpha", "- Gamma", "Delta"]);
		await workbench.treeItem("Alpha").click();
		await page.keyboard.press("Alt+ArrowDown");
		await shows("Minors", "- Beta", "Majors", "- Gamma", "- Alpha", "Delta");
		await page.keyboard.press("Alt+ArrowUp");
		await shows("Minors", "- Beta", "Majors", "- Alpha", "- Gamma", "Delta");
	});

	itOnceMade("are chosen by keys for what is selected", async () => {
		const workbench = await begin();
		await workbench.treeItem("Zeta").click();
		await workbench.treeItem("Eta").click({ modifiers: ["ControlOrMeta"] });
		await workbench.run("Value Area: Move to group");
		await workbench.input.answer("Minors");
		await shows("Minors", "- Beta", "- Zeta", "- Eta", "Majors");
	});

	itOnceMade("keep what is open and closed over a reload, and show names as they are", async () => {
		const workbench = await begin();
		await workbench.treeItem("Majors").locator(".monaco-tl-twistie").click();
		await workbench.treeItem("Gamma").waitFor({ state: "detached" });
		await workbench.reload();
		await begin();
		await shows("Minors", "- Beta", "- Zeta", "- Eta", "Majors", "Delta");
	});

	itOnceMade(
		"are renamed and removed by keys; their markets stay, and come back into them",
		async () => {
			const workbench = await begin();
			const { page, input } = workbench;
			await workbench.treeItem("Minors").click();
			await shows("Minors", "Majors");
			await page.keyboard.press("Enter");
			await shows("Minors", "- Beta", "- Zeta", "- Eta", "Majors");
			await page.keyboard.press("F2");
			await input.step(/Rename group/);
			await input.enter("Small ones");
			await shows("Small ones", "- Beta", "- Zeta", "- Eta", "Majors");
			await input.closed();
			await page.keyboard.press("Delete");
			await workbench.notified(/Removed group Small ones. Its markets stay./);
			await workbench.treeItem("Small ones").waitFor({ state: "detached" });
			await workbench.treeItem("Zeta").waitFor();
			await workbench.pressInNotification(/Removed group/, "Undo");
			await shows("Small ones", "- Beta", "- Zeta", "- Eta", "Majors");
		},
	);

	itOnceMade("open all at once; many are opened after a question alone", async () => {
		const workbench = await begin();
		await workbench.closeAllEditors();
		await workbench.treeAction("Small ones", "Open all markets of group");
		await until("three charts are open", async () => {
			return (await workbench.editorTitles()).length === 3;
		});
		assert.deepEqual((await workbench.editorTitles()).sort(), ["Beta", "Eta", "Zeta"]);
		await workbench.closeAllEditors();
		await workbench.treeItem("Delta").click();
		await workbench.page.keyboard.press("Control+A");
		await workbench.page.keyboard.press("Enter");
		await workbench.dialog(/Open [0-9] charts at once\?/);
		await workbench.dialog(/costs nothing: no provider is asked/);
		await editor().session.picture("open-several-question");
		await workbench.pressInDialog("Cancel");
		assert.deepEqual(await workbench.editorTitles(), ["Delta"]);
	});

	itOnceMade("are removed several at once, and come back together", async () => {
		const workbench = await begin();
		await workbench.treeItem("Delta").click();
		await workbench.treeItem("Epsilon").click({ modifiers: ["ControlOrMeta"] });
		await workbench.page.keyboard.press("Delete");
		await workbench.notified("Removed 2 markets.");
		await workbench.treeItem("Delta").waitFor({ state: "detached" });
		await workbench.treeItem("Epsilon").waitFor({ state: "detached" });
		await workbench.run("Value Area: Undo removal of market");
		await workbench.treeItem("Delta").waitFor();
		await workbench.treeItem("Epsilon").waitFor();
	});

	itOnceMade("stand in every theme", async () => {
		const { session } = editor();
		const workbench = await begin();
		for (const theme of ["Light Modern", "Dark High Contrast", "Dark Modern"]) {
			await workbench.setTheme(theme);
			await session.picture(`groups-${theme.toLowerCase().replaceAll(" ", "-")}`);
		}
	});
});
