import assert from "node:assert/strict";
import fc from "fast-check";
import type { Rgb } from "../../../../src/core/chart/color";
import { labOf, rgbOf } from "../../../../src/core/chart/lab";

const part = fc.integer({ min: 0, max: 255 });
const colors = fc.record({ r: part, g: part, b: part });

describe("CIELAB", () => {
	it("has the published values of the primaries of sRGB", () => {
		const near = (color: Rgb, [l, a, b]: readonly [number, number, number]) => {
			const found = labOf(color);
			for (const [name, value] of Object.entries({ l, a, b }))
				assert.ok(Math.abs(found[name as "l"] - value) < 0.1, `${name}: ${found[name as "l"]}`);
		};
		near({ r: 255, g: 0, b: 0 }, [53.24, 80.09, 67.2]);
		near({ r: 0, g: 255, b: 0 }, [87.73, -86.18, 83.18]);
		near({ r: 0, g: 0, b: 255 }, [32.3, 79.19, -107.86]);
		near({ r: 255, g: 255, b: 255 }, [100, 0, 0]);
		near({ r: 0, g: 0, b: 0 }, [0, 0, 0]);
	});

	it("gives every color of a screen back", () => {
		fc.assert(fc.property(colors, (color) => assert.deepEqual(rgbOf(labOf(color)), { ...color })));
	});

	it("keeps the lightness of a tint that no screen shows", () => {
		const tints = fc.record({
			l: fc.double({ min: 5, max: 95, noNaN: true }),
			a: fc.double({ min: -120, max: 120, noNaN: true }),
			b: fc.double({ min: -120, max: 120, noNaN: true }),
		});
		fc.assert(fc.property(tints, (lab) => assert.ok(Math.abs(labOf(rgbOf(lab)).l - lab.l) < 0.6)));
	});
});
