import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { capture, tail } from "./processes.mjs";
import { SetupError } from "./terminal.mjs";
import { installPackage, toolFolder } from "./toolFolder.mjs";
import { CHROMIUM, FONTS } from "./versions.mjs";

/** Where people install Chrome and its relatives, by platform; names without a path are on PATH. */
const INSTALLED = {
	linux: ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"],
	darwin: [
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
	],
	win32: [
		"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
		"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
	],
};

const isExecutable = (path) => {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

/** The path of a program: as given, or looked up on PATH. */
export function findProgram(name) {
	const candidates =
		name.includes("/") || name.includes("\\")
			? [name]
			: (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
	return candidates.find(isExecutable);
}

/** Families that pages ask for by what they are for, and VS Code's own wishes on Linux. */
const ALIASES = {
	"sans-serif": ["sans-serif", "system-ui", "Ubuntu", "Droid Sans"],
	monospace: ["monospace", "Droid Sans Mono"],
};

const aliases = ({ family, serves }) =>
	ALIASES[serves]
		.map(
			(asked) =>
				`<match target="pattern"><test name="family"><string>${asked}</string></test>` +
				`<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`,
		)
		.join("\n");

/**
 * Typefaces with every weight. Without them text falls back weight by weight to whatever is installed,
 * bold text perhaps to a serif face.
 *
 * @returns {Promise<string>} the folder of the font list
 */
async function provisionFonts() {
	const id = ["fonts", ...FONTS.map(({ name, version }) => `${name.split("/").at(-1)}-${version}`)];
	return toolFolder({
		id: id.join("-"),
		sentence: "Installing typefaces for the pictures (10 MB, once)",
		fill: async (target) => {
			for (const { name, version, serves } of FONTS) {
				const folder = join(target, serves);
				mkdirSync(folder);
				await installPackage(folder, `${name}@${version}`);
			}
			writeFileSync(
				join(target, "fonts.conf"),
				`<?xml version="1.0"?>\n<fontconfig><dir>${target}</dir>` +
					`<dir>/usr/share/fonts</dir><cachedir>${join(target, "cache")}</cachedir>\n` +
					`${FONTS.map(aliases).join("\n")}\n</fontconfig>\n`,
			);
		},
	});
}

/** Chromium as the registry has it; its libraries and fonts have to be named. */
async function unpackChromium(node24) {
	const folder = await toolFolder({
		id: `chromium-${CHROMIUM.version}`,
		sentence: `Installing headless Chromium ${CHROMIUM.version} (70 MB, once)`,
		fill: async (target) => {
			await installPackage(target, `${CHROMIUM.name}@${CHROMIUM.version}`);
			const module = join(target, "node_modules", CHROMIUM.name, "build", "index.js");
			const script =
				`const { default: chromium } = await import(${JSON.stringify(pathToFileURL(module).href)});` +
				"await chromium.executablePath();";
			// The package unpacks into the temporary folder, and its libraries only as if on Lambda.
			const env = { ...process.env, TMPDIR: target, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
			const { code, output } = await capture(node24, ["--input-type=module", "--eval", script], {
				env,
			});
			if (code !== 0 || !existsSync(join(target, "chromium"))) {
				throw new SetupError(
					`Chromium could not be unpacked:\n\n${tail(output)}\n\n` +
						"Install Chrome or Chromium, or set VALUE_AREA_BROWSER to one, then run the command again.",
				);
			}
		},
	});
	return {
		executablePath: join(folder, "chromium"),
		env: {
			LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
			FONTCONFIG_PATH: await provisionFonts(),
		},
	};
}

/**
 * A Chromium for the tests: the one that VALUE_AREA_BROWSER names, else an installed one, else the
 * one from the registry.
 *
 * @returns {Promise<{executablePath: string, env: Record<string, string>}>}
 */
export async function provisionBrowser(node24) {
	const named = process.env.VALUE_AREA_BROWSER;
	if (named !== undefined && named !== "") {
		const executablePath = findProgram(named);
		if (executablePath !== undefined) return { executablePath, env: {} };
		throw new SetupError(
			`VALUE_AREA_BROWSER names ${named}, which is not a program that can be run. Correct or remove it.`,
		);
	}
	const found = (INSTALLED[process.platform] ?? []).map(findProgram).find(Boolean);
	if (found !== undefined) return { executablePath: found, env: {} };
	if (process.platform === "linux" && process.arch === "x64") return unpackChromium(node24);
	throw new SetupError(
		"The tests need Chrome or Chromium, and none was found. Install one, or set VALUE_AREA_BROWSER to its path.",
	);
}
