import { at } from "../../../core/at";
import { TALL_ROW_PIXELS } from "../../../core/chart/profile/rowTicks";
import { lowerBound, nearestIndex, upperBound } from "../../../core/search";
import type { ChartTheme } from "../../theme";
import { ProfilePane } from "../profilePane";
import { type PaneFrame, yOf } from "../frame";
import type { Cursor, ItemRow, ItemWords, Readings, Screen } from "../screen";
import { MAIN, SIDE, layOutTime } from "./timeLayout";
import { measureTime } from "./timeMeasure";
import type { PercentScale, Plot, SidePane, TimeScreenInput } from "./timeInput";

/**
 * A chart over time with panes under it and a profile at its side. Everything about an interval is drawn in
 * its middle: points, columns and cells.
 */
export function timeScreen(input: TimeScreenInput): Screen {
	const { words, times, cells, subPanes, plots, endOf } = input;
	/** What the price axis of the frame that is on the canvas counts from. */
	let scale: PercentScale | undefined;
	const text = (price: number) =>
		scale === undefined ? input.text(price) : `${scale.text(price)} · ${input.text(price)}`;
	const isLog = input.isLog && input.prices.min > 0;
	let theme: ChartTheme | undefined;
	let main: PaneFrame | undefined;
	/** The profile of the frame that is on the canvas. */
	let side = profileIn(input.side);
	/** Whether a row of cells is so tall that it says its range. */
	const isTall = (row: number): boolean => {
		if (cells === undefined || main === undefined) return false;
		const low = cells.priceOf(row);
		return yOf(main, low) - yOf(main, low + cells.rowHeight) >= TALL_ROW_PIXELS;
	};

	const fromSide = (price: number): Cursor => {
		const time = at(times, times.length - 1);
		return cells === undefined ? { time } : { time, row: cells.rowAt(price) };
	};

	/**
	 * The interval of a plot that a time lies in, or the last of the session or column that begins there, whose sums are those of
	 * its end (definitions D54); NaN where it has none.
	 */
	const startIn = ({ intervals }: Plot, time: number): number => {
		if (intervals === undefined) return time;
		const { times: starts, interval } = intervals;
		if (endOf === undefined && interval === input.interval) return time;
		const end = endOf?.(time) ?? time + Math.max(1, input.interval - interval + 1);
		const start = starts[upperBound(starts, end - 1) - 1] ?? NaN;
		return time < start + interval ? start : NaN;
	};
	/**
	 * Rows of all plots. Those of plots whose interval is longer or shorter than what is pointed at come last, under the time at
	 * which it starts.
	 */
	const rowsAt = (time: number, isOpen: boolean): readonly ItemRow[] => {
		const own: ItemRow[] = [];
		const others = new Map<string, ItemRow[]>();
		for (const plot of [...plots, ...subPanes.map((pane) => pane.plot)]) {
			const start = startIn(plot, time);
			const rows = plot.rows?.(start, theme) ?? [];
			const { interval, open, times: starts } = plot.intervals ?? {};
			const isOpenHere = open === true && start === starts?.at(-1);
			// What did not come has no time of its own.
			const isThere = starts !== undefined && starts[lowerBound(starts, start)] === start;
			// One answer may have been told when an interval was over that is in progress in the other.
			const isOwn =
				interval === undefined ||
				!isThere ||
				(endOf === undefined && interval === input.interval && isOpenHere === isOpen);
			if (isOwn) own.push(...rows);
			else if (rows.length > 0) {
				// A session may end on another day.
				const clock = words.time(start).slice(endOf === undefined ? 11 : 5);
				const when = isOpenHere ? `${clock} · ${words.say("inProgress")}` : clock;
				others.set(when, [...(others.get(when) ?? []), ...rows]);
			}
		}
		const label = words.say(endOf === undefined ? "intervalFrom" : "lastInterval");
		return [...own, ...[...others].flatMap(([value, rows]) => [{ label, value }, ...rows])];
	};

	const indexOf = (time: number) => nearestIndex(times, time);
	const describe = (cursor: Cursor): ItemWords => {
		if (cursor.time === undefined && side !== undefined) {
			return side.describe(cursor.row ?? 0, theme);
		}
		const time = cursor.time ?? NaN;
		const note = input.note?.(time) ?? "";
		const rows: ItemRow[] = [];
		let title = `${words.time(time)} ${words.zone.name}${note === "" ? "" : ` · ${note}`}`;
		if (cells !== undefined && cursor.row !== undefined) {
			title = `${cells.nameOf(cursor.row, isTall(cursor.row))} · ${title}`;
			rows.push(...cells.describe(time, cursor.row, theme));
		}
		rows.push(...rowsAt(time, endOf === undefined && note !== ""));
		const spoken = rows.map(({ label, value }) => `${label} ${value}`).join(", ");
		return { title, rows, spoken: words.say("pointSpoken", title, spoken) };
	};

	const readings = ({ time }: Cursor): Readings | undefined => {
		if (time === undefined || Number.isNaN(time)) return undefined;
		const all = [...plots, ...subPanes.map((pane) => pane.plot)];
		const columnEnd = endOf?.(time) ?? time + input.interval;
		const read = all.map((plot) => {
			const start = startIn(plot, time);
			const end = plot.intervals === undefined ? columnEnd : start + plot.intervals.interval;
			return { start, end, values: plot.readings?.(start) ?? [] };
		});
		// Of a session or a column, the newest of what it holds is named.
		const named = read.reduce((newest, one) => (one.start > newest.start ? one : newest), {
			start: time,
			end: columnEnd,
		});
		return {
			place: words.time(named.start),
			values: read.flatMap(({ start, end, values }) =>
				end === named.end || Number.isNaN(end)
					? values
					: values.map((value) => ({ ...value, place: words.time(start) })),
			),
		};
	};

	return {
		readings,
		measure: (from, to) => measureTime(input, side, from, to),
		get resting() {
			return readings({ time: times.at(-1) ?? NaN });
		},
		zoomAxis: "x",
		interval: input.interval,
		bounds: { x: input.bounds, y: input.prices },
		isLog,
		...(input.spans === undefined ? {} : { spans: input.spans }),
		...(input.anchors === undefined ? {} : { anchors: input.anchors }),
		layOut(ranges, size) {
			theme = size.theme;
			const pane = input.sideIn?.(ranges.x ?? input.bounds) ?? input.side;
			side = profileIn(pane);
			scale = input.percent?.(ranges.x ?? input.bounds);
			const frame = layOutTime(input, pane, ranges, size, isLog);
			main = frame.panes.find(({ id }) => id === MAIN);
			return frame;
		},
		describe,
		numbersAt({ time = NaN, row }) {
			if (Number.isNaN(time) && side !== undefined) return { profile: 0, ...side.rowsOf(row ?? 0) };
			return cells === undefined || row === undefined ? { time } : { time, row };
		},
		cursorAt({ id }, at) {
			if (id === SIDE) {
				const row = side?.rowAt(at.y);
				return row === undefined ? undefined : { row };
			}
			if (times.length === 0) return undefined;
			const time = times[indexOf(at.x - input.interval / 2)];
			if (cells === undefined || id !== MAIN) return { time };
			return { time, row: cells.rowAt(at.y) };
		},
		cursorOf({ time, price }) {
			if (time === undefined) {
				const row = price === undefined ? undefined : side?.rowOf(price);
				return row === undefined ? undefined : { row };
			}
			const start = times[upperBound(times, time) - 1];
			if (start === undefined || time >= start + input.interval) return undefined;
			if (cells === undefined || price === undefined) return { time: start };
			const isIn = price >= cells.priceOf(0) && price <= cells.priceOf(cells.count);
			return { time: start, ...(isIn ? { row: cells.rowAt(price) } : {}) };
		},
		step(cursor, dx, dy) {
			const last = times.length - 1;
			if (last < 0) return undefined;
			if (cursor?.time === undefined && cursor?.row !== undefined && side !== undefined) {
				// Left of the side profile comes the last interval.
				if (dx < 0) return fromSide(side.middleOf(cursor.row));
				return dy === 0 ? undefined : { row: side.step(cursor.row, dy) };
			}
			const isAtEnd = dx === 1 && cursor?.time === times[last];
			if (side !== undefined && (isAtEnd || (cells === undefined && dy !== 0))) {
				const price = cells === undefined ? undefined : cells.priceOf(cursor?.row ?? 0);
				return {
					row: price === undefined ? side.step(undefined, 0) : (side.rowAt(price) ?? 0),
				};
			}
			if (cells === undefined && dx === 0) return undefined;
			const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
			const isNew = cursor?.time === undefined;
			const index =
				isNew && Number.isFinite(dx) ? last : clamp(indexOf(cursor?.time ?? 0) + dx, last);
			const time = times[index];
			if (cells === undefined) return { time };
			const row = cursor?.row ?? cells.startOf(time);
			return { time, row: isNew ? row : clamp(row + dy, cells.count - 1) };
		},
		pointOf({ time, row }) {
			const middleOf = (row: number) =>
				time === undefined
					? side?.middleOf(row)
					: cells && cells.priceOf(row) + cells.rowHeight / 2;
			const price = row === undefined ? undefined : middleOf(row);
			return {
				...(time === undefined ? {} : { x: time + input.interval / 2 }),
				...(price === undefined ? {} : { y: price }),
			};
		},
		marks({ time, row }, pointer) {
			if (time === undefined && side !== undefined && row !== undefined) {
				// A line would strike through the numbers of the cells.
				const half = cells?.hasNumbers === true ? side.halfOf(row) : undefined;
				const y = { pane: SIDE, ...side.markOf(row), ...(half === undefined ? {} : { half }) };
				return { y, points: [] };
			}
			const at = time ?? NaN;
			const hasNumbers = cells?.hasNumbers === true;
			const half = input.interval / 2;
			const x = {
				pane: MAIN,
				value: at + half,
				label: words.time(at),
				...(hasNumbers ? { half } : {}),
			};
			const points = [
				...plots.map((plot) => ({ pane: MAIN, plot })),
				...subPanes.map((pane) => ({ pane: pane.id, plot: pane.plot })),
			].flatMap(({ pane, plot }) => {
				const start = startIn(plot, at);
				const value = plot.valueAt?.(start) ?? NaN;
				const middle = start + (plot.intervals ?? input).interval / 2;
				return Number.isNaN(value) ? [] : [{ pane, x: middle, y: value }];
			});
			if (cells !== undefined && row !== undefined) {
				const price = cells.priceOf(row);
				const y = isTall(row)
					? {
							value: price + cells.rowHeight / 2,
							label: cells.nameOf(row, true),
							...(hasNumbers ? { half: cells.rowHeight / 2 } : {}),
						}
					: { value: price, label: text(price) };
				return { x, y: { pane: MAIN, ...y }, points: [] };
			}
			const [first] = points;
			const pane = pointer?.pane ?? first?.pane;
			const value = pointer?.at.y ?? first?.y;
			const sub = subPanes.find(({ id }) => id === pane);
			// Rows of numbers have no axis, and a line would strike them through.
			if (pane === undefined || value === undefined || sub?.rows !== undefined)
				return { x, points };
			return { x, y: { pane, value, label: (sub?.text ?? text)(value) }, points };
		},
	};
}

function profileIn(pane: SidePane | undefined): ProfilePane | undefined {
	return pane instanceof ProfilePane ? pane : undefined;
}
