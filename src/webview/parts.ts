import type { ContentOf } from "./content/types";

/** A part of the page that is loaded when a chart needs it: a script of its own beside the page's. */
interface PagePart {
	readonly file: string;
	/** Under which name the script leaves what it makes. */
	readonly name: `valueArea${string}`;
}

export const CHECK_PART: PagePart = { file: "vendorCheck.js", name: "valueAreaCheck" };

/** Called by a part's script: leaves what it makes for the page. */
export function offerPart({ name }: PagePart, contentOf: ContentOf): void {
	Object.assign(globalThis, { [name]: contentOf });
}

/** @param script the page's own, whose nonce lets the part run */
export function loadPart(script: HTMLScriptElement, { file, name }: PagePart): Promise<ContentOf> {
	return new Promise((resolve, reject) => {
		const part = document.createElement("script");
		part.nonce = script.nonce ?? "";
		part.src = new URL(file, script.src).href;
		const fail = () => {
			reject(new Error(`${file} could not be loaded.`));
		};
		part.addEventListener("error", fail);
		part.addEventListener("load", () => {
			const contentOf: unknown = Reflect.get(globalThis, name);
			if (typeof contentOf === "function") resolve(contentOf as ContentOf);
			else fail();
		});
		document.head.append(part);
	});
}
