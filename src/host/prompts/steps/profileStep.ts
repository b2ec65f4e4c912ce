import type { Limits } from "../../../core/limits";
import type { MarketDirectory } from "../../../core/providers/markets";
import type { KiyotakaProfileQuery } from "../../../core/query/query";
import type { EpochMs } from "../../../core/time";
import type { CostOf } from "../../words/costLine";
import type { ListAccess } from "../search/askedLists";
import type { Step } from "./steps";

/** What the questions about a volume profile need to know. */
export interface ProfilePromptDeps {
	readonly directory: MarketDirectory;
	/** What providers list. */
	readonly access: ListAccess;
	/** Queries of this kind that were run lately, newest first. */
	readonly recent: () => readonly KiyotakaProfileQuery[];
	readonly limits: () => Limits;
	/** What a query costs. */
	readonly costOf: CostOf;
	readonly now: () => EpochMs;
}

export type ProfileDraft = Partial<KiyotakaProfileQuery>;
export type ProfileStep = Step<ProfileDraft>;
