import type { Locator, Page } from "playwright-core";
import { ChartPage } from "./chartPage";
import { QuickInput } from "./quickInput";
import { ATTEMPT_MS, PATIENCE_MS, soon, until } from "./until";

const READY_MS = 120_000;

/** One VS Code window in the browser. */
export class Workbench {
	readonly input: QuickInput;

	constructor(
		readonly page: Page,
		private readonly address: string,
	) {
		this.input = new QuickInput(page);
		page.setDefaultTimeout(PATIENCE_MS);
	}

	async open(): Promise<void> {
		await this.page.goto(this.address);
		await this.ready();
	}

	/** Reloads the window by its command, which saves what a window keeps. */
	async reload(): Promise<void> {
		const loaded = this.page.waitForEvent("load", { timeout: READY_MS });
		await this.run("Developer: Reload Window");
		await loaded;
		await this.ready();
	}

	/** Closes what waits for an answer: quick inputs, menus and dialogs. */
	async settle(): Promise<void> {
		const { page, input } = this;
		const overlay = page.locator(".monaco-menu:visible, .monaco-dialog-box:visible").first();
		await until("nothing waits for an answer", async () => {
			if (await overlay.isVisible()) await page.keyboard.press("Escape");
			else if (await input.isOpen()) await input.input.press("Escape", { timeout: ATTEMPT_MS });
			else return true;
			return false;
		});
	}

	/** Opens the command palette and runs the command of exactly this title. */
	async run(title: string): Promise<void> {
		const row = this.input.rows.filter({
			has: this.page.locator(".label-name").getByText(title, { exact: true }),
		});
		// The palette of a window that has just opened may not list the extension's commands yet, and a
		// panel that takes the focus closes it. A palette that is still open has run nothing.
		await until(`the palette runs "${title}"`, async () => {
			await this.openPalette();
			// The same text again would not be looked up again.
			await this.input.input.fill(">", { timeout: ATTEMPT_MS });
			await this.input.input.fill(`>${title}`, { timeout: ATTEMPT_MS });
			await row.first().click({ timeout: ATTEMPT_MS });
			return !(await this.isPaletteOpen());
		});
	}

	/** Titles that the palette offers for what is typed. */
	async paletteTitles(typed: string): Promise<string[]> {
		await this.openPalette();
		await this.input.type(`>${typed}`);
		const labels = await this.input.labels();
		await this.input.escape();
		return labels;
	}

	/** Opens the palette, in the place of whatever quick input is open. */
	async openPalette(): Promise<void> {
		await until("the palette is open", async () => {
			if (await this.isPaletteOpen()) return true;
			await this.settle();
			await this.page.keyboard.press("F1");
			await this.input.input.waitFor({ timeout: ATTEMPT_MS });
			return this.isPaletteOpen();
		});
	}

	/** A question that came while the palette was typed into may hold its text, but has a title. */
	private async isPaletteOpen(): Promise<boolean> {
		if (await this.input.hasTitle()) return false;
		return (await this.input.value())?.startsWith(">") === true;
	}

	/** A notification that contains the text. */
	notification(text: string | RegExp): Locator {
		return this.page
			.locator(".notification-toast, .notification-list-item")
			.filter({ hasText: text });
	}

	async notified(text: string | RegExp): Promise<Locator> {
		const found = this.notification(text).first();
		await found.waitFor({ timeout: PATIENCE_MS });
		return found;
	}

	/** Waits for a message in the status bar, where success is told. */
	async told(text: string | RegExp): Promise<void> {
		const item = this.page.locator(".statusbar-item").filter({ hasText: text }).first();
		await item.waitFor({ timeout: PATIENCE_MS });
	}

	async pressInNotification(text: string | RegExp, button: string): Promise<void> {
		const found = await this.notified(text);
		await found.getByRole("button", { name: button, exact: true }).click();
	}

	/** The part of the window that has the keyboard; none where a quick input or a menu has it. */
	focusedPart(): Promise<"sidebar" | "editor" | undefined> {
		return this.page.evaluate(() => {
			const { activeElement } = document;
			if (activeElement?.closest(".part.sidebar")) return "sidebar" as const;
			// The frame of a webview lies beside the editor that it belongs to.
			const isEditor =
				activeElement?.closest(".part.editor") ?? activeElement?.tagName === "IFRAME";
			return isEditor ? ("editor" as const) : undefined;
		});
	}

