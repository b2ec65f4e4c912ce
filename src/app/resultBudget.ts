import type { Limits } from "../core/limits";
import type { PackedChunk } from "../core/result/chunk";
import { namesOf } from "../core/result/columns";
import type { PartialCode } from "../core/result/result";
import type { TimeRange } from "../core/result/series";
import type { DurationMs } from "../core/time";

/**
 * Pages that a window may need while none has shown how large the service's pages are. Of the pages of a result
 * at most a small part is spent before that is known.
 */
const PAGES_OF_UNKNOWN = 8;

/** Bytes of a number in a column. */
const NUMBER_BYTES = 8;

type BudgetLimits = Pick<Limits, "numbersPerResult" | "bytesPerResult" | "numbersPerAnswer">;

/**
 * Counts what has come for one result against the limits of a result, and what windows on their way may still
 * bring, so that none is asked for whose numbers would be thrown away.
 */
export class ResultBudget {
	private pages = 0;
	private rows = 0;
	private numbers = 0;
	private bytes = 0;
	/** The most pages that a window has needed. */
	private pagesEach: number | undefined;
	/** The most numbers and bytes for each interval of a window. */
	private densest: { numbers: number; bytes: number } | undefined;

	constructor(
		private readonly most: Partial<Pick<Limits, "rows" | "pages">>,
		private readonly size: BudgetLimits,
		private readonly interval: DurationMs,
	) {}

	/** Rows that the result may still hold beside those of stretches that wait to be taken. */
	rowsLeft(waiting: readonly TimeRange[]): number {
		const { rows = Infinity } = this.most;
		return rows - this.rows - this.intervalsOf(waiting);
	}

	/** Whether another page may be asked for. */
	get hasPage(): boolean {
		const { pages = Infinity } = this.most;
		return this.pages < pages;
	}

	/** One more page is asked for. */
	addPage(): void {
		this.pages += 1;
	}

	/**
	 * A chunk has come.
	 *
	 * @param asked the window that it came for, with the pages that this took; absent where nothing was asked
	 */
	add(
		{ header, data }: PackedChunk,
		asked?: { readonly window: TimeRange; readonly pages: number },
	) {
		let numbers = 0;
		for (const { columns } of header.series) {
			this.rows += columns.times?.length ?? 0;
			const places: Readonly<Partial<Record<string, { readonly length: number }>>> = columns;
			for (const name of namesOf(places)) numbers += places[name]?.length ?? 0;
		}
		this.numbers += numbers;
		this.bytes += data.byteLength;
		if (asked === undefined) return;
		const intervals = Math.max(1, this.intervalsOf([asked.window]));
		this.pagesEach = Math.max(this.pagesEach ?? 1, asked.pages);
		this.densest = {
			numbers: Math.max(this.densest?.numbers ?? 0, numbers / intervals),
			bytes: Math.max(this.densest?.bytes ?? 0, data.byteLength / intervals),
		};
	}

	/** The limit that is used up, if any; nothing more is asked for then. */
	get usedUp(): PartialCode | undefined {
		if (this.rowsLeft([]) <= 0) return "rowLimit";
		if (!this.hasPage) return "pageLimit";
		const { numbersPerResult, bytesPerResult } = this.size;
		const isFull = this.numbers >= numbersPerResult || this.bytes >= bytesPerResult;
		return isFull ? "sizeLimit" : undefined;
	}

	/**
	 * Whether a window may be asked for beside those on their way: whatever these bring, all of it has to find
	 * room. A window that may find less waits until it is alone, and is asked for exactly what is left then.
	 *
	 * @param known what waits to be taken and is not asked for
	 */
	hasRoomFor(
		window: TimeRange,
		onTheirWay: readonly TimeRange[],
		known: readonly TimeRange[] = [],
	): boolean {
		if (this.usedUp !== undefined) return false;
		if (this.rowsLeft([...known, ...onTheirWay, window]) < 0) return false;
		const { pages = Infinity } = this.most;
		const each = this.pagesEach ?? PAGES_OF_UNKNOWN;
		// Of each window on its way the first page is counted already.
		if (this.pages + each + onTheirWay.length * (each - 1) > pages) return false;
		return this.hasSizeBeside(onTheirWay);
	}

	/** Whether the result has numbers and bytes left once all windows on their way have come. */
	private hasSizeBeside(onTheirWay: readonly TimeRange[]): boolean {
		const { numbersPerResult, bytesPerResult, numbersPerAnswer } = this.size;
		const { densest } = this;
		const intervals = this.intervalsOf(onTheirWay);
		const expected =
			densest === undefined
				? {
						numbers: onTheirWay.length * numbersPerAnswer,
						bytes: onTheirWay.length * numbersPerAnswer * NUMBER_BYTES,
					}
				: { numbers: intervals * densest.numbers, bytes: intervals * densest.bytes };
		return (
			this.numbers + expected.numbers < numbersPerResult &&
			this.bytes + expected.bytes < bytesPerResult
		);
	}

	private intervalsOf(windows: readonly TimeRange[]): number {
		return windows.reduce((sum, { from, to }) => sum + (to - from) / this.interval, 0);
	}
}
