import * as vscode from "vscode";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `1.2 MB`, in the user's language. */
export function sizeWords(bytes: number): string {
	const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
	return new Intl.NumberFormat(vscode.env.language, {
		style: "unit",
		unit: UNITS[power] ?? "byte",
		unitDisplay: power === 0 ? "long" : "short",
		maximumFractionDigits: 1,
	}).format(bytes / 1_000 ** power);
}

/** `1,234,567`, in the user's language. */
export function countWords(count: number): string {
	return count.toLocaleString(vscode.env.language);
}

/** `14:02:11`, the time of day in UTC. */
export function clockWords(time: number): string {
	return new Date(time).toISOString().slice(11, 19);
}
