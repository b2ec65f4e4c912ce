import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./repository";
import { script } from "./scripts";

interface IconsScript {
	readonly CODICONS: string;
	readonly codiconRules: (style: string) => Map<string, string>;
	readonly usedIcons: (known: Map<string, string>) => {
		readonly names: Set<string>;
		readonly characters: Set<string>;
	};
}

/** How many glyphs a TrueType font has (OpenType specification, tables "maxp" and the directory). */
function glyphsIn(font: Buffer): number {
	for (let table = 0; table < font.readUInt16BE(4); table++) {
		const at = 12 + table * 16;
		if (font.toString("latin1", at, at + 4) !== "maxp") continue;
		return font.readUInt16BE(font.readUInt32BE(at + 8) + 4);
	}
	throw new Error("a font without maxp");
}

describe("icons of pages", () => {
	const folder = join(REPOSITORY, "media", "codicon");
	let icons: IconsScript;
	let all: Map<string, string>;
	before(async () => {
		icons = await script<IconsScript>("icons.mjs");
		const style = join(REPOSITORY, "node_modules", icons.CODICONS, "dist", "codicon.css");
		all = icons.codiconRules(readFileSync(style, "utf8"));
	});

	it("are all there that a page may show (node scripts/icons.mjs writes them)", () => {
		const shipped = icons.codiconRules(readFileSync(join(folder, "codicon.css"), "utf8"));
		const { names } = icons.usedIcons(all);
		assert.ok(names.has("warning") && names.size > 10);
		const missing = [...names].filter((name) => shipped.get(name) !== all.get(name));
		assert.deepEqual(missing, []);
	});

	it("have a glyph each, and hardly any glyph is of another one", () => {
		const { characters } = icons.usedIcons(all);
		const glyphs = glyphsIn(readFileSync(join(folder, "codicon.ttf")));
		assert.ok(glyphs >= characters.size && glyphs < characters.size + 30, `${glyphs} glyphs`);
	});
});
