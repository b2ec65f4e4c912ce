import { layoutOf } from "../../../core/table/layouts";
import type { CheckContentOf } from "../types";
import { crossContent } from "../vwap/crossContent";
import { checkContent } from "./checkContent";

/** Charts that few people look at, made by a part of the page that is loaded with the first of them. */
export const lateContent: CheckContentOf = (input, screenOf) =>
	layoutOf(input.parts, input.view) === "crossCheck"
		? crossContent(input, screenOf)
		: checkContent(input, screenOf);
