import type { CheckContentOf, TableMakers } from "./content/types";
import type * as handMakers from "./hand/makers";
import type * as optionsMakers from "./optionsMakers";
import type * as pictureFiles from "./pictureFiles";

/** A part of the page that is loaded when somebody needs it: a script of its own beside the page's. */
export interface PagePart<Made extends object> {
	readonly file: string;
	/** Under which name the script leaves what it makes. */
	readonly name: `valueArea${string}`;
	/** Never set: it says for the compiler what the script makes. */
	readonly made?: Made;
}

/** What makes the choices beside a chart. */
export type OptionsMakers = typeof optionsMakers;

/** What a person works a chart by hand with: handles, names, keys, typed places. */
export type HandMakers = typeof handMakers;

/** What makes a picture of a chart, and of the picture a file. */
export type PictureFiles = typeof pictureFiles;

/** Few charts are vendor checks, cross-checks or several lines. */
export const CHECK_PART: PagePart<CheckContentOf> = {
	file: "vendorCheck.js",
	name: "valueAreaCheck",
};

/** The choices are made when somebody opens them. */
export const OPTIONS_PART: PagePart<OptionsMakers> = {
	file: "options.js",
	name: "valueAreaOptions",
};

/** Nobody works a chart by hand before it is there. */
export const HAND_PART: PagePart<HandMakers> = {
	file: "hand.js",
	name: "valueAreaHand",
};

/** A table stands beside a chart that is there. */
export const TABLE_PART: PagePart<TableMakers> = {
	file: "table.js",
	name: "valueAreaTable",
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

/** The parts of the page, as far as they are there. */
export interface Parts {
	/** What a part has made; `undefined` while it is not loaded. */
	made<Made extends object>(part: PagePart<Made>): Made | undefined;
	/** Loads a part, or gives what it has made already. Rejects where its script cannot be loaded. */
	load<Made extends object>(part: PagePart<Made>): Promise<Made>;
}

/** @param script the page's own, whose nonce lets parts run and beside which they lie */
export function partsBeside(script: HTMLScriptElement): Parts {
	const onTheWay = new Map<string, Promise<unknown>>();
	const made = <Made extends object>({ name }: PagePart<Made>) =>
		Reflect.get(globalThis, name) as Made | undefined;
	const run = (file: string) =>
		new Promise<void>((resolve, reject) => {
			const part = document.createElement("script");
			part.nonce = script.nonce ?? "";
			part.src = new URL(file, script.src).href;
			part.addEventListener("error", () => {
				reject(new Error(`${file} could not be loaded.`));
			});
			part.addEventListener("load", () => {
				resolve();
			});
			document.head.append(part);
		});
	return {
		made,
		async load(part) {
			const { file } = part;
			if (made(part) === undefined) {
				const running = onTheWay.get(file) ?? run(file);
				onTheWay.set(file, running);
				await running.finally(() => onTheWay.delete(file));
			}
			const offered = made(part);
			if (offered === undefined) throw new Error(`${file} could not be loaded.`);
			return offered;
		},
	};
}
