import type { CheckContentOf } from "./content/types";
import type * as optionsMakers from "./optionsMakers";
import type * as pictureFiles from "./pictureFiles";

/** A part of the page that is loaded when somebody needs it: a script of its own beside the page's. */
interface PagePart<Made extends object> {
	readonly file: string;
	/** Under which name the script leaves what it makes. */
	readonly name: `valueArea${string}`;
	/** Never set: it says for the compiler what the script makes. */
	readonly made?: Made;
}

/** What makes the choices beside a chart. */
export type OptionsMakers = typeof optionsMakers;

/** What makes a picture of a chart, and of the picture a file. */
export type PictureFiles = typeof pictureFiles;

/** Few charts are vendor checks or cross-checks. */
export const CHECK_PART: PagePart<CheckContentOf> = {
	file: "vendorCheck.js",
	name: "valueAreaCheck",
};

/** The choices are made when somebody opens them. */
export const OPTIONS_PART: PagePart<OptionsMakers> = {
	file: "options.js",
	name: "valueAreaOptions",
};

/** A picture is made when somebody copies or saves one. */
export const PICTURES_PART: PagePart<PictureFiles> = {
	file: "pictures.js",
	name: "valueAreaPictures",
};

/** Called by a part's script: leaves what it makes for the page. */
export function offerPart<Made extends object>({ name }: PagePart<Made>, made: Made): void {
	Object.assign(globalThis, { [name]: made });
}

/**
 * Loads a part, or gives what it has made already. Rejects where its script cannot be loaded.
 *
 * @param script the page's own, whose nonce lets the part run
 */
export function loadPart<Made extends object>(
	script: HTMLScriptElement,
	{ file, name }: PagePart<Made>,
): Promise<Made> {
	const offered = () => Reflect.get(globalThis, name) as Made | undefined;
	const known = offered();
	if (known !== undefined) return Promise.resolve(known);
	return new Promise((resolve, reject) => {
		const part = document.createElement("script");
		part.nonce = script.nonce ?? "";
		part.src = new URL(file, script.src).href;
		const fail = () => {
			reject(new Error(`${file} could not be loaded.`));
		};
		part.addEventListener("error", fail);
		part.addEventListener("load", () => {
			const made = offered();
			if (made === undefined) fail();
			else resolve(made);
		});
		document.head.append(part);
	});
}
