import { layoutOf } from "../../core/table/layouts";
import { timeScreen } from "../charts/screens/timeScreen";
import { lineContent } from "./vwap/lineContent";
import { profileContent } from "./profile/profileContent";
import { structureContent } from "./profile/structureContent";
import { type Content, type ContentInput, empty } from "./types";

/** What the page shows of its answers. */
export function contentOf(input: ContentInput): Content {
	const { parts, view, words, caption } = input;
	const layout = layoutOf(parts, view);
	if (parts.length === 0 || layout === undefined) return empty(words.say("noSeries"));
	// Others than the two sides of a check would be another chart.
	if (
		view.layout === "vendorCheck" &&
		layout !== "vendorCheck" &&
		parts.length < caption.parts.length
	)
		return empty(words.say("checkWaits"), ["refresh"]);
	switch (layout) {
		case "profile":
			return profileContent(input);
		case "line":
			return lineContent(input);
		case "crossCheck":
		case "vendorCheck":
			return input.check?.(input, timeScreen) ?? empty(words.say("loading"), []);
		default:
			return structureContent(input, layout);
	}
}
