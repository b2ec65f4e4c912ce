import { at } from "../../../core/at";
import { priceBounds, rowGridOf } from "../../../core/chart/profile/profileModel";
import { joinBounds } from "../../../core/chart/axisRange";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { axisForm, priceAxis, priceTicks } from "../priceAxis";
import type { PaneFrame } from "../frame";
import { type ProfileLook, ProfilePane, colored } from "../profilePane";
import {
	AXIS_HEIGHT,
	NAME_HEIGHT,
	type ItemWords,
	type Screen,
	TITLES_FROM_PIXELS,
	TOP_PADDING,
} from "../screen";

const GAP = 10;

/** One profile, or several side by side on one price axis. */
export function profileScreen(
	looks: readonly [ProfileLook, ...ProfileLook[]],
	words: Words,
	isLog: boolean,
): Screen {
	const panes = looks.map((look) => new ProfilePane(look, words));
	const reaches = looks.map((look) => priceBounds(look.model, isLog));
	const bounds = joinBounds(reaches);
	// The axis names the tallest rows, whose edges are mostly edges of the other profiles' rows too.
	const tallest = looks.reduce((a, b) => (b.model.rowHeight > a.model.rowHeight ? b : a));
	// Markets whose prices do not overlap have an axis each.
	const isShared =
		Math.max(...reaches.map(({ min }) => min)) < Math.min(...reaches.map(({ max }) => max));
	const sharedDecimals = Math.max(...looks.map((look) => look.model.priceDecimals));
	let theme: ChartTheme | undefined;

	return {
		zoomAxis: "y",
		bounds: isShared ? { y: bounds } : {},
		isLog: isLog && bounds.min > 0,
		layOut(ranges, size) {
			theme = size.theme;
			const isNamed = panes.some(({ look }) => look.name !== undefined);
			const top = isNamed ? NAME_HEIGHT : TOP_PADDING;
			const height = Math.max(1, size.height - AXIS_HEIGHT - top);
			const axes = panes.map((pane, i) => {
				const prices = isShared ? (ranges.y ?? bounds) : at(reaches, i);
				const rows = rowGridOf(isShared ? tallest.model : pane.look.model);
				const decimals = isShared ? sharedDecimals : pane.look.model.priceDecimals;
				const ticks = priceTicks(prices, height, {
					decimals,
					text: words.price(decimals),
					isLog: this.isLog,
					...(rows === undefined ? {} : { rows }),
				});
				return priceAxis(prices, this.isLog, ticks, pane.tags(size.theme));
			});
			const { width: thickness, formed } = axisForm(size, [...axes, ...(size.under ?? [])]);
			const labels = isShared ? 1 : panes.length;
			const room = Math.max(1, size.width - thickness * labels - GAP * (panes.length - 1));
			const width = room / panes.length;
			const stride = width + GAP + (isShared ? 0 : thickness);
			const hasTitle = size.width / panes.length >= TITLES_FROM_PIXELS;
			const frames = panes.map((pane, i): PaneFrame => {
				const left = i * stride;
				const isLast = i === panes.length - 1;
				const y = formed(at(axes, i));
				return {
					id: `p${i}`,
					area: { left, top, right: left + width, bottom: top + height },
					x: pane.fit(y, width, height, hasTitle),
					y,
					xGroup: `volume${i}`,
					yGroup: isShared ? "price" : `price${i}`,
					axisWidth: isLast || !isShared ? thickness : 0,
					axisHeight: AXIS_HEIGHT,
					layers: pane.layers,
					...(pane.look.name === undefined ? {} : { name: pane.look.name }),
				};
			});
			const { pixelRatio, width: whole, height: tall } = size;
			return {
				panes: frames,
				theme: size.theme,
				width: whole,
				height: tall,
				pixelRatio,
				corner: "",
			};
		},
		cursorAt({ id }, { y }) {
			const profile = Number(id.slice(1));
			const row = at(panes, profile).rowAt(y);
			return row === undefined ? undefined : { profile, row };
		},
		cursorOf({ price = NaN }) {
			const rows = panes.map((pane) => pane.rowOf(price));
			const profile = rows.findIndex((row) => row !== undefined);
			const row = rows[profile];
			return row === undefined ? undefined : { profile, row };
		},
		step(cursor, dx, dy) {
			const { profile: from = 0, row } = cursor ?? {};
			const profile = Math.max(0, Math.min(panes.length - 1, from + Math.sign(dx)));
			const pane = at(panes, profile);
			if (dx !== 0 && panes.length === 1) return undefined;
			if (dx === 0 || row === undefined) return { profile, row: pane.step(row, dy) };
			return { profile, row: pane.rowAt(at(panes, from).middleOf(row)) ?? 0 };
		},
		pointOf: ({ profile = 0, row = 0 }) => ({ y: at(panes, profile).middleOf(row) }),
		marks({ profile = 0, row = 0 }, pointer) {
			const pane = at(panes, profile);
			const y = { pane: `p${profile}`, ...pane.markOf(row) };
			if (pointer === undefined) return { y, points: [] };
			const label = pane.volumeText(pointer.at.x);
			return { x: { pane: pointer.pane, value: pointer.at.x, label }, y, points: [] };
		},
		measure({ pane, at: from }, { at: to }) {
			return at(panes, Number(pane.slice(1))).measure(pane, from.y, to.y);
		},
		numbersAt: ({ profile = 0, row = 0 }) => ({ profile, ...at(panes, profile).rowsOf(row) }),
		describe: ({ profile = 0, row = 0 }) => {
			const own = at(panes, profile);
			const price = own.middleOf(row);
			// Of markets whose prices do not overlap, some may have this one all the same.
			const hasOthers = panes.some((pane) => pane !== own && pane.rowOf(price) !== undefined);
			return hasOthers || (isShared && panes.length > 1)
				? describeAll(panes, profile, row, theme, words)
				: own.describe(row, theme);
		},
	};
}

