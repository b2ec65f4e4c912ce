import { type Text, text } from "../text";
import type { ErrorFacts, FileFault } from "./errors";

const SENTENCES: Readonly<Record<FileFault, (file: string) => Text>> = {
	changed: (file) =>
		text("{0} changed while it was read. Wait until it is written, then try again.", file),
	cut: (file) => text("{0} is cut off: its end is missing. Copy or download it again.", file),
	damaged: (file) =>
		text("{0} is damaged: it does not unpack as it was packed. Copy or download it again.", file),
	digits: (file) =>
		text(
			"{0} has prices or sizes that need more than 38 digits together. Check which columns they are read from.",
			file,
		),
	directory: (file) => text("{0} is a folder without trades. Choose a file.", file),
	empty: (file) => text("{0} is empty. Choose another file.", file),
	encoding: (file) =>
		text("{0} is written in an encoding that cannot be read. Save it as UTF-8.", file),
	entry: (file) =>
		text(
			"{0} is not packed in a way that can be read. Unpack it, then choose what was inside.",
			file,
		),
	form: (file) =>
		text(
			"{0} does not hold what its layout says. Check the columns, or choose another file.",
			file,
		),
	linkOut: (file) =>
		text("{0} leads out of its folder. Choose the file that it leads to instead.", file),
	noPermission: (file) =>
		text(
			"{0} may not be read, or another program keeps it to itself. Check its permissions.",
			file,
		),
	remote: (file) => text("{0} is not on this machine. Copy it here, then choose the copy.", file),
	tooBig: (file) =>
		text(
			"{0} unpacks to more than is allowed. Unpack it yourself, then choose what was inside.",
			file,
		),
	wrongCounts: (file) =>
		text("{0} is damaged: it has not as many rows as it says. Copy or download it again.", file),
	wrongStatistics: (file) =>
		text(
			"{0} is damaged: its values are not those it says it has. Copy or download it again.",
			file,
		),
};

/** What is wrong with a file of trades, and what helps. */
export function fileSentence({
	who,
	file = who,
	fault = "form",
}: ErrorFacts & { readonly who: string }): Text {
	return SENTENCES[fault](file);
}
