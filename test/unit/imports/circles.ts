import { dirname, join } from "node:path/posix";
import ts from "typescript";

/**
 * Groups of files that reach each other through imports, types included: none of them can be read, tested or
 * moved without the others.
 *
 * @param sources text of each file by its path, such as `src/core/time.ts`
 * @throws Error for a relative import that is none of the files
 */
export function importCircles(sources: ReadonlyMap<string, string>): string[][] {
	const imports = new Map(
		[...sources].map(([file, source]) => [file, importsOf(file, source, sources)] as const),
	);
	return groups(imports).filter(
		([first = "", ...others]) => others.length > 0 || imports.get(first)?.includes(first),
	);
}

/** What imports inside of a statement has one of these; statements that import stand at the beginning of a line. */
const INSIDE = /(?<!^)\bimport\b|\bimport\s*\(|\brequire\b/m;

function importsOf(file: string, source: string, known: ReadonlyMap<string, string>): string[] {
	const found: string[] = [];
	const goesDeep = INSIDE.test(source);
	const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
	const visit = (node: ts.Node): void => {
		const name = importedName(node);
		if (name?.startsWith(".")) {
			const path = `${join(dirname(file), name).replace(/\.js$/, "")}.ts`;
			if (!known.has(path)) throw new Error(`${file} imports ${name}, which is no file`);
			found.push(path);
		}
		if (goesDeep || node === parsed) ts.forEachChild(node, visit);
	};
	visit(parsed);
	return found;
}

/** What a node imports: a statement, a type such as `import("./a").A`, `import("./a")` or `require("./a")`. */
function importedName(node: ts.Node): string | undefined {
	let name: ts.Node | undefined;
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) name = node.moduleSpecifier;
	else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		name = node.argument.literal;
	} else if (ts.isCallExpression(node)) {
		const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
		const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
		if (isImport || isRequire) name = node.arguments[0];
	}
	return name !== undefined && ts.isStringLiteral(name) ? name.text : undefined;
}

/** Strongly connected components, by Tarjan's algorithm. */
function groups(edges: ReadonlyMap<string, readonly string[]>): string[][] {
	const found: string[][] = [];
	const order = new Map<string, number>();
	const path: string[] = [];
	/** Gives the earliest file of the path that this one leads back to. */
	const visit = (file: string): number => {
		const own = order.size;
		order.set(file, own);
		path.push(file);
		let earliest = own;
		for (const next of edges.get(file) ?? []) {
			const seen = order.get(next);
			if (seen === undefined) earliest = Math.min(earliest, visit(next));
			else if (path.includes(next)) earliest = Math.min(earliest, seen);
		}
		if (earliest === own) found.push(path.splice(path.indexOf(file)));
		return earliest;
	};
	for (const file of edges.keys()) if (!order.has(file)) visit(file);
	return found;
}
