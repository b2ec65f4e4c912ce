import type { ShownColumn, ShownDataSet, ShownReading } from "../../../protocol/dataSet/messages";
import { element, icon, setAttributes, setText } from "../../dom";
import type { DataSetState } from "../state";
import type { DataSetWords } from "../words";

/** Columns that are shown at most, those that are read before all others. */
const MOST_COLUMNS = 40;

type Trade = Extract<ShownReading, { readonly kind: "trade" }>;

/** What a row says, one value for each column under "read as". */
interface ReadColumn {
	readonly title: string;
	readonly isNumber: boolean;
	readonly cell: (trade: Trade) => HTMLElement | string;
}

/** The first rows of a file: what each of them says, beside what stands in the file. */
export class Preview {
	readonly root = element("section", { class: "preview", "data-testid": "preview" });
	private readonly title = element("h2", { id: "preview-title" });
	private readonly room = element("div", { class: "room", role: "group", tabindex: "0" });
	private readonly more = element("p", { class: "hint" });
	private shown = "";

	constructor() {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		this.root.append(this.title, this.room, this.more);
	}

	show({ dataSet, words }: DataSetState): void {
		if (dataSet === undefined) return;
		const { say, count } = words;
		setText(this.title, say("rows"));
		const { columns, rows } = dataSet;
		this.root.hidden = rows.length === 0;
		const key = JSON.stringify([columns, rows, say("readAs")]);
		if (key === this.shown) return;
		this.shown = key;
		const shown = shownColumns(columns);
		const hidden = columns.length - shown.length;
		this.more.hidden = hidden === 0;
		setText(this.more, hidden === 1 ? say("oneMoreColumn") : say("moreColumns", count(hidden)));
		setAttributes(this.room, { "aria-label": say("rowsCaption") });
		const { scrollLeft, scrollTop } = this.room;
		this.room.replaceChildren(tableOf(dataSet, shown, words));
		Object.assign(this.room, { scrollLeft, scrollTop });
	}
}

/** Positions of the columns that are shown, in the order of the file. */
function shownColumns(columns: readonly ShownColumn[]): readonly number[] {
	const positions = columns.map((_, position) => position);
	const isRead = (position: number) => columns[position]?.role !== undefined;
	const others = positions.filter((position) => !isRead(position));
	const room = MOST_COLUMNS - (positions.length - others.length);
	const kept = new Set(others.slice(0, Math.max(0, room)));
	return positions.filter((position) => isRead(position) || kept.has(position));
}

function tableOf(
	{ columns, rows }: ShownDataSet,
	shown: readonly number[],
	words: DataSetWords,
): HTMLElement {
	const { say } = words;
	const trades = rows.flatMap(({ reading }) => (reading.kind === "trade" ? [reading] : []));
	const read = readColumns(columns, trades, words);
	const groups = element(
		"tr",
		{ class: "groups-row" },
		element("th", { scope: "colgroup", colspan: String(read.length) }, say("readAs")),
		element(
			"th",
			{ scope: "colgroup", colspan: String(shown.length), class: "first-cell" },
			say("inFile"),
		),
	);
	const names = element(
		"tr",
		{},
		...read.map(({ title, isNumber }) =>
			element("th", { scope: "col", class: isNumber ? "number" : "" }, title),
		),
		...shown.map((position, index) => {
			const column = columns[position];
			const { role, name = "" } = column ?? {};
			const classes = [index === 0 ? "first-cell" : "", role === undefined ? "unread" : "read"];
			return element(
				"th",
				{ scope: "col", class: classes.join(" "), title: name },
				element("span", { class: "column-name" }, name),
				...(role === undefined
					? []
					: [" ", element("span", { class: "badge badge-role" }, say(`role_${role}`))]),
			);
		}),
	);
	const body = rows.map(({ cells, reading }) =>
		element(
			"tr",
			{ class: `row-${reading.kind}`, "data-reading": reading.kind },
			...readCells(reading, read, words),
			...shown.map((position, index) => {
				const cell = cells[position] ?? null;
				const isRead = columns[position]?.role !== undefined;
				const classes = [index === 0 ? "first-cell" : "", isRead ? "read" : "unread", "raw"];
				return cell === null
					? element("td", { class: classes.join(" ") }, noValue(words))
					: element("td", { class: classes.join(" "), title: cell }, cell);
			}),
		),
	);
	return element(
		"table",
		{ "aria-label": say("rowsCaption") },
		element("thead", {}, groups, names),
		element("tbody", {}, ...body),
	);
}

function noValue({ say }: DataSetWords): HTMLElement {
	return element(
		"span",
		{ class: "no-value" },
		element("span", { "aria-hidden": "true" }, "–"),
		element("span", { class: "visually-hidden" }, say("noValue")),
	);
}

function readColumns(
	columns: readonly ShownColumn[],
	trades: readonly Trade[],
	{ say, count }: DataSetWords,
): readonly ReadColumn[] {
	const hasSymbols =
		columns.some(({ role }) => role === "symbol") ||
		new Set(trades.map(({ symbol }) => symbol)).size > 1;
	const hasCounts = trades.some((trade) => trade.count > 1);
	return [
		{
			title: say("timeUtc"),
			isNumber: false,
			cell: ({ time }) => time.replace("T", " ").replace(/Z$/, ""),
		},
		{ title: say("role_price"), isNumber: true, cell: ({ price }) => price },
		{ title: say("role_size"), isNumber: true, cell: ({ size }) => size },
		{
			title: say("role_side"),
			isNumber: false,
			cell: ({ side }) => element("span", { class: `side side-${side}` }, say(side)),
		},
		...(hasSymbols
			? [{ title: say("role_symbol"), isNumber: false, cell: ({ symbol }: Trade) => symbol }]
			: []),
		...(hasCounts
			? [{ title: say("tradesTitle"), isNumber: true, cell: (trade: Trade) => count(trade.count) }]
			: []),
	];
}

function readCells(
	reading: ShownReading,
	read: readonly ReadColumn[],
	{ say }: DataSetWords,
): HTMLElement[] {
	if (reading.kind === "trade") {
		return read.map(({ cell, isNumber }) =>
			element("td", { class: isNumber ? "number" : "" }, cell(reading)),
		);
	}
	const isBad = reading.kind === "bad";
	return [
		element(
			"td",
			{ colspan: String(read.length), class: "not-read" },
			icon(isBad ? "error" : "circle-slash"),
			" ",
			isBad ? say("badRow", reading.problem) : say("otherRow"),
		),
	];
}