	/** Waits for a modal dialog that says so. */
	async dialog(text: RegExp): Promise<void> {
		await this.page.locator(".monaco-dialog-box").filter({ hasText: text }).waitFor();
	}

	/** A modal dialog's button. */
	async pressInDialog(button: string | RegExp): Promise<void> {
		await this.page.locator(".monaco-dialog-box").getByRole("button", { name: button }).click();
	}

	/** What a person would see in the window now, for the trace of a failed test. */
	async described(): Promise<string> {
		const { page, input } = this;
		const texts = async (selector: string) =>
			(await page.locator(selector).allTextContents()).join(" | ");
		return [
			`quick input: ${await input.described()}`,
			`notifications: ${await texts(".notification-toast .notification-list-item-message")}`,
			`dialog: ${await texts(".monaco-dialog-box:visible")}`,
			`editors: ${await texts(".tabs-container .tab .label-name")}`,
			`active editor: ${await texts(".editor-group-container.active .tab.active .label-name")}`,
			`side bar: ${await texts(".part.sidebar .monaco-list-row .label-name")}`,
			`status: ${await texts(".statusbar-item.left")}`,
		].join("\n");
	}

	/** Titles of the open editors, in order. */
	async editorTitles(): Promise<string[]> {
		const tabs = this.page.locator(".editor-group-container .tabs-container .tab .label-name");
		return (await tabs.allTextContents()).map((title) => title.trim());
	}

	async closeActiveEditor(): Promise<void> {
		await this.run("View: Close Editor");
	}

	async closeAllEditors(): Promise<void> {
		await this.run("View: Close All Editors");
	}

	/** Brings the editor with this title to the front. */
	async showEditor(title: string): Promise<void> {
		await this.page.locator(".tabs-container .tab").filter({ hasText: title }).first().click();
	}

	/** The chart in the active editor, once its page stands; of the editor with this title, if one is given. */
	async chart(title?: string): Promise<ChartPage> {
		if (title !== undefined) {
			const tab = this.page.locator(".editor-group-container.active .tab.active");
			await tab.filter({ hasText: title }).waitFor({ timeout: PATIENCE_MS });
		}
		return ChartPage.active(this.page);
	}

	async setTheme(name: string): Promise<void> {
		// The list of a window that has just opened has no themes yet, and never gets any.
		const theme = this.input.rows.filter({ hasText: name }).first();
		await until(`the list of themes has ${name}`, async () => {
			await this.run("Preferences: Color Theme");
			await this.input.type(name);
			await theme.click({ timeout: ATTEMPT_MS });
			await this.input.closed();
			// The window wears a theme a moment after it was chosen.
			await this.page
				.locator(`.monaco-workbench.${kindOfTheme(name)}`)
				.waitFor({ timeout: ATTEMPT_MS });
			return true;
		});
	}

	/** A view of our container in the side bar, opened by its icon in the activity bar. */
	async openContainer(name: string): Promise<Locator> {
		const icon = this.page.locator(".activitybar").getByRole("tab", { name });
		const sideBar = this.page.locator(".part.sidebar");
		// A window that has just opened may open or close its side bar once more by itself.
		await until(`the side bar shows ${name}`, async () => {
			if ((await icon.getAttribute("aria-expanded")) !== "true") await icon.click();
			await sideBar.waitFor({ timeout: ATTEMPT_MS });
			return true;
		});
		return sideBar;
	}

	/** A row of a tree in the side bar, by exactly its label. */
	treeItem(label: string): Locator {
		const name = this.page.locator(".label-name").getByText(label, { exact: true });
		return this.page.locator(".part.sidebar .monaco-list-row").filter({ has: name });
	}

	/** The words beside the title of a view of the side bar. */
	describedView(view: string): Locator {
		return this.view(view).locator(".pane-header .description");
	}

	/** A view of the side bar by its title. */
	private view(title: string): Locator {
		const named = this.page.locator(".pane-header .title").getByText(title, { exact: true });
		return this.page.locator(".part.sidebar .pane").filter({ has: named });
	}

