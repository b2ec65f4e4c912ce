// Writes media/codicon: the icons that pages show, out of the hundreds of the package: `node scripts/icons.mjs`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bootstrap } from "./lib/bootstrap.mjs";
import { CODICONS, codiconRules, usedIcons } from "./lib/icons.mjs";
import { ROOT, installed } from "./lib/paths.mjs";
import { main, say } from "./lib/terminal.mjs";
import { installPackage, toolFolder } from "./lib/toolFolder.mjs";
import { SUBSET_FONT } from "./lib/versions.mjs";

const { name, version } = SUBSET_FONT;

await main(async () => {
	await bootstrap();
	const tool = await toolFolder({
		id: `${name}-${version}`,
		sentence: `Installing ${name} ${version}, which cuts fonts (once)`,
		fill: (folder) => installPackage(folder, `${name}@${version}`),
	});
	const subsetFont = createRequire(join(tool, "package.json"))(name);
	const style = readFileSync(installed(CODICONS, "dist", "codicon.css"), "utf8");
	const rules = codiconRules(style);
	const { names, characters } = usedIcons(rules);
	const font = await subsetFont(
		readFileSync(installed(CODICONS, "dist", "codicon.ttf")),
		[...characters].join(""),
		{ targetFormat: "truetype" },
	);
	const kept = [...names].sort().map((icon) => {
		const code = rules.get(icon).codePointAt(0).toString(16);
		return `.codicon-${icon}::before {\n\tcontent: "\\${code}";\n}\n`;
	});
	const licence = JSON.parse(readFileSync(installed(CODICONS, "package.json"), "utf8"));
	const folder = join(ROOT, "media", "codicon");
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, "codicon.ttf"), font);
	writeFileSync(
		join(folder, "codicon.css"),
		`/* Icons of ${CODICONS} ${licence.version} by Microsoft, CC BY 4.0, without those that no page shows. */
@font-face {
	font-family: "codicon";
	font-display: block;
	src: url("./codicon.ttf") format("truetype");
}

.codicon[class*="codicon-"] {
	display: inline-block;
	font: 16px/1 codicon;
	text-align: center;
	text-decoration: none;
	text-rendering: auto;
	-webkit-font-smoothing: antialiased;
	user-select: none;
}

${kept.join("\n")}`,
	);
	say(`${names.size} icons, ${font.length} bytes of font.`);
});
