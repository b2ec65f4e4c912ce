import { join } from "node:path";
import { cleanMarketName } from "../../core/query/marketFormat";
import { recordOf } from "../../core/reader";
import { isDataSetId } from "../../core/trades/dataSet/dataSetId";
import { readJsonFile } from "../files/jsonFile";

/**
 * What a data set is called, for a list that has no use for the rest of its definition; `undefined` where none of the
 * folders tells it. Never rejects.
 *
 * @param folders where definitions stand; the first that has one wins
 */
export async function definitionName(
	id: string,
	folders: readonly string[],
): Promise<string | undefined> {
	if (!isDataSetId(id)) return undefined;
	for (const folder of folders) {
		const file = await readJsonFile(join(folder, `${id}.json`)).catch(() => undefined);
		if (file === undefined) continue;
		const name = file.state === "ok" ? recordOf(file.value)?.["name"] : undefined;
		return typeof name === "string" ? cleanMarketName(name) || undefined : undefined;
	}
	return undefined;
}
