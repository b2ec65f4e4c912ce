import type { Limits } from "../core/limits";
import type { PartialCode } from "../core/result/result";
import type { PackedChunk } from "../core/result/chunk";
import { namesOf } from "../core/result/columns";

/** Counts what has come for one result against the limits of a result. */
export class ResultBudget {
	private pages = 0;
	private rows = 0;
	private numbers = 0;
	private bytes = 0;

	constructor(
		private readonly most: Partial<Pick<Limits, "rows" | "pages">>,
		private readonly size: Pick<Limits, "numbersPerResult" | "bytesPerResult">,
	) {}

	get left(): { readonly pages: number; readonly rows: number } {
		const { pages = Infinity, rows = Infinity } = this.most;
		return { pages: pages - this.pages, rows: rows - this.rows };
	}

	addPage(): void {
		this.pages += 1;
	}

	add({ header, data }: PackedChunk): void {
		for (const { columns } of header.series) {
			this.rows += columns.times?.length ?? 0;
			const places: Readonly<Partial<Record<string, { readonly length: number }>>> = columns;
			for (const name of namesOf(places)) this.numbers += places[name]?.length ?? 0;
		}
		this.bytes += data.byteLength;
	}

	/** The limit that is used up, if any; nothing more is asked for then. */
	get usedUp(): PartialCode | undefined {
		if (this.left.rows <= 0) return "rowLimit";
		if (this.left.pages <= 0) return "pageLimit";
		const { numbersPerResult, bytesPerResult } = this.size;
		const isFull = this.numbers >= numbersPerResult || this.bytes >= bytesPerResult;
		return isFull ? "sizeLimit" : undefined;
	}
}
