import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { ROOT } from "./paths.mjs";

/** The list of faults and their tests. */
export const FAULTS_FILE = join(ROOT, "test", "faults.md");

/** How many cases each letter has. They are numbered from 1. */
const CASES = {
	N: 19,
	S: 18,
	B: 31,
	P: 13,
	R: 14,
	C: 9,
	K: 14,
	W: 12,
	D: 12,
	L: 10,
	H: 15,
	X: 6,
	F: 5,
};
export const CASE_IDS = Object.entries(CASES).flatMap(([letter, count]) =>
	Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
);

const ID = `[${Object.keys(CASES).join("")}]\\d{1,2}`;
const IDS = `${ID}(?:(?:, |–)${ID})*`;
const BEFORE_TITLE = new RegExp(`^(${IDS}): `);
const AFTER_TITLE = new RegExp(` \\((${IDS})\\)$`);

/** The titles of tests, as they stand in a source: a template keeps its placeholders. */
const TITLE = /\bit(?:After\((?:[^()]|\([^()]*\))*\))?\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g;

function idsIn(list) {
	return list.split(", ").flatMap((part) => {
		const [first, last = first] = part.split("–");
		const [from, to] = [first, last].map((id) => Number(id.slice(1)));
		return Array.from({ length: to - from + 1 }, (_, at) => `${first[0]}${from + at}`);
	});
}

/** The cases that a title names: `N1: …`, `S1–S3: …`, `S8, S9: …` or `… (N5)`. */
export function casesOf(title) {
	return [BEFORE_TITLE, AFTER_TITLE].flatMap((form) => {
		const [, list] = form.exec(title) ?? [];
		return list === undefined ? [] : idsIn(list);
	});
}

function testFiles(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return testFiles(path);
		return entry.name.endsWith(".test.ts") ? [path] : [];
	});
}

/** Every test of the sources that names a case: its file, its title and the ids. */
export function testsOfCases() {
	return testFiles(join(ROOT, "test")).flatMap((path) => {
		const file = relative(ROOT, path).split(sep).join("/");
		const titles = [...readFileSync(path, "utf8").matchAll(TITLE)].map(([, , title]) => title);
		return [...new Set(titles)].flatMap((title) => {
			const ids = casesOf(title);
			return ids.length === 0 ? [] : [{ file, title, ids }];
		});
	});
}

const ROW = /^\| ([A-Z]\d{1,2}) \| (.*?) \| (.*?) ?\| (.*?) ?\|$/;

/** The rows of the list: id, fault, remark and tests as they stand there. */
export function rowsOf(text) {
	return text.split("\n").flatMap((line) => {
		const [, id, fault, remark, tests] = ROW.exec(line) ?? [];
		return id === undefined ? [] : [{ id, fault, remark, tests }];
	});
}

const shown = ({ file, title }) =>
	`\`${file}\`: ${title.replace(BEFORE_TITLE, "").replace(AFTER_TITLE, "")}`
		.replaceAll("|", "\\|")
		.replaceAll("<", "&lt;");

/** The list with the tests that the sources hold now in its last column. */
export function withTests(text, tests) {
	return text
		.split("\n")
		.map((line) => {
			const [row] = rowsOf(line);
			if (row === undefined) return line;
			const own = tests.filter(({ ids }) => ids.includes(row.id)).map(shown);
			return `| ${row.id} | ${row.fault} | ${row.remark}${row.remark && " "}| ${own.join("<br>")}${own.length > 0 ? " " : ""}|`;
		})
		.join("\n");
}

/** What a row may say where no test stands beside it. */
const SAYS_WHY = /^(Does not apply|By command): ./;

/** Everything that is wrong with the list, as sentences; none where every case has its test or its reason. */
export function faultsOfList(text, tests) {
	const rows = rowsOf(text);
	const ids = rows.map(({ id }) => id);
	const named = new Set(tests.flatMap((test) => test.ids));
	return [
		...CASE_IDS.filter((id) => !ids.includes(id)).map((id) => `${id} is missing`),
		...ids.filter((id) => !CASE_IDS.includes(id)).map((id) => `${id} is no case`),
		...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} stands there twice`),
		...rows
			.filter(({ id, remark }) => !named.has(id) && !SAYS_WHY.test(remark))
			.map(({ id }) => `${id} has neither a test nor a reason`),
		...rows
			.filter(({ id, remark }) => named.has(id) && remark.startsWith("Does not apply"))
			.map(({ id }) => `${id} has a test although it does not apply`),
		...tests.flatMap(({ file, title, ids: own }) =>
			own
				.filter((id) => !CASE_IDS.includes(id))
				.map((id) => `${file}: "${title}" names ${id}, which is no case`),
		),
		...rows.flatMap(({ id, tests: cell }) =>
			cell
				.split("<br>")
				.filter((told) => told !== "")
				.filter((told) => !tests.some((one) => one.ids.includes(id) && shown(one) === told))
				.map((told) => `${id} has no such test, run node scripts/faults.mjs: ${told}`),
		),
	];
}
