import type { Locator } from "playwright-core";
import type { ChartPage } from "./chartPage";

/** The panel of choices beside a chart, worked as a person does. */
export class ViewChoices {
	constructor(private readonly chart: ChartPage) {}

	get panel(): Locator {
		return this.chart.frame.locator("aside.options");
	}

	control(id: string): Locator {
		return this.chart.byId(`option-${id}`);
	}

	async open(): Promise<void> {
		if (!(await this.panel.isVisible())) await this.chart.press("options");
		await this.panel.waitFor();
	}

	async close(): Promise<void> {
		if (await this.panel.isVisible()) await this.chart.press("options");
		await this.panel.waitFor({ state: "hidden" });
	}

	/** Takes an entry of a list by its value. */
	async choose(id: string, value: string): Promise<void> {
		await this.open();
		await this.control(id).selectOption(value);
	}

	/** Takes the entries at these places of a list of several, and no other. */
	async chooseMany(id: string, places: readonly number[]): Promise<void> {
		await this.open();
		await this.control(id).selectOption(places.map((index) => ({ index })));
	}

	async set(id: string, isOn: boolean): Promise<void> {
		await this.open();
		await this.control(id).setChecked(isOn);
	}

	/** Types a value and leaves the field. */
	async enter(id: string, text: string): Promise<void> {
		await this.open();
		await this.control(id).fill(text);
		await this.control(id).press("Tab");
	}

	/** Why a choice cannot be made, as the line under it says. */
	async reason(id: string): Promise<string> {
		return (await this.panel.locator(`#option-${id}-why`).textContent()) ?? "";
	}
}
