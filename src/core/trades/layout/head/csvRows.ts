/*
 * The first lines of a CSV, cut into cells (RFC 4180). The engine has its own reader for the whole file; what
 * it is told (delimiter, lines to skip, columns) is found out here.
 */

const DELIMITERS = ["\t", ";", "|", ","] as const;

export interface CsvLine {
	readonly cells: readonly string[];
	/** Lines of the file that it begins after. */
	readonly lineNumber: number;
}

/** Fewest columns that can hold trades: a time, a price and a size. */
const FEWEST_COLUMNS = 3;
/** Share of the lines that have as many cells as most. */
const ENOUGH_ALIKE = 0.8;

/**
 * Rows of a text that may end anywhere. Quotes count at the beginning of a cell alone; inside of them `""` is
 * a quote, and delimiters and ends of lines are letters like others. Empty lines are left out.
 *
 * @param isWhole false: the last line may be cut and is dropped unless it ends
 */
export function splitCsv(
	content: string,
	delimiter: string,
	{ isWhole, most }: { readonly isWhole: boolean; readonly most: number },
): readonly CsvLine[] {
	const lines: CsvLine[] = [];
	let cells: string[] = [];
	let line = 0;
	let first = 0;
	let at = 0;
	const endRow = () => {
		if (cells.length > 1 || cells[0] !== "") lines.push({ cells, lineNumber: first });
		cells = [];
		first = line;
	};
	const nextDelimiter = finder(content, delimiter);
	const nextEnd = finder(content, "\n");
	while (at < content.length && lines.length < most) {
		let cell = "";
		if (content[at] === '"') {
			const close = closingQuote(content, at);
			cell = content.slice(at + 1, close).replaceAll('""', '"');
			line += cell.split("\n").length - 1;
			at = close + 1;
		}
		const begin = at;
		at = Math.min(nextDelimiter(at), nextEnd(at), content.length);
		cell += content.slice(begin, at);
		const isLast = content[at] !== delimiter;
		cells.push(isLast && cell.endsWith("\r") ? cell.slice(0, -1) : cell);
		const isEnded = at < content.length;
		at++;
		if (!isLast) {
			// A delimiter that is the last letter of all has an empty cell behind it.
			if (at === content.length && isWhole) cells.push("");
			continue;
		}
		if (isEnded) line++;
		if (isEnded || isWhole) endRow();
	}
	if (isWhole && cells.length > 0 && lines.length < most) endRow();
	return lines;
}

/** Finds the next place of a letter from ever later places on; `Infinity` where there is none. */
function finder(content: string, letter: string): (from: number) => number {
	let found = -1;
	return (from) => {
		if (found < from) {
			const next = content.indexOf(letter, from);
			found = next === -1 ? Infinity : next;
		}
		return found;
	};
}

function closingQuote(content: string, open: number): number {
	let at = open + 1;
	for (;;) {
		const quote = content.indexOf('"', at);
		if (quote === -1) return content.length;
		if (content[quote + 1] !== '"') return quote;
		at = quote + 2;
	}
}

/** How many cells most lines have. */
export function usualLength(lines: readonly CsvLine[]): number {
	const counts = new Map<number, number>();
	for (const { cells } of lines) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
	const [usual] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [0];
	return usual;
}

/**
 * The letter between the cells: the first of tab, semicolon, bar and comma that cuts most lines into one
 * number of cells. The comma comes last because it may stand in numbers.
 */
export function delimiterOf(content: string, isWhole: boolean): string {
	const cuts = DELIMITERS.map((delimiter) => {
		const lines = splitCsv(content, delimiter, { isWhole, most: 100 });
		const columns = usualLength(lines);
		const alike = lines.filter(({ cells }) => cells.length === columns).length / lines.length;
		return { delimiter, columns, alike };
	});
	const good = cuts.find(
		({ columns, alike }) => columns >= FEWEST_COLUMNS && alike >= ENOUGH_ALIKE,
	);
	if (good !== undefined) return good.delimiter;
	const [widest] = cuts.sort((a, b) => b.columns - a.columns);
	return widest?.delimiter ?? ",";
}
