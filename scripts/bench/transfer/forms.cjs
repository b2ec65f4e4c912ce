// The same points in both forms that a message can have. CommonJS, because an extension requires it too.
const START = 1_700_000_000_000;

/** Rows as the provider sends them: a time and a decimal text. */
function rowsOf(count) {
	return Array.from({ length: count }, (_, i) => ({
		timestamp: START + i * 1_000,
		price: String(60_000 + Math.sin(i / 50) * 1_000),
	}));
}

/** Times, then prices, in one buffer. */
function columnsOf(count) {
	const columns = new Float64Array(2 * count);
	for (let i = 0; i < count; i++) {
		columns[i] = START + i * 1_000;
		columns[count + i] = 60_000 + Math.sin(i / 50) * 1_000;
	}
	return columns.buffer;
}

module.exports = { rowsOf, columnsOf };
