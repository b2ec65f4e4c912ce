import { join } from "node:path";

/** Where the data sets of a workspace's folder stand inside of it. */
export const WORKSPACE_DATA_SETS = join(".valuearea", "datasets");

/** A folder of definitions, and the workspace's folder that it belongs to; absent where it is the person's own. */
export interface DefinitionPlace {
	readonly folder: string;
	readonly workspace?: string;
}

/** Where definitions stand, those of the workspace first: they win. */
export function definitionPlaces(
	own: string,
	workspaces: readonly string[],
): readonly DefinitionPlace[] {
	return [
		...workspaces.map((workspace) => ({ folder: join(workspace, WORKSPACE_DATA_SETS), workspace })),
		{ folder: own },
	];
}
