import { layoutOf } from "../../../core/table/layouts";
import { vwapsOf } from "../../../core/table/parts";
import { type CheckContentOf, empty } from "../types";
import { comparedLines } from "../vwap/compareLines";
import { crossContent } from "../vwap/crossContent";
import { checkContent } from "./checkContent";

/** Charts that few people look at, made by a part of the page that is loaded with the first of them. */
export const lateContent: CheckContentOf = (input, tools) => {
	const { parts, view, words } = input;
	const layout = layoutOf(parts, view);
	if (layout === "crossCheck") return crossContent(input, tools);
	if (layout !== "line") return checkContent(input, tools);
	const [first, ...others] = vwapsOf(parts);
	return first === undefined
		? empty(words.say("noRows"))
		: comparedLines([first, ...others], input, tools);
};
