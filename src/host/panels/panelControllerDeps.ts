import type { SnapshotStore } from "../../app/snapshotStore";
import type { ChartView, MarketQuery } from "../../core/query/query";
import type { PackedResult } from "../../core/result/packedResult";
import type { HostToWebview, PanelCaption, PanelSettings } from "../../protocol/messages";
import type { PanelFetchDeps } from "./panelFetch";
import type { FailureWords } from "./panelPart";

/** A fetch that runs, for whoever shows its progress outside of the panel. */
export interface FetchTask {
	readonly done: Promise<void>;
	/** Words for how far it has come. */
	readonly progress: () => string;
	cancel(): void;
}

/** What the words around the data depend on besides the view; the lists have one entry per query. */
export interface CaptionState {
	readonly results: readonly (PackedResult | undefined)[];
	/** Why a query has no answer. */
	readonly problems: readonly (string | undefined)[];
	readonly fromSnapshot: boolean;
	/** Name of the saved market that the panel belongs to. */
	readonly savedAs?: string | undefined;
	/** Why a query of the panel cannot have volumes. */
	readonly volumeRefused?: string | undefined;
}

/** Why a query of a panel cannot have volumes, in one sentence. */
export interface VolumeRefusal {
	readonly of: MarketQuery;
	readonly text: string;
}

/** What a panel's controller needs from outside. */
export interface PanelControllerDeps extends PanelFetchDeps {
	readonly snapshots: Pick<SnapshotStore, "load" | "save">;
	post<Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]): void;
	readonly settings: () => PanelSettings;
	/** Name of a saved market; `undefined` where there is none of that id any more. */
	readonly marketName: (id: string) => string | undefined;
	readonly caption: (view: ChartView, state: CaptionState) => PanelCaption;
	readonly failure: (error: unknown) => FailureWords;
	/** Words for `failed` of several queries, from those of the first failure; the others are shown. */
	readonly someFailed: (words: FailureWords, failed: number, of: number) => FailureWords;
	/** Words for a restored query without a kept answer. */
	readonly notLoaded: () => FailureWords;
	/** New answers are shown. */
	readonly onShow: () => void;
	/** Hears of fetches whose progress is to be shown outside of the panel. */
	readonly onFetch: (task: FetchTask, view: ChartView) => void;
}
