import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { ShownDataSet } from "../../../src/protocol/dataSet/messages";
import { launchBrowser } from "../../editor/browser";
import {
	BINANCE_AGGREGATES,
	JUDGED,
	MANY_SYMBOLS,
	OF_A_TABLE,
	WITH_BAD_ROWS,
	WITH_QUESTIONS,
} from "../../support/dataSetDescriptions";
import { accessibilityViolations } from "../harness/accessibility";
import { BareDataSet } from "../harness/bareDataSet";
import type { ThemeName } from "../harness/bareEditor";
import { elementFaults } from "../harness/pageFaults";

const SHOWN = {
	aggregates: BINANCE_AGGREGATES,
	judged: JUDGED,
	questions: WITH_QUESTIONS,
	"bad-rows": WITH_BAD_ROWS,
	"many-symbols": MANY_SYMBOLS,
	table: OF_A_TABLE,
};
/** The same with few of its hundreds of rows that are alike: axe takes a time for each. */
const CHECKED = {
	...SHOWN,
	"many-symbols": {
		...MANY_SYMBOLS,
		symbols: MANY_SYMBOLS.symbols.slice(0, 20),
		files: MANY_SYMBOLS.files.slice(0, 20),
	},
};
const THEMES: readonly ThemeName[] = ["dark", "light", "highContrast", "highContrastLight"];

/** What a person reads or presses outside of what scrolls by itself. */
const PARTS = [
	".name, .heading .tool, .heading .fact, .status-text, .status .action, .banner-text, .banner .action",
	"h2, .section-line .action, .hint, .group-title, .meaning",
	".field label, .field select, .field input, .why",
	".question legend, .choice-label, .choice input, .examples, .question .action, .question .text-input",
	".search",
	".figure-row dt, .figure-row dd, .note span, .room",
].join();
const INNER_PARTS = ".symbol-name, .symbol .facts, .symbol .action";

