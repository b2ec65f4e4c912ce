import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
	type Rgb,
	areAlike,
	contrast,
	inkOn,
	mix,
	parseColor,
	parseSolid,
	withContrast,
} from "../../../../src/core/chart/color";
import { at } from "../../../../src/core/at";
import { labOf } from "../../../../src/core/chart/lab";
import { type Ramp, shadeOf } from "../../../../src/core/chart/ramp";
import {
	type ChartPalette,
	type ChartToken,
	type ThemeKind,
	chartPalette,
	printPalette,
} from "../../../../src/core/chart/palette";

const BLACK: Rgb = { r: 0, g: 0, b: 0 };
const WHITE: Rgb = { r: 255, g: 255, b: 255 };

interface Theme {
	readonly tokens: Readonly<Record<string, string>>;
}
/** Tokens of the editor's own four themes, as the pages of the bench use them. */
const THEMES = JSON.parse(readFileSync("test/bench/pages/themes.json", "utf8")) as Readonly<
	Record<ThemeKind, Theme>
>;

function read(css: string): Rgb {
	const color = parseColor(css, BLACK);
	assert.ok(color !== undefined, css);
	return color;
}

const MARKS = [
	"buy",
	"sell",
	"buyOutside",
	"sellOutside",
	"poc",
	"valueArea",
	"vwap",
	"anchored",
] as const;

const SHADES = 64;
const shadesOf = (ramp: Ramp) =>
	Array.from({ length: SHADES + 1 }, (_, i) => shadeOf(ramp, i / SHADES));

/** Every shade of a cell is a mark, and larger cells stand out more than smaller ones. */
function assertShades({ heat, background: css, pocMark }: ChartPalette): void {
	const background = read(css);
	const { bought, sold, volume } = heat;
	for (const [name, ramp] of Object.entries({ bought, sold, ...volume })) {
		const shades = shadesOf(ramp);
		const ratios = shades.map((shade) => contrast(shade, background));
		assert.ok(Math.min(...ratios) >= 2.99, `${name} has ${Math.min(...ratios)}`);
		assert.ok((ratios.at(-1) ?? 0) >= 2 * (ratios[0] ?? NaN), `${name} ends at ${ratios.at(-1)}`);
		const lightness = shades.map((shade) => labOf(shade).l);
		const direction = Math.sign((lightness.at(-1) ?? NaN) - (lightness[0] ?? NaN));
		// Parts of a color are whole numbers, which costs up to a fifth of a unit of lightness.
		for (const [i, l] of lightness.entries())
			assert.ok(i === 0 || (l - at(lightness, i - 1)) * direction > -0.2, `${name} at ${i}`);
	}
	const mark = read(pocMark);
	for (const shade of [bought, sold, ...Object.values(volume)].flatMap(shadesOf))
		assert.ok(Math.max(contrast(mark, shade), contrast(BLACK, shade)) >= 2.99, pocMark);
	// Zero is on no side; from a quarter on the hues tell the sides apart.
	assert.deepEqual(shadeOf(bought, 0), shadeOf(sold, 0));
	const zero = shadeOf(bought, 0);
	assert.ok(Math.max(zero.r, zero.g, zero.b) - Math.min(zero.r, zero.g, zero.b) <= 2);
	for (const share of [0.25, 0.5, 1])
		assert.ok(!areAlike(shadeOf(bought, share), shadeOf(sold, share)), String(share));
}

function assertBarsOnTints(palette: ChartPalette): void {
	for (const tint of ["valueAreaTint", "pocTint"] as const) {
		for (const bar of ["buy", "sell", "total"] as const) {
			const ratio = contrast(read(palette[bar]), read(palette[tint]));
			assert.ok(ratio >= 2.99, `${bar} on ${tint} has ${ratio}`);
		}
	}
}

