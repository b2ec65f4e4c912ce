import { importTypeScript } from "../pages.mjs";
import { goalRow, printTable } from "../table.mjs";

const sumOf = (looks, key) => looks.reduce((total, look) => total + look[key], 0);

/** That a crowded line loses nothing: its traced columns against all of its 100,000 points. */
export async function thinning() {
	const { compareThinning } = await importTypeScript("test/bench/thinning.ts");
	const looks = compareThinning(100_000);
	const groups = new Map();
	for (const look of looks) {
		const name = `${look.data}, pixel ratio ${look.pixelRatio}`;
		groups.set(name, [...(groups.get(name) ?? []), look]);
	}
	printTable(
		"Thinned line, 100,000 points",
		[
			"data",
			"looks",
			"points in view",
			"columns",
			"off by > 1 px",
			"farthest off px",
			"gaps of ≥ 1 px",
			"drawn closed",
		],
		[...groups].map(([name, group]) => {
			const points = group.map((look) => look.points);
			return [
				name,
				group.length,
				`${Math.min(...points)} to ${Math.max(...points)}`,
				sumOf(group, "columns"),
				sumOf(group, "columnsOff"),
				Math.max(...group.map((look) => look.farthest)).toFixed(2),
				sumOf(group, "gaps"),
				sumOf(group, "gapsClosed"),
			];
		}),
	);
	const sum = (key) => sumOf(looks, key);
	const across = `in ${sum("columns")} columns of ${looks.length} looks`;
	return [
		goalRow({
			id: "P9",
			what: `Thinned line: columns drawn more than 1 px too high or low, ${across}`,
			measured: sum("columnsOff"),
			bound: 0,
			unit: "columns",
		}),
		goalRow({
			id: "P9",
			what: `Thinned line: gaps of a pixel or more that are drawn closed, of ${sum("gaps")}`,
			measured: sum("gapsClosed"),
			bound: 0,
			unit: "gaps",
		}),
	];
}
