import type { Locator, Page } from "playwright-core";
import { until } from "./until";

const APPEARS_MS = 15_000;

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
		await shown.waitFor({ timeout: APPEARS_MS });
		return (await shown.textContent()) ?? "";
	}

	/** The sentence under the input: the prompt, or what is wrong with what was typed. */
	message(text: string | RegExp): Promise<void> {
		return this.widget
			.locator(".quick-input-message")
			.filter({ hasText: text })
			.waitFor({ timeout: APPEARS_MS });
	}

	/** Waits for a row that reads so: a list says in a row what is wrong with what was typed. */
	offers(text: string | RegExp): Promise<void> {
		return this.rows.filter({ hasText: text }).first().waitFor({ timeout: APPEARS_MS });
	}

	/** Labels of the rows on screen, in order. */
	async labels(): Promise<string[]> {
		await this.rows.first().waitFor({ timeout: APPEARS_MS });
		return (await this.rows.locator(".label-name").allTextContents()).map((label) => label.trim());
	}

	/** Replaces what is typed. */
	async type(text: string): Promise<void> {
		await this.input.waitFor({ timeout: APPEARS_MS });
		await this.input.fill("", { timeout: APPEARS_MS });
		await this.page.keyboard.type(text);
	}

	/** Types and confirms. */
	async enter(text: string): Promise<void> {
		await this.type(text);
		await this.confirm();
	}

	/** Types an answer, waits until the list has the row that it means, and presses Enter. */
	async answer(text: string): Promise<void> {
		await this.type(text);
		await this.widget
			.locator(".quick-input-list .monaco-list-row.focused")
			.filter({ hasText: text })
			.waitFor({ timeout: APPEARS_MS });
		await this.confirm();
	}

	/** Narrows the list by typing and takes the row that reads so. */
	async pick(label: string | RegExp): Promise<void> {
		if (typeof label === "string") await this.type(label);
		const row = this.rows.filter({ hasText: label }).first();
		await row.waitFor({ timeout: APPEARS_MS });
		await row.click();
	}

	/** Ticks a row of a list of ticks, and waits until it is ticked. */
	async tick(label: string): Promise<void> {
		const name = this.rows.locator(".label-name").getByText(label, { exact: true });
		await name.first().click();
		const ticked = this.widget.locator('.monaco-list-row[aria-checked="true"]');
		await ticked.filter({ hasText: label }).waitFor({ timeout: APPEARS_MS });
	}

	/** Presses the OK button of a list of ticks. */
	async pressOk(): Promise<void> {
		await this.widget.getByRole("button", { name: "OK" }).click();
	}

	async confirm(): Promise<void> {
		await this.page.keyboard.press("Enter");
	}

	async escape(): Promise<void> {
		await this.page.keyboard.press("Escape");
	}

	async back(): Promise<void> {
		await this.widget.locator(".codicon-quick-input-back, .codicon-arrow-left").first().click();
	}

	/** What the input holds to begin with, once it reads so. */
	suggestion(like: RegExp): Promise<string> {
		return until(`the input suggests ${like.source}`, async () => {
			const value = await this.input.inputValue();
			return like.test(value) ? value : undefined;
		});
	}

	async isPassword(): Promise<boolean> {
		return (await this.input.getAttribute("type")) === "password";
	}

	async closed(): Promise<void> {
		await this.widget.waitFor({ state: "hidden", timeout: APPEARS_MS });
	}
}
