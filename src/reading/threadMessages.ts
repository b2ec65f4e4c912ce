import type {
	AskedWindow,
	FinishedReading,
	FinishOptions,
	Gzip,
	ReadBody,
} from "../core/feeds/windowReader";
import type { RemoteProviderId } from "../core/providers/credentials";
import type { MarketQuery } from "../core/query/query";

/** Orders to the reading thread. An order that wants an answer has a number, which the answer repeats. */
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
			readonly gzip: Gzip | undefined;
	  }
	| { readonly kind: "check"; readonly order: number; readonly bytes: Uint8Array }
	| {
			readonly kind: "finish";
			readonly order: number;
			readonly window: number;
			readonly options: FinishOptions;
	  }
	| { readonly kind: "close"; readonly window: number };

/** Answers of the reading thread. */
export interface ThreadAnswer {
	readonly order: number;
	readonly result: ReadBody<unknown> | FinishedReading;
}