	/** Labels of all rows of a view of the side bar, as they stand; those inside of a group begin with `- `. */
	async treeRows(view: string): Promise<string[]> {
		const rows = await this.view(view)
			.locator(".monaco-list-row")
			.evaluateAll((elements) =>
				elements
					.map((element) => ({
						top: Number.parseFloat((element as HTMLElement).style.top),
						name: element.querySelector(".label-name")?.textContent ?? "",
						indent: element.getAttribute("aria-level") === "1" ? "" : "- ",
					}))
					.sort((a, b) => a.top - b.top),
			);
		return rows.map(({ name, indent }) => `${indent}${name}`);
	}

	/**
	 * Drags a row of a tree, and whatever is selected with it, onto another one. The browser begins a drag, and
	 * tells where it is, in its own time.
	 *
	 * @returns whether it was dropped there; otherwise the button came up too early, or the list was drawn anew
	 */
	dragRow(from: string, to: string): Promise<boolean> {
		return this.dragOnto(this.treeItem(from), to);
	}

	/** The same with anything that can be dragged, such as the tab of a file. */
	async dragOnto(from: Locator, to: string): Promise<boolean> {
		const { mouse } = this.page;
		await this.page.evaluate(watchDrags);
		const sees = (event: string) =>
			soon(() =>
				this.page.evaluate((one) => (window as DragWatcher).seenDrags?.has(one) === true, event),
			);
		const [start, end] = [await from.boundingBox(), await this.treeItem(to).boundingBox()];
		if (start === null || end === null)
			throw new Error(`${to}, or what is dragged, is not on screen.`);
		// Near the label: a row is as wide as the side bar.
		await mouse.move(start.x + 40, start.y + start.height / 2);
		await mouse.down();
		await mouse.move(start.x + 44, start.y + start.height / 2 + 4, { steps: 3 });
		const isDragging = await sees("dragstart");
		if (isDragging) {
			await mouse.move(end.x + 44, end.y + end.height / 2, { steps: 8 });
			await mouse.move(end.x + 45, end.y + end.height / 2);
		}
		const isOver = isDragging && (await sees(`dragover ${to}`));
		await mouse.up();
		return isOver && sees("drop");
	}

	/** Takes an entry of a row's context menu. */
	async treeAction(label: string, action: string): Promise<void> {
		const entry = this.page.getByRole("menuitem", { name: action });
		await until(`the menu of "${label}" offers "${action}"`, async () => {
			await this.settle();
			await this.treeItem(label).click({ button: "right", timeout: ATTEMPT_MS });
			// A menu that has just opened takes a click for the end of the one that opened it.
			await entry.hover({ timeout: ATTEMPT_MS });
			return true;
		});
		await this.page.keyboard.press("Enter");
		await entry.waitFor({ state: "hidden" });
	}

	/** What the clipboard holds. */
	clipboard(): Promise<string> {
		return this.page.evaluate(() => navigator.clipboard.readText());
	}

	private async ready(): Promise<void> {
		await this.page.locator(".monaco-workbench .part.editor").waitFor({ timeout: READY_MS });
		await this.page.locator(".statusbar-item").first().waitFor({ timeout: READY_MS });
	}
}

/** The class by which the window tells what kind of theme it wears. */
function kindOfTheme(name: string): string {
	if (name.includes("High Contrast")) return name.includes("Light") ? "hc-light" : "hc-black";
	return name.includes("Light") ? "vs" : "vs-dark";
}

/** A window that notes what becomes of drags. */
type DragWatcher = Window & { seenDrags?: Set<string> };

/** Runs in the window: from now on it notes the events of a drag, with the row that it is over. */
function watchDrags(): void {
	const watcher = window as DragWatcher;
	if (watcher.seenDrags === undefined) {
		for (const type of ["dragstart", "dragover", "drop"]) {
			document.addEventListener(
				type,
				({ target }) => {
					const row = target instanceof Element ? target.closest(".monaco-list-row") : null;
					const name = row?.querySelector(".label-name")?.textContent ?? "";
					watcher.seenDrags?.add(type).add(`${type} ${name}`);
				},
				true,
			);
		}
	}
	watcher.seenDrags = new Set();
}
