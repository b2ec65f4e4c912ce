import assert from "node:assert/strict";
import fc from "fast-check";
import { epochMs } from "../../../src/core/time";
import type { Anchors } from "../../../src/webview/charts/anchors";
import type { PaneFrame } from "../../../src/webview/charts/frame";
import { anchorFlags } from "../../../src/webview/charts/layers/anchors";
import { widthOf } from "./shown";

const nameWidth = (name: string) => widthOf(name, "11px");

/** Left and right of a name, and the button to remove it, on its flag. */
const BESIDE_NAME = 41;

function paneOf(width: number): PaneFrame {
	const axis = { ticks: [], title: "", tags: [] };
	return {
		id: "main",
		area: { left: 0, top: 0, right: width, bottom: 300 },
		x: { ...axis, min: 0, max: width },
		y: { ...axis, min: 0, max: 1 },
		xGroup: "time",
		yGroup: "price",
		axisWidth: 0,
		axisHeight: 0,
		layers: [],
	};
}

/** Anchors with these names at these places, in pixels of a pane that has a millisecond in each. */
function anchorsAt(names: readonly string[], places: readonly number[]): Anchors {
	const list = names.map((name, i) => ({
		name,
		at: epochMs(places[i] ?? 0),
		bands: [],
		color: i + 1,
	}));
	return {
		list,
		next: () => undefined,
		nearest: (time) => time,
		stepped: (time) => time,
		preview: () => undefined,
		placeOf: ({ at }) => ({ time: at, price: 0.5 }),
		colorOf: () => "",
		spoken: () => "",
		time: String,
	};
}

describe("flags of anchors", () => {
	const flagsOf = (width: number, names: readonly string[], places: readonly number[]) =>
		anchorFlags(anchorsAt(names, places), paneOf(width), nameWidth).map((flag) => {
			const wide = BESIDE_NAME + flag.nameWidth;
			const left = flag.isLeft ? flag.x - wide : flag.x;
			return { ...flag, left, right: left + wide };
		});

	it("show a whole name where the pane has room at one of their sides", () => {
		const name = "London open long";
		for (const place of [10, 300, 590]) {
			const [flag] = flagsOf(600, [name], [place]);
			assert.equal(flag?.nameWidth, nameWidth(name));
			assert.equal(flag.isLeft, place === 590);
		}
	});

	it("stay in the pane, and none of a line covers another", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 130, max: 1_200 }),
				fc.array(
					fc.tuple(
						fc.string({ minLength: 1, maxLength: 16 }),
						fc.double({ min: 0, max: 1, noNaN: true }),
					),
					{
						minLength: 1,
						maxLength: 5,
					},
				),
				(width, some) => {
					const names = some.map(([name], i) => `${i}${name}`);
					const flags = flagsOf(
						width,
						names,
						some.map(([, share]) => share * width),
					);
					assert.equal(flags.length, names.length);
					for (const flag of flags) {
						assert.ok(
							flag.left >= 0 && flag.right <= width,
							`${flag.left} to ${flag.right} of ${width}`,
						);
						for (const other of flags) {
							if (other === flag || other.top !== flag.top) continue;
							assert.ok(other.right <= flag.left + 1e-9 || flag.right <= other.left + 1e-9);
						}
					}
				},
			),
		);
	});
});
