// Collects every sentence for people into l10n/bundle.l10n.json, the file that translators start from:
// `node scripts/l10n.mjs` writes it, with `--check` it fails where the file is not current.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const BUNDLE = join(ROOT, "l10n", "bundle.l10n.json");
/** Tables of the sentences of pages. */
const TABLES = ["WEBVIEW_STRINGS", "DATA_SET_STRINGS", "TABLE_STRINGS"];
/** What a file with a sentence has in it: none of the others needs to be parsed. */
const MAY_HAVE_SENTENCES = new RegExp(
	`\\b(l10n|${TABLES.join("|")})\\b|\\{[^}]*\\btext\\b[^}]*\\}\\s*from\\s*"([^"]*/)?text"`,
);
/** Hands on sentences that were collected where they are written. */
const TRANSLATOR = join("src", "host", "words", "uiText.ts");

function sources() {
	return readdirSync(join(ROOT, "src"), { recursive: true })
		.filter((name) => name.endsWith(".ts"))
		.map((name) => join(ROOT, "src", name))
		.sort();
}

function isText(node) {
	return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

function importsText(file) {
	return file.statements.some(
		(statement) =>
			ts.isImportDeclaration(statement) &&
			/(^|\/)text$/.test(statement.moduleSpecifier.text) &&
			statement.importClause?.namedBindings?.elements?.some(({ name }) => name.text === "text"),
	);
}

/** Calls whose first argument is a sentence: `text("…")` of the core and `vscode.l10n.t("…")`. */
function isSentenceCall(node, hasText) {
	if (!ts.isCallExpression(node)) return false;
	const called = node.expression;
	if (ts.isIdentifier(called)) return hasText && called.text === "text";
	return (
		ts.isPropertyAccessExpression(called) &&
		called.name.text === "t" &&
		called.expression.getText().endsWith("l10n")
	);
}

function collect() {
	const messages = new Set();
	const problems = [];
	for (const path of sources()) {
		const source = readFileSync(path, "utf8");
		if (!MAY_HAVE_SENTENCES.test(source)) continue;
		const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
		const hasText = importsText(file);
		const visit = (node) => {
			if (isSentenceCall(node, hasText) && !path.endsWith(TRANSLATOR)) {
				const [sentence] = node.arguments;
				if (sentence !== undefined && isText(sentence)) messages.add(sentence.text);
				else {
					const { line } = file.getLineAndCharacterOfPosition(node.getStart());
					problems.push(`${relative(ROOT, path)}:${line + 1}: the sentence must be a literal`);
				}
			}
			if (ts.isVariableDeclaration(node) && TABLES.includes(node.name.getText())) {
				let literal = node.initializer;
				while (ts.isAsExpression(literal) || ts.isSatisfiesExpression(literal)) {
					literal = literal.expression;
				}
				for (const { initializer } of literal.properties) messages.add(initializer.text);
			}
			ts.forEachChild(node, visit);
		};
		visit(file);
	}
	if (problems.length > 0) throw new Error(problems.join("\n"));
	const sorted = [...messages].sort((a, b) => (a < b ? -1 : 1));
	return `${JSON.stringify(Object.fromEntries(sorted.map((message) => [message, message])), undefined, "\t")}\n`;
}

const bundle = collect();
if (!process.argv.includes("--check")) {
	writeFileSync(BUNDLE, bundle);
} else if (readFileSync(BUNDLE, "utf8") !== bundle) {
	console.error("l10n/bundle.l10n.json is not current. Run: node scripts/l10n.mjs");
	process.exitCode = 1;
}
