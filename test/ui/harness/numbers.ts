/** The first number in a text that people read: `POC 66,114.5`, `−37.7 BTC`, `1.2K`. */
export function numberIn(text: string): number {
	const found = /([−-]?)([\d,]*\.?\d+)\s?([KMB])?(?![A-Za-z])/.exec(text);
	if (found === null) return NaN;
	const [, sign, digits = "", scale = ""] = found;
	const factor = { "": 1, K: 1e3, M: 1e6, B: 1e9 }[scale] ?? NaN;
	return (sign === "" ? 1 : -1) * Number(digits.replaceAll(",", "")) * factor;
}
