import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { TEST_RESULTS } from "../../editor/repository";
import type {
	DataSetSettings,
	DataSetToHost,
	HostToDataSet,
	ShownDataSet,
} from "../../../src/protocol/dataSet/messages";
import { DATA_SET_STRINGS, TABLE_STRINGS } from "../../../src/protocol/dataSet/strings";
import { type MessageOf, sealed } from "../../../src/protocol/messages";
import { openBarePanel, sendTo, type ThemeName } from "./bareEditor";

const SETTINGS: DataSetSettings = { strings: DATA_SET_STRINGS, locale: "en", timeZone: "UTC" };
const OF_TABLE: DataSetSettings = {
	...SETTINGS,
	strings: { ...DATA_SET_STRINGS, ...TABLE_STRINGS },
};

/** The page of a data set alone in a browser. */
export class BareDataSet {
	private constructor(
		private readonly context: BrowserContext,
		readonly page: Page,
	) {}

	static async open(
		browser: Browser,
		look: { readonly theme?: ThemeName; readonly zoom?: number } = {},
	): Promise<BareDataSet> {
		const { context, page } = await openBarePanel(browser, {
			script: "dataSet.js",
			style: "dataSetPanel.css",
			viewport: { width: 1_180, height: 860 },
			...look,
		});
		return new BareDataSet(context, page);
	}

	async close(): Promise<void> {
		await this.context.close();
	}

	/** Opens the page anew, with nothing to show yet. */
	async open(): Promise<void> {
		await this.page.reload();
		await this.send("settings", SETTINGS);
	}

	/** Opens the page anew with a data set. */
	async show(dataSet: ShownDataSet): Promise<void> {
		await this.open();
		if (dataSet.table !== undefined) await this.send("settings", OF_TABLE);
		await this.send("persist", { dataSet: dataSet.id });
		await this.send("show", { dataSet });
		await this.send("idle", {});
		await this.byId("name").getByText(dataSet.name, { exact: true }).waitFor();
	}

	send<Type extends keyof HostToDataSet>(type: Type, body: HostToDataSet[Type]): Promise<void> {
		return sendTo(this.page, sealed(type, body));
	}

	byId(id: string): Locator {
		return this.page.getByTestId(id);
	}

	/** What the page has posted of a type since it was opened. */
	async posted<Type extends keyof DataSetToHost>(type: Type): Promise<DataSetToHost[Type][]> {
		const all = await this.page.evaluate(
			() => (window as { posted?: readonly MessageOf<DataSetToHost>[] }).posted ?? [],
		);
		return all
			.filter((message) => message.type === type)
			.map(({ body }) => body as DataSetToHost[Type]);
	}

	/** What the page keeps for its next load. */
	kept(): Promise<unknown> {
		return this.page.evaluate(() => (window as { kept?: () => unknown }).kept?.());
	}

	/** Id of the element that has the focus. */
	focused(): Promise<string> {
		return this.page.evaluate(() => document.activeElement?.id ?? "");
	}

	/** A picture of the whole page for people, in `test-results`. */
	async picture(name: string): Promise<void> {
		const folder = join(TEST_RESULTS, "dataSet");
		mkdirSync(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
	}
}
