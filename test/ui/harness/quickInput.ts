import { errors, type Locator, type Page } from "playwright-core";
import { ATTEMPT_MS, PATIENCE_MS, soon, until } from "./until";

/** VS Code's quick pick and input box, worked as a person does: reading, typing, Enter, Escape. */
export class QuickInput {
	private readonly widget: Locator;

	constructor(private readonly page: Page) {
		this.widget = page.locator(".quick-input-widget:visible");
	}

	get input(): Locator {
		return this.widget.locator(".quick-input-box input");
	}

	get rows(): Locator {
		return this.widget.locator(".quick-input-list .monaco-list-row");
	}

	/** Waits for a step whose title matches. @returns the title */
	async step(title: RegExp): Promise<string> {
		const shown = this.widget.locator(".quick-input-title").filter({ hasText: title });
		await shown.waitFor({ timeout: PATIENCE_MS });
		return (await shown.textContent()) ?? "";
	}

	/** Whether what is open has a title: the palette has none. */
	hasTitle(): Promise<boolean> {
		return this.widget.locator(".quick-input-title").filter({ hasText: /\S/ }).isVisible();
	}

	/** Waits until the step has been left: another one, or nothing, stands in its place. */
	async left(title: RegExp): Promise<void> {
		await this.widget
			.locator(".quick-input-title")
			.filter({ hasText: title })
			.waitFor({ state: "hidden", timeout: PATIENCE_MS });
	}

	/** The sentence under the input: the prompt, or what is wrong with what was typed. */
	message(text: string | RegExp): Promise<void> {
		return this.widget
			.locator(".quick-input-message")
			.filter({ hasText: text })
			.waitFor({ timeout: PATIENCE_MS });
	}

	/** Waits for a row that reads so: a list says in a row what is wrong with what was typed. */
	offers(text: string | RegExp): Promise<void> {
		return this.rows.filter({ hasText: text }).first().waitFor({ timeout: PATIENCE_MS });
	}

	/** Labels of the rows on screen, in order. */
	async labels(): Promise<string[]> {
		await this.rows.first().waitFor({ timeout: PATIENCE_MS });
		return (await this.rows.locator(".label-name").allTextContents()).map((label) => label.trim());
	}

	/** What is typed; `undefined` while there is no input to type into. */
	async value(): Promise<string | undefined> {
		if (!(await this.isOpen())) return undefined;
		return this.input.inputValue({ timeout: ATTEMPT_MS }).catch((error: unknown) => {
			// It has gone meanwhile, perhaps with the whole window.
			if (error instanceof errors.TimeoutError) return undefined;
			throw error;
		});
	}

	/**
	 * Replaces what is typed. A window that has just opened, or a chart that has just been drawn, may
	 * take the focus while a person types; letters that went elsewhere are typed anew.
	 */
	async type(text: string): Promise<void> {
		await until(`the input holds "${text}"`, () => this.typeOnce(text));
	}

	/** Adds to what is typed. */
	async typeOn(text: string): Promise<void> {
		await this.input.pressSequentially(text, { timeout: PATIENCE_MS });
	}

	/** Types and confirms. */
	async enter(text: string): Promise<void> {
		await this.type(text);
		await this.confirm();
	}

	/**
	 * Answers the dialog for files, which VS Code in a browser shows as a quick input. It takes no Enter while
	 * it reads the folder, and what comes after it may have the same title.
	 */
	async enterPath(path: string): Promise<void> {
		const isAsked = async () => (await this.value())?.includes("/") === true;
		await until("a file is asked for", isAsked);
		await until(`${path} is chosen`, async () => {
			if (!(await isAsked())) return true;
			if ((await this.value()) !== path && !(await this.typeOnce(path))) return false;
			await this.input.press("Enter", { timeout: ATTEMPT_MS });
			return soon(async () => !(await isAsked()));
		});
	}

	/** Waits until the row that Enter would take has the text. */
	async inFront(text: string): Promise<void> {
		await this.rowInFront(text).waitFor({ timeout: PATIENCE_MS });
	}

	/** Types an answer, waits until the list has the row that it means, and presses Enter. */
	async answer(text: string): Promise<void> {
		await until(`the list has "${text}" in front`, async () => {
			// The question before may still have been open when the typing began.
			if ((await this.value()) !== text && !(await this.typeOnce(text))) return false;
			return this.rowInFront(text).isVisible();
		});
		await this.confirm();
	}

