/** A word of a statement as the server writes it down. */
interface Token {
	/** Names stand for functions and columns, and bare ones for words of the language. */
	readonly kind: "name" | "text" | "number" | "mark";
	readonly text: string;
	readonly isQuoted: boolean;
}

const TOKEN =
	/\s*(?:([A-Za-z_]\w*)|`((?:[^`\\]|\\.|``)*)`|"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.|'')*)'|(\d[\w.]*)|(<=|>=|!=|<>|==|\|\||::|->|[^\s\w]))/sy;

const unescaped = (text: string) =>
	text.replace(
		/\\(.)|``|""|''/gs,
		(pair, escaped: string | undefined) => escaped ?? pair.charAt(0),
	);

function tokensOf(statement: string): readonly Token[] {
	const found: Token[] = [];
	const end = statement.trimEnd().length;
	const token = new RegExp(TOKEN);
	while (token.lastIndex < end) {
		const match = token.exec(statement);
		if (match === null) return [];
		const [, bare, ticked, doubled, text, number, mark] = match;
		const quoted = ticked ?? doubled;
		if (bare !== undefined) found.push({ kind: "name", text: bare, isQuoted: false });
		else if (quoted !== undefined) {
			found.push({ kind: "name", text: unescaped(quoted), isQuoted: true });
		} else if (text !== undefined) {
			found.push({ kind: "text", text: unescaped(text), isQuoted: true });
		} else if (number !== undefined) {
			found.push({ kind: "number", text: number, isQuoted: false });
		} else found.push({ kind: "mark", text: mark ?? "", isQuoted: false });
	}
	return found;
}

const isWord = (token: Token | undefined, word: string) =>
	token?.kind === "name" && !token.isQuoted && token.text.toUpperCase() === word;
const isMark = (token: Token | undefined, mark: string) =>
	token?.kind === "mark" && token.text === mark;

/** Tokens in a form in which two expressions are the same text where they are the same. */
function writtenForm(tokens: readonly Token[]): string {
	return tokens
		.map(({ kind, text }) =>
			kind === "name" || kind === "text" ? `${kind}:${JSON.stringify(text)}` : text,
		)
		.join(" ");
}

/** An expression in a form that can be compared, however it was spaced and its names were quoted. */
export function expressionForm(expression: string): string {
	return writtenForm(tokensOf(expression));
}

/** The name that an expression is, where it is nothing else. */
export const columnForm = (name: string) =>
	writtenForm([{ kind: "name", text: name, isQuoted: true }]);

/** Pieces between the commas that stand in no brackets. */
function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
	const found: Token[][] = [[]];
	let depth = 0;
	for (const token of tokens) {
		if (isMark(token, "(") || isMark(token, "[")) depth += 1;
		if (isMark(token, ")") || isMark(token, "]")) depth -= 1;
		if (depth === 0 && isMark(token, ",")) found.push([]);
		else found.at(-1)?.push(token);
	}
	return found;
}

/** A statement that groups the rows of one table and does nothing else. */
export interface GroupedSelect {
	readonly database: string;
	readonly table: string;
	/** What is selected: expressions (`expressionForm`) by the names of their columns. */
	readonly columns: ReadonlyMap<string, string>;
	/** What it is grouped by, expressions or names of columns. */
	readonly keys: readonly string[];
}

/**
 * Reads `SELECT … FROM database.table GROUP BY …`; `undefined` for a statement with anything else in it, such as a
 * filter, a join or a limit, and one that names two columns alike.
 */
export function groupedSelect(statement: string): GroupedSelect | undefined {
	const tokens = tokensOf(statement);
	const from = topLevel(tokens, "FROM");
	if (!isWord(tokens[0], "SELECT") || from < 0) return undefined;
	const [database, dot, table, group, by, ...rest] = tokens.slice(from + 1);
	if (database?.kind !== "name" || !isMark(dot, ".") || table?.kind !== "name") return undefined;
	if (!isWord(group, "GROUP") || !isWord(by, "BY")) return undefined;
	const columns = new Map<string, string>();
	for (const item of splitAtCommas(tokens.slice(1, from))) {
		const last = item.at(-1);
		if (last?.kind !== "name") return undefined;
		const expression = isWord(item.at(-2), "AS") ? item.slice(0, -2) : item;
		if (expression === item && item.length > 1) return undefined;
		if (columns.has(last.text)) return undefined;
		columns.set(last.text, writtenForm(expression));
	}
	const keys = splitAtCommas(rest).map(writtenForm);
	return { database: database.text, table: table.text, columns, keys };
}

function topLevel(tokens: readonly Token[], word: string): number {
	let depth = 0;
	return tokens.findIndex((token) => {
		if (isMark(token, "(")) depth += 1;
		if (isMark(token, ")")) depth -= 1;
		return depth === 0 && isWord(token, word);
	});
}

/**
 * The table that a materialised view writes to, from `CREATE MATERIALIZED VIEW … TO database.table`; `undefined` for one
 * that keeps its rows itself, and one that is filled at times and not with each insert.
 */
export function viewTarget(
	statement: string,
): { readonly database: string; readonly table: string } | undefined {
	const tokens = tokensOf(statement);
	const words = ["CREATE", "MATERIALIZED", "VIEW"];
	if (!words.every((word, at) => isWord(tokens[at], word))) return undefined;
	let at = words.length + 3;
	if (isWord(tokens[at], "UUID")) at += 2;
	const [to, database, dot, table] = tokens.slice(at);
	return isWord(to, "TO") && database?.kind === "name" && isMark(dot, ".") && table?.kind === "name"
		? { database: database.text, table: table.text }
		: undefined;
}

/**
 * Whether rows of a table, from its `CREATE TABLE`, may come to say something else than what was inserted, without a
 * mutation that tells: columns that are computed when they are read or emptied after a time, rows that are rolled up
 * after a time, updates that are kept beside the rows.
 */
export function mayChangeRows(statement: string): boolean {
	const tokens = tokensOf(statement);
	let depth = 0;
	return tokens.some((token) => {
		if (isMark(token, "(")) depth += 1;
		if (isMark(token, ")")) depth -= 1;
		const isOfColumn = depth > 0 && (isWord(token, "ALIAS") || isWord(token, "TTL"));
		return isOfColumn || isWord(token, "GROUP") || isWord(token, "ENABLE_BLOCK_NUMBER_COLUMN");
	});
}