describe("chart colours", () => {
	for (const kind of ["dark", "light", "highContrast", "highContrastLight"] as const) {
		for (const setting of ["colorBlindSafe", "classic"] as const) {
			const palette = chartPalette(kind, setting, (token) => THEMES[kind].tokens[token]);
			const background = read(palette.background);

			it(`stand out in the ${kind} theme (${setting})`, () => {
				for (const mark of MARKS) {
					const ratio = contrast(read(palette[mark]), background);
					assert.ok(ratio >= 2.99, `${mark} has ${ratio}`);
				}
				for (const text of ["text", "dimText"] as const) {
					const ratio = contrast(read(palette[text]), background);
					assert.ok(ratio >= 4.49, `${text} has ${ratio}`);
				}
				for (const [tag, ink] of [
					[palette.poc, palette.pocInk],
					[palette.valueArea, palette.valueAreaInk],
					[palette.vwap, palette.vwapInk],
					[palette.cursor, palette.cursorInk],
				] as const) {
					assert.ok(contrast(read(tag), read(ink)) >= 4.49, `${ink} on ${tag}`);
				}
			});

			it(`shade cells so that the faintest is a mark in the ${kind} theme (${setting})`, () => {
				assertShades(palette);
			});

			it(`leave bars marks on the shaded rows of levels in the ${kind} theme (${setting})`, () => {
				assertBarsOnTints(palette);
			});

			it(`tell buy from sell in the ${kind} theme (${setting})`, () => {
				assert.ok(!areAlike(read(palette.buy), read(palette.sell)));
			});

			it(`tell a running VWAP from everything it crosses in the ${kind} theme (${setting})`, () => {
				for (const other of ["buy", "sell", "poc", "valueArea", "vwap"] as const)
					assert.ok(!areAlike(read(palette.anchored), read(palette[other])), other);
			});
		}
	}

	for (const setting of ["colorBlindSafe", "classic"] as const) {
		it(`are dark enough for paper (${setting})`, () => {
			const palette = printPalette(setting);
			const background = read(palette.background);
			assert.deepEqual(background, WHITE);
			const least = (
				names: readonly Exclude<keyof ChartPalette, "lines" | "heat">[],
				ratio: number,
			) => {
				for (const name of names) {
					const found = contrast(read(palette[name]), background);
					assert.ok(found >= ratio - 0.01, `${name} has ${found}`);
				}
			};
			least(["text", "dimText", "vwap", "anchored"], 7);
			least(["buy", "sell", "total", "poc", "valueArea", "candle"], 4.5);
			least(["buyOutside", "sellOutside", "totalOutside"], 3);
			for (const line of palette.lines)
				assert.ok(contrast(read(line), background) >= 4.49, `a line has ${line}`);
			assert.ok(contrast(read(palette.grid), background) >= 1.25);
			assertShades(palette);
			assertBarsOnTints(palette);
		});
	}

	it("work without any theme token", () => {
		const palette = chartPalette("dark", "colorBlindSafe", () => undefined);
		assert.equal(palette.background, "rgb(31, 31, 31)");
	});

	it("are readable in any theme that someone may draw", () => {
		const color = fc
			.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
			.map(([r, g, b]) => `rgb(${r},${g},${b})`);
		fc.assert(
			fc.property(color, color, color, (editor, hue, text) => {
				const tokens: Partial<Record<ChartToken, string>> = {
					"editor-background": editor,
					"charts-blue": hue,
					foreground: text,
				};
				const palette = chartPalette("dark", "colorBlindSafe", (token) => tokens[token]);
				const background = read(palette.background);
				assert.ok(contrast(read(palette.buy), background) >= 2.99);
				assert.ok(contrast(read(palette.text), background) >= 4.4);
			}),
			{ numRuns: 500 },
		);
	});
});

describe("colours", () => {
	it("are read from the forms that themes use", () => {
		assert.deepEqual(parseColor("#fff", BLACK), WHITE);
		assert.deepEqual(parseColor("#3794ff", BLACK), { r: 55, g: 148, b: 255 });
		assert.deepEqual(parseColor("rgb(1, 2, 3)", BLACK), { r: 1, g: 2, b: 3 });
		assert.deepEqual(parseColor("rgba(255, 255, 255, 0.5)", BLACK), { r: 128, g: 128, b: 128 });
		assert.deepEqual(parseColor("rgb(100% 0% 0% / 50%)", BLACK), { r: 128, g: 0, b: 0 });
		assert.deepEqual(parseColor("#ffffff80", BLACK), { r: 128, g: 128, b: 128 });
		for (const junk of ["", "red", "#12345", "rgb(1,2)", "rgb(a,b,c)"]) {
			assert.equal(parseColor(junk, BLACK), undefined, junk);
		}
	});

	it("contrast as WCAG defines it", () => {
		assert.equal(contrast(BLACK, WHITE), 21);
		assert.equal(contrast(WHITE, WHITE), 1);
		assert.equal(contrast({ r: 118, g: 118, b: 118 }, WHITE).toFixed(2), "4.54");
	});

	it("give their hue without their transparency", () => {
		assert.deepEqual(parseSolid("#ea5c0055"), { r: 234, g: 92, b: 0 });
		assert.equal(parseSolid("transparent"), undefined);
		const palette = chartPalette("dark", "colorBlindSafe", (token) =>
			token === "charts-orange" ? "#9e6a0333" : THEMES.dark.tokens[token],
		);
		const { r, g, b } = read(palette.sell);
		assert.ok(r > 1.3 * g && g > 4 * b, palette.sell);
	});

	it("move no further than needed to stand out", () => {
		const strong = { r: 0, g: 0, b: 139 };
		assert.deepEqual(withContrast(strong, WHITE, 4.5), strong);
		const weak = withContrast({ r: 209, g: 134, b: 22 }, WHITE, 4.5);
		assert.ok(contrast(weak, WHITE) >= 4.5 && contrast(weak, WHITE) < 5);
		assert.deepEqual(inkOn(WHITE), BLACK);
		assert.deepEqual(mix(WHITE, BLACK, 0.5), { r: 128, g: 128, b: 128 });
	});
});