	/**
	 * Narrows the list by typing and takes the row that reads so. A list that changes under the pointer takes
	 * no click, so that one is clicked again.
	 */
	async pick(label: string | RegExp): Promise<void> {
		if (typeof label === "string") await this.type(label);
		const row = this.rows.filter({ hasText: label }).first();
		await row.waitFor({ timeout: PATIENCE_MS });
		const hasTicks = (await row.getAttribute("aria-checked")) !== null;
		const title = await this.title();
		// The next question may have a row of these words, too: "All of BTCUSDT, My tape" after "My tape".
		const nameOf = async () => (await row.locator(".label-name").allTextContents()).join();
		const name = await nameOf();
		const isLeft = async () =>
			!(await row.isVisible()) || (await this.title()) !== title || (await nameOf()) !== name;
		await until(`the row "${String(label)}" is taken`, async () => {
			if (await isLeft()) return true;
			await row.click({ timeout: ATTEMPT_MS });
			return hasTicks || soon(isLeft);
		});
	}

	/** Ticks a row of a list of ticks, and waits until it is ticked. */
	async tick(label: string): Promise<void> {
		const name = this.rows.locator(".label-name").getByText(label, { exact: true });
		await name.first().click();
		await this.ticked(label);
	}

	/** Waits until a row that reads so is ticked. */
	ticked(text: string | RegExp): Promise<void> {
		const rows = this.widget.locator('.monaco-list-row[aria-checked="true"]');
		return rows.filter({ hasText: text }).first().waitFor({ timeout: PATIENCE_MS });
	}

	/** Presses the OK button of a list of ticks. */
	async pressOk(): Promise<void> {
		await this.widget.getByRole("button", { name: "OK" }).click();
	}

	async confirm(): Promise<void> {
		await this.input.press("Enter", { timeout: PATIENCE_MS });
	}

	async escape(): Promise<void> {
		await this.input.press("Escape", { timeout: PATIENCE_MS });
	}

	/** Whether the question says that it is looking for something. */
	async isBusy(): Promise<boolean> {
		return (await this.widget.locator(".quick-input-progress.active").count()) > 0;
	}

	/** Waits until the question looks for something, or does so no more. */
	busy(isBusy: boolean): Promise<unknown> {
		return until(
			`the question is ${isBusy ? "busy" : "at rest"}`,
			async () => (await this.isBusy()) === isBusy,
		);
	}

	isOpen(): Promise<boolean> {
		return this.input.isVisible();
	}

	async back(): Promise<void> {
		await this.widget.locator(".codicon-quick-input-back, .codicon-arrow-left").first().click();
	}

	/** What the input holds to begin with, once it reads so. */
	suggestion(like: RegExp): Promise<string> {
		return until(`the input suggests ${like.source}`, async () => {
			const value = await this.value();
			return value !== undefined && like.test(value) ? value : undefined;
		});
	}

	async isPassword(): Promise<boolean> {
		return (await this.input.getAttribute("type")) === "password";
	}

	async closed(): Promise<void> {
		await this.widget.waitFor({ state: "hidden", timeout: PATIENCE_MS });
	}

	/** The question's title, with its step; empty where it has none. */
	private async title(): Promise<string> {
		const titles = await this.widget.locator(".quick-input-title").allTextContents();
		return titles.join();
	}

	/** What a person would read in it now, for the trace of a failed test. */
	async described(): Promise<string> {
		if (!(await this.isOpen())) return "none";
		const parts = [
			await this.title(),
			JSON.stringify(await this.value()),
			...(await this.widget.locator(".quick-input-message").allTextContents()),
			...(await this.rows.allTextContents()).slice(0, 8),
		];
		return parts.join(" | ");
	}

	/** The row that Enter would take, once it has the text. */
	private rowInFront(text: string): Locator {
		return this.widget
			.locator(".quick-input-list .monaco-list-row.focused")
			.filter({ hasText: text });
	}

	private async typeOnce(text: string): Promise<boolean> {
		await this.input.fill("", { timeout: ATTEMPT_MS });
		await this.input.pressSequentially(text, { timeout: PATIENCE_MS });
		return (await this.value()) === text;
	}
}