/** The numbers of every market at the price of a bar of one of them: a column for each. */
function describeAll(
	panes: readonly ProfilePane[],
	profile: number,
	row: number,
	theme: ChartTheme | undefined,
	words: Words,
): ItemWords {
	const own = at(panes, profile);
	const price = own.middleOf(row);
	const all = panes.map((pane, i) => {
		const other = i === profile ? row : pane.rowOf(price);
		return other === undefined ? undefined : pane.describe(other, theme);
	});
	const { title, spoken } = own.describe(row, theme);
	const priceOf = ({ title }: ItemWords, i: number) => {
		const { name } = at(panes, i).look;
		return name === undefined ? title : title.slice(name.length + 3);
	};
	const prices = all.map((one, i) => (one === undefined ? "–" : priceOf(one, i)));
	// Rows of different heights cover other prices.
	const areAlike = new Set(prices.filter((price) => price !== "–")).size < 2;
	// A market may have rows that others lack, such as volume whose taker is not known.
	const labels = [...new Set(all.flatMap((one) => one?.rows.map(({ label }) => label) ?? []))];
	const rowOf = (item: ItemWords | undefined, label: string) =>
		item?.rows.find((one) => one.label === label);
	return {
		title: areAlike ? priceOf({ title, rows: [], spoken }, profile) : title,
		columns: panes.map(({ look }) => look.name ?? ""),
		rows: [
			...(areAlike
				? []
				: [{ label: words.say("price"), value: at(prices, profile), values: prices }]),
			...labels.map((label) => {
				const found = all.map((one) => rowOf(one, label));
				const values = found.map((one) => one?.value ?? "–");
				const color = found.find((one) => one !== undefined)?.color;
				return { label, value: at(values, profile), values, ...colored(color) };
			}),
		],
		spoken,
	};
}
