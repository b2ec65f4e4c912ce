import type { ColumnPosition, SeriesHeader } from "./chunk";
import { PROFILE_COLUMNS, VWAP_COLUMNS, namesOf } from "./columns";
import { ALIGNMENT } from "./packChunk";
import { type PackedResult, joinResult, misfit } from "./packedResult";
import { readResultHeader } from "./resultHeader";

/**
 * A result that was out of our hands, such as on a disk: its header, and the buffer of each of its chunks.
 * Nothing is copied.
 *
 * @throws {TypeError} that names the field where header and buffers do not fit
 */
export function readResult(header: unknown, buffers: readonly ArrayBuffer[]): PackedResult {
	const result = joinResult({ header: readResultHeader(header), buffers });
	for (const [at, { header, data }] of result.chunks.entries()) {
		for (const [number, series] of header.series.entries()) {
			new CheckedSeries(series, data, `chunks.${at}.series.${number}`).check();
		}
	}
	return result;
}

/** A column as its header places it. */
interface PlacedColumn extends ColumnPosition {
	readonly name: string;
	readonly bytesPerElement: number;
	/** How many elements it must have to fit the other columns. */
	readonly expected: number;
}

/** A series whose columns may leave the buffer, or contradict each other. */
class CheckedSeries {
	constructor(
		private readonly series: SeriesHeader,
		private readonly data: ArrayBuffer,
		private readonly path: string,
	) {}

	/** @throws {TypeError} at the first thing that cannot be */
	check(): void {
		const columns = this.placed();
		for (const { name, at, length, bytesPerElement } of columns) {
			const isInside =
				at % ALIGNMENT === 0 && at + length * bytesPerElement <= this.data.byteLength;
			if (!isInside) throw misfit(`${this.path}.${name}`, "outside of the data");
		}
		for (const { name, length, expected } of columns) {
			if (length !== expected)
				throw misfit(`${this.path}.${name}`, "another length than the others");
		}
		this.checkTimes();
		if (this.series.kind === "volumeProfile") {
			this.checkOffsets("columns.offsets", this.series.columns.offsets, this.count("prices"));
		} else {
			const { offsets, units } = this.series.texts;
			this.checkOffsets("texts.offsets", offsets, units.length);
		}
	}

	private count(name: "times" | "prices"): number {
		const columns: Partial<Record<string, ColumnPosition>> = this.series.columns;
		return columns[name]?.length ?? 0;
	}

	private placed(): PlacedColumn[] {
		const { series } = this;
		const intervals = this.count("times");
		const extents = { interval: intervals, intervalEdge: intervals + 1, row: this.count("prices") };
		const table = series.kind === "volumeProfile" ? PROFILE_COLUMNS : VWAP_COLUMNS;
		const columns: Partial<Record<string, ColumnPosition>> = series.columns;
		const placed = namesOf<string>(table).flatMap((name): PlacedColumn[] => {
			const place = columns[name];
			const spec = (table as Readonly<Record<string, (typeof PROFILE_COLUMNS)["times"]>>)[name];
			if (place === undefined || spec === undefined) return [];
			return [
				{
					...place,
					name: `columns.${name}`,
					bytesPerElement: spec.type.BYTES_PER_ELEMENT,
					expected: extents[spec.per],
				},
			];
		});
		if (series.kind === "volumeProfile") return placed;
		const { width, offsets, units } = series.texts;
		return [
			...placed,
			{ ...offsets, name: "texts.offsets", bytesPerElement: 4, expected: intervals + 1 },
			{ ...units, name: "texts.units", bytesPerElement: width, expected: units.length },
		];
	}

	private checkTimes(): void {
		const place = this.series.columns.times;
		let earlier = -Infinity;
		for (const time of new Float64Array(this.data, place?.at ?? 0, place?.length ?? 0)) {
			if (!Number.isFinite(time) || time <= earlier) {
				throw misfit(`${this.path}.columns.times`, "not ascending");
			}
			earlier = time;
		}
	}

	/** Checks that offsets cut so many elements into pieces without a gap, from the first to the last. */
	private checkOffsets(name: string, place: ColumnPosition | undefined, elements: number): void {
		let earlier = 0;
		let isFirst = true;
		for (const offset of new Uint32Array(this.data, place?.at ?? 0, place?.length ?? 0)) {
			if (offset < earlier || (isFirst && offset !== 0)) {
				throw misfit(`${this.path}.${name}`, "not ascending");
			}
			[earlier, isFirst] = [offset, false];
		}
		if (earlier !== elements) throw misfit(`${this.path}.${name}`, "not to the end");
	}
}
