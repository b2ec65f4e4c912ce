import { resolve } from "node:path";
import { followPeriod } from "../../core/follow/followPeriod";
import { intervalLength } from "../../core/query/interval";
import type { MarketQuery } from "../../core/query/query";
import { FILES_FORMAT } from "../../core/trades/dataSet/definition";
import type { Definitions } from "../dataSets/definitions";
import type { Disposable } from "../emitter";
import type { FollowedMarket } from "./follower";
import { type WatchedFiles, watchedFiles } from "./watchedFiles";

/** How a market is followed, by where its numbers are. */
export type WayToFollow = Pick<FollowedMarket, "period" | "isWhole" | "watchFiles">;

export interface WayDeps {
	readonly definitions: Pick<Definitions, "get">;
	/** Calls back when something of these files is created, changed or removed. */
	readonly watch: (files: readonly WatchedFiles[], onChange: () => void) => Disposable;
}

/**
 * Providers are asked by period for the newest intervals, tables of a server by period for all of the query, and files are
 * read again once they have changed. `undefined` for trades that ship with the product, which never change.
 */
export async function wayToFollow(
	query: MarketQuery,
	{ definitions, watch }: WayDeps,
): Promise<WayToFollow | undefined> {
	const period = followPeriod(intervalLength(query));
	if (!("dataset" in query)) return { period, isWhole: false };
	const { definition, workspace = "" } = (await definitions.get(query.dataset)) ?? {};
	if (definition === undefined) return undefined;
	if (definition.schema !== FILES_FORMAT) return { period, isWhole: true };
	const paths = definition.files.map((path) => resolve(workspace, path));
	return {
		period: undefined,
		isWhole: true,
		watchFiles: (onChange) => watch(watchedFiles(paths), onChange),
	};
}
