import type {
	AskedWindow,
	FinishedReading,
	FinishOptions,
	ReadBody,
} from "../core/feeds/windowReader";
import type { RemoteProviderId } from "../core/providers/credentials";
import type { MarketQuery } from "../core/query/query";

/** What the reading thread is told. Orders that want an answer have a number that the answer repeats. */
export type ThreadOrder =
	| {
			readonly kind: "open";
			readonly window: number;
			readonly provider: RemoteProviderId;
			readonly asked: AskedWindow<MarketQuery>;
	  }
	| {
			readonly kind: "read";
			readonly order: number;
			readonly window: number;
			readonly bytes: Uint8Array;
	  }
	| { readonly kind: "check"; readonly order: number; readonly bytes: Uint8Array }
	| {
			readonly kind: "finish";
			readonly order: number;
			readonly window: number;
			readonly options: FinishOptions;
	  }
	| { readonly kind: "close"; readonly window: number };

/** What it answers. */
export interface ThreadAnswer {
	readonly order: number;
	readonly result: ReadBody<unknown> | FinishedReading;
}
