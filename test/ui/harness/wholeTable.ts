import type { ChartPage } from "./chartPage";
import type { Session } from "./session";
import { until } from "./until";

/** All rows of the table of the numbers, taken through the clipboard; opens and closes it. */
export async function wholeTable(
	{ workbench }: Session,
	chart: ChartPage,
): Promise<{ columns: string[]; rows: string[][] }> {
	await workbench.page.evaluate(() => navigator.clipboard.writeText(""));
	await chart.toggleTable();
	const table = chart.frame.locator(".table");
	await table.press("ControlOrMeta+a");
	await table.press("ControlOrMeta+c");
	const text = await until("the table is on the clipboard", async () => {
		const copied = await workbench.clipboard();
		return copied.includes("\n") && copied;
	});
	await chart.toggleTable();
	const [columns = [], ...rows] = text.split("\n").map((line) => line.split("\t"));
	return { columns, rows };
}