describe("the page of a data set", () => {
	let browser: Browser;
	let bare: BareDataSet;
	before(async () => {
		browser = await launchBrowser();
		bare = await BareDataSet.open(browser);
	});
	after(() => browser.close());

	for (const theme of THEMES) {
		it(`is fine for assistive technology in ${theme}`, async () => {
			const themed = await BareDataSet.open(browser, { theme });
			const isFine = async (name: string) => {
				await themed.picture(`${name}-${theme}`);
				const violations = await accessibilityViolations(themed.page.mainFrame());
				assert.deepEqual(violations, [], name);
			};
			for (const [name, dataSet] of Object.entries(CHECKED)) {
				await themed.show(dataSet);
				await isFine(name);
			}
			await themed.show(BINANCE_AGGREGATES);
			await themed.byId("rename").click();
			await themed.byId("field-priceScale").fill("99");
			await themed.page.keyboard.press("Tab");
			await themed.send("busy", { work: "judging", share: 0.43, files: 3 });
			await themed.byId("cancel").waitFor();
			await isFine("judging");
			await themed.send("failed", {
				text: "BTCUSDT-aggTrades-2026-03-02.csv changed while it was read. Try again.",
				detail: "size was 431,232,101 bytes, is 431,240,000 bytes",
				actions: [
					{ id: "retry", label: "Try again" },
					{ id: "showLog", label: "Show log" },
				],
			});
			await themed.byId("banner-failed").waitFor();
			await isFine("failed");
			await themed.close();
		});
	}

	for (const zoom of [1, 2]) {
		it(`has nothing that overlaps or is cut at ${zoom * 100} %, from 300 to 1,600 pixels`, async () => {
			const zoomed = await BareDataSet.open(browser, { zoom });
			const faults: string[] = [];
			for (const [name, dataSet] of Object.entries(SHOWN)) {
				await zoomed.show(dataSet);
				for (const width of [300, 420, 640, 880, 920, 1_100, 1_300, 1_600]) {
					await zoomed.page.setViewportSize({ width: Math.round(width / zoom), height: 700 });
					const found = await elementFaults(zoomed.page, PARTS, INNER_PARTS);
					const beyond = await zoomed.page.evaluate(
						() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
					);
					if (beyond > 0) found.push(`the page reaches out by ${beyond}`);
					faults.push(...found.map((fault) => `${name}, ${width} px: ${fault}`));
				}
			}
			await zoomed.close();
			assert.deepEqual(faults, []);
		});
	}

	it("keeps the id of the data set for its next load", async () => {
		await bare.show(JUDGED);
		assert.deepEqual(await bare.kept(), { version: 1, dataSet: "btcusdt-march" });
		assert.deepEqual(await bare.posted("ready"), [{}]);
	});

	it("shows what each row says beside what stands in it, and marks the columns that are read", async () => {
		await bare.show(WITH_QUESTIONS);
		const rows = bare.byId("preview").locator("tbody tr");
		assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.dataset["reading"])), [
			"trade",
			"trade",
			"bad",
			"other",
		]);
		const cellsOf = (index: number) => rows.nth(index).locator("td").allInnerTexts();
		assert.deepEqual((await cellsOf(0)).slice(0, 5), [
			"2026-03-01 08:00:00.000",
			"66114.5",
			"0.25",
			"Unknown",
			"03.01.2026 09:00:00",
		]);
		assert.match((await cellsOf(2))[0] ?? "", /Left out: the price is no number/);
		assert.match((await cellsOf(3))[0] ?? "", /left out on purpose/);
		const heads = bare.byId("preview").locator("thead tr").nth(1).locator("th.read");
		assert.deepEqual(
			(await heads.allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
			["Zeit Time", "Kurs Price", "Menge Size", "Seite Side"],
		);
	});

	it("answers a question only when a person says so, and moves the focus to the next", async () => {
		await bare.show(WITH_QUESTIONS);
		assert.equal(await bare.byId("choice-price-0").isChecked(), true);
		assert.equal(await bare.byId("use-side").isDisabled(), true);
		assert.equal(await bare.byId("open-vwap").isDisabled(), true);
		assert.deepEqual(await bare.posted("answer"), []);
		await bare.byId("choice-side-1").check();
		await bare.byId("choice-price-1").check();
		await bare.byId("use-price").click();
		assert.deepEqual(await bare.posted("answer"), [{ said: { columns: { price: 2 } } }]);
		const [, side, symbol] = WITH_QUESTIONS.questions;
		assert.ok(side !== undefined && symbol !== undefined);
		await bare.send("show", { dataSet: { ...WITH_QUESTIONS, questions: [side, symbol] } });
		await bare.byId("use-price").waitFor({ state: "detached" });
		assert.equal(await bare.focused(), "side-1");
		assert.equal(await bare.byId("choice-side-1").isChecked(), true);
		await bare.byId("use-side").click();
		await bare.send("show", { dataSet: { ...WITH_QUESTIONS, questions: [symbol] } });
		await bare.byId("use-side").waitFor({ state: "detached" });
		assert.equal(await bare.focused(), "symbol-text");
		await bare.page.keyboard.type("BTC USD");
		await bare.page.keyboard.press("Enter");
		await bare.byId("questions").getByText("without spaces").waitFor();
		await bare.byId("text-symbol").fill("BTC-USD");
		await bare.page.keyboard.press("Enter");
		assert.deepEqual((await bare.posted("answer")).at(-1), { said: { symbol: "BTC-USD" } });
		await bare.send("show", { dataSet: { ...WITH_QUESTIONS, questions: [] } });
		await bare.byId("questions").waitFor({ state: "hidden" });
		assert.equal(await bare.focused(), "fields-title");
		assert.equal(await bare.byId("open-vwap").isEnabled(), true);
	});

	it("says a changed field at once, and keeps the focus while the files are read anew", async () => {
		await bare.show(BINANCE_AGGREGATES);
		const select = bare.byId("field-priceColumn");
		await select.focus();
		await select.selectOption("first_trade_id");
		assert.deepEqual(await bare.posted("answer"), [{ said: { columns: { price: 3 } } }]);
		await bare.byId("status").getByText("Reading the files anew…").waitFor();
		assert.equal(await select.isEnabled(), true);
		const columns = BINANCE_AGGREGATES.columns.map(({ ref, name, role }) =>
			role === "price"
				? { ref, name }
				: name === "first_trade_id"
					? { ref, name, role: "price" as const }
					: { ref, name, ...(role === undefined ? {} : { role }) },
		);
		await bare.send("show", { dataSet: { ...BINANCE_AGGREGATES, columns } });
		await bare.page.getByText("The files are read anew.").waitFor({ state: "attached" });
		assert.equal(await bare.focused(), "field-priceColumn");
		assert.equal(await select.inputValue(), "#3");
	});

	it("shows beside a field why its value was refused, by itself or by the host", async () => {
		await bare.show(BINANCE_AGGREGATES);
		const scale = bare.byId("field-priceScale");
		await scale.fill("19");
		await scale.press("Tab");
		await bare.byId("fields").getByText("Write a whole number from 0 to 18.").waitFor();
		assert.equal(await scale.getAttribute("aria-invalid"), "true");
		assert.deepEqual(await bare.posted("answer"), []);
		await bare.byId("field-sizeColumn").selectOption("is_buyer_maker");
		const text = "The column is_buyer_maker holds no numbers: true. Choose another one.";
		await bare.send("failed", { text, actions: [{ id: "startOver", label: "Start over" }] });
		await bare.byId("fields").getByText(text).waitFor();
		await bare.byId("action-startOver").click();
		assert.deepEqual(await bare.posted("action"), [{ id: "startOver" }]);
		assert.equal(await bare.byId("field-sizeColumn").getAttribute("aria-invalid"), "true");
		assert.equal(await bare.byId("field-sizeColumn").inputValue(), "#2", "what holds is shown");
	});

	it("keeps what is being typed when the data set is shown again", async () => {
		await bare.show(BINANCE_AGGREGATES);
		await bare.byId("field-symbol").fill("BTC-US");
		await bare.send("show", { dataSet: JUDGED });
		await bare.byId("facts").getByText("14,206,817 trades").waitFor();
		await bare.page.keyboard.type("D");
		await bare.page.keyboard.press("Enter");
		assert.deepEqual(await bare.posted("answer"), [{ said: { symbol: "BTC-USD" } }]);
	});

	it("asks for the name of a unit in a field that appears, and gets the focus", async () => {
		await bare.show(BINANCE_AGGREGATES);
		await bare.byId("field-sizeUnit").selectOption("own");
		assert.equal(await bare.focused(), "field-unitName");
		await bare.page.keyboard.type("USD");
		await bare.page.keyboard.press("Enter");
		assert.deepEqual(await bare.posted("answer"), [{ said: { sizeUnit: "USD" } }]);
	});

	it("is renamed with the keyboard alone", async () => {
		await bare.show(JUDGED);
		await bare.byId("rename").focus();
		await bare.page.keyboard.press("Enter");
		await bare.page.keyboard.press("Delete");
		await bare.page.keyboard.press("Enter");
		await bare.page.getByRole("alert").getByText("Give it a name").waitFor();
		await bare.page.keyboard.type("März & Co.");
		await bare.page.keyboard.press("Enter");
		assert.deepEqual(await bare.posted("rename"), [{ name: "März & Co." }]);
		await bare.byId("rename").waitFor();
		await bare.byId("rename").click();
		await bare.page.keyboard.press("Escape");
		await bare.byId("name").waitFor();
		assert.equal((await bare.posted("rename")).length, 1);
	});

	it("gets another id beside its name, is told why not, and has the focus where it began", async () => {
		await bare.show(JUDGED);
		await bare.byId("facts").getByText("id btcusdt-march").waitFor();
		await bare.byId("rename").click();
		const id = bare.byId("idInput");
		await id.fill("March 2026");
		await id.press("Enter");
		await bare.page.getByRole("alert").getByText("Write an id of small letters").waitFor();
		assert.equal(await id.getAttribute("aria-invalid"), "true");
		await bare.picture("id-refused-dark");
		await id.fill("march");
		await id.press("Enter");
		assert.deepEqual(await bare.posted("rename"), [{ name: "BTCUSDT March", id: "march" }]);
		const text = "There is another data set march already. Choose another id, or forget that one.";
		await bare.send("failed", { text, actions: [] });
		await bare.page.getByRole("alert").getByText(text).waitFor();
		assert.equal(await id.inputValue(), "march");
		await id.fill("march-2026");
		await bare.byId("saveName").click();
		await bare.send("show", { dataSet: { ...JUDGED, id: "march-2026" } });
		await bare.byId("facts").getByText("id march-2026").waitFor();
		assert.equal(await id.isVisible(), false);
		const isPencil = () => document.activeElement?.getAttribute("data-testid") === "rename";
		assert.ok(await bare.page.evaluate(isPencil));
	});

	it("says that the id of a workspace's data set stays", async () => {
		await bare.show({ ...JUDGED, canChangeId: false });
		await bare.byId("rename").click();
		await bare.page.getByText("Its id stays btcusdt-march.").waitFor();
		assert.equal(await bare.byId("idInput").isVisible(), false);
	});

	it("finds an instrument among two hundred and opens its charts", async () => {
		await bare.show(MANY_SYMBOLS);
		const symbols = bare.byId("symbolList").locator("li");
		assert.equal(await symbols.count(), 200);
		assert.equal(await bare.byId("rename").isVisible(), false);
		await bare.byId("search").fill("mogusdt-perp-5");
		await symbols.filter({ hasText: "1000000MOGUSDT-PERP-53" }).waitFor();
		assert.equal(await symbols.count(), 1);
		await bare.page.getByRole("button", { name: "VWAP of 1000000MOGUSDT-PERP-53" }).click();
		await bare.page.getByRole("button", { name: /^Volume profile of 1000000MOG/ }).click();
		assert.deepEqual(await bare.posted("open"), [
			{ kind: "vwap", symbol: "1000000MOGUSDT-PERP-53" },
			{ kind: "volumeProfile", symbol: "1000000MOGUSDT-PERP-53" },
		]);
		await bare.byId("search").fill("nothing like this");
		await bare.byId("symbols").getByText("No instrument is called like this.").waitFor();
		assert.equal(await symbols.count(), 0);
	});

	it("tells the judgement: counts, rows that were left out with line and text, files that are gone", async () => {
		await bare.show(WITH_BAD_ROWS);
		const figure = (id: string) =>
			bare.byId("judgement").locator(`[data-figure="${id}"] dd`).first().innerText();
		assert.equal(await figure("left_out"), "1,234");
		assert.equal(await figure("outOfOrder"), "40,211");
		assert.equal(await figure("equalRows"), "none");
		await bare.byId("badRows").getByText("The first 100 of 1,234 rows").waitFor();
		const rows = bare.byId("badRows").locator("tbody tr");
		assert.equal(await rows.count(), 100);
		assert.deepEqual(await rows.first().locator("td").allInnerTexts(), [
			"BTCUSDT-aggTrades-2026-03-01.csv",
			"12",
			"the price is no number",
			"2913480011,,0.001,6034118201,6034118201,1772323200041,true",
		]);
		const states = bare.byId("files").locator("li");
		assert.deepEqual(await states.evaluateAll((all) => all.map((one) => one.dataset["state"])), [
			"unreadable",
			"changed",
			"missing",
		]);
		await bare.send("files", {
			files: JUDGED.files.map((one, at) => (at === 2 ? { ...one, state: "missing" } : one)),
		});
		await states.filter({ hasText: "03-03.csv" }).getByText("missing").waitFor();
		assert.equal(
			await states
				.first()
				.innerText()
				.then((words) => words.split("\n")[0]),
			"BTCUSDT-aggTrades-2026-03-03.csv",
		);
		for (const id of ["copyBadRows", "copySql", "startOver", "judge"]) await bare.byId(id).click();
		await bare.byId("action-chooseFiles").click();
		await bare.send("done", { text: "Rows copied: 100." });
		await bare.page.getByText("Rows copied: 100.").and(bare.page.locator(".toast")).waitFor();
		assert.deepEqual(
			(await bare.posted("action")).map(({ id }) => id),
			["copyBadRows", "copySql", "startOver", "judge", "chooseFiles"],
		);
	});

	it("shows how far reading every row has come, moves nothing, and can be stopped", async () => {
		await bare.show(BINANCE_AGGREGATES);
		const place = () => bare.byId("fields").boundingBox();
		const before = await place();
		await bare.send("busy", { work: "judging", share: 0.43, files: 3 });
		await bare.byId("status").getByText("43%").waitFor();
		await bare.byId("status").getByText("Reading every row of 3 files once.").waitFor();
		const bar = bare.page.getByRole("progressbar");
		assert.equal(await bar.getAttribute("aria-valuenow"), "43");
		const [whole, done] = [await bar.boundingBox(), await bar.locator("div").boundingBox()];
		assert.ok(whole !== null && done !== null && whole.width > 0);
		assert.equal((done.width / whole.width).toFixed(2), "0.43");
		assert.deepEqual(await place(), before);
		await bare.byId("cancel").click();
		assert.deepEqual(await bare.posted("action"), [{ id: "cancel" }]);
		await bare.send("idle", {});
		await bare.byId("cancel").waitFor({ state: "hidden" });
		assert.deepEqual(await place(), before);
	});

	it("says quietly that a person stopped the reading", async () => {
		const stopped = {
			text: "Reading was cancelled.",
			isCancelled: true,
			actions: [{ id: "retry" as const, label: "Retry" }],
		};
		await bare.show(BINANCE_AGGREGATES);
		await bare.send("failed", stopped);
		const banner = bare.byId("banner-stopped");
		await banner.getByText("Reading was cancelled.").waitFor();
		assert.equal(await banner.getAttribute("role"), "status");
		assert.equal(await bare.byId("banner-failed").count(), 0);
		await bare.picture("stopped-dark");
		assert.deepEqual(await accessibilityViolations(bare.page.mainFrame()), []);
		await bare.byId("action-retry").click();
		assert.deepEqual(await bare.posted("action"), [{ id: "retry" }]);
		await bare.open();
		await bare.send("failed", stopped);
		await bare.page.getByRole("status").getByText("Reading was cancelled.").waitFor();
		assert.equal(await bare.page.getByRole("alert").filter({ hasText: /./ }).count(), 0);
	});

	it("has its charts beside how it is read, and above it where there is no room", async () => {
		const placeOf = async (id: string) => {
			const box = await bare.byId(id).boundingBox();
			assert.ok(box !== null, id);
			return box;
		};
		for (const dataSet of [JUDGED, WITH_QUESTIONS]) {
			await bare.show(dataSet);
			const hasQuestions = dataSet === WITH_QUESTIONS;
			const first = hasQuestions ? "questions" : "fields";
			await bare.page.setViewportSize({ width: 1_180, height: 860 });
			const [wide, charts] = [await placeOf(first), await placeOf("symbols")];
			assert.equal(Math.round(wide.y), Math.round(charts.y));
			assert.ok(charts.x > wide.x + wide.width);
			await bare.page.setViewportSize({ width: 600, height: 860 });
			const order = [
				...(hasQuestions ? ["questions"] : []),
				"symbols",
				"judgement",
				"fields",
				"preview",
			];
			const tops = await Promise.all(order.map(async (id) => (await placeOf(id)).y));
			assert.deepEqual(
				tops,
				[...tops].sort((a, b) => a - b),
			);
			await bare.picture(hasQuestions ? "narrow-questions-dark" : "narrow-dark");
		}
		await bare.page.setViewportSize({ width: 1_180, height: 860 });
	});

	it("says why there is nothing to show, with what can be done", async () => {
		await bare.open();
		await bare.send("failed", {
			text: "prices.csv holds candles (open, high, low and close), not trades. Choose a file of trades.",
			actions: [{ id: "chooseFiles", label: "Choose files" }],
		});
		await bare.page.getByRole("alert").getByText("holds candles").waitFor();
		await bare.picture("nothing-dark");
		assert.deepEqual(await accessibilityViolations(bare.page.mainFrame()), []);
		await bare.byId("action-chooseFiles").click();
		assert.deepEqual(await bare.posted("action"), [{ id: "chooseFiles" }]);
	});

	it("shows markup in names and cells as the text that it is", async () => {
		const markup = `<img src=x onerror="document.title='owned'">`;
		const dataSet: ShownDataSet = {
			...BINANCE_AGGREGATES,
			name: markup,
			symbols: [{ symbol: markup }],
			files: [{ name: markup, state: "ok" }],
			notes: [{ kind: "info", text: markup }],
			columns: BINANCE_AGGREGATES.columns.map((column) => ({ ...column, name: markup })),
			rows: [{ cells: [markup], reading: { kind: "bad", problem: markup } }],
		};
		await bare.show(dataSet);
		assert.equal(await bare.page.locator("img").count(), 0);
		assert.equal(await bare.page.title(), "Value Area");
	});
});
