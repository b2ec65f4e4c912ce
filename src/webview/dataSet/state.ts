import type {
	DataSetButton,
	DataSetSettings,
	HostToDataSet,
	ShownDataSet,
	ShownQuestion,
	ShownSymbol,
} from "../../protocol/dataSet/messages";
import type { FieldId, RevealedField } from "./fields";
import { dataSetWords, NO_SETTINGS, type DataSetWords } from "./words";

/** What the host is doing for this page. */
type DataSetStatus =
	| { readonly kind: "idle" }
	| ({ readonly kind: "busy" } & HostToDataSet["busy"])
	| {
			readonly kind: "failed";
			readonly text: string;
			readonly isCancelled?: boolean;
			readonly detail?: string;
			readonly actions: readonly DataSetButton[];
	  };

/** What was said last: a field of the form, a question, or the name or the id of the data set. */
export type Said = FieldId | `question ${ShownQuestion["id"]}` | "name" | "id";

/** Why what was said cannot be taken. */
export interface Refusal {
	readonly said: Said;
	readonly text: string;
	/** What the host, which refused it, can do about it. */
	readonly actions?: readonly DataSetButton[];
}

/** What the host last said, and what a person is about to say. */
export class DataSetState {
	dataSet: ShownDataSet | undefined;
	status: DataSetStatus = { kind: "busy", work: "understanding" };
	/** What has been said and is not taken or refused yet. */
	pending: Said | undefined;
	/** What was said and cannot be taken. */
	refused: Refusal | undefined;
	readonly revealed = new Set<RevealedField>();
	isRenaming = false;
	/** Narrows the list of instruments. */
	search = "";
	private language = dataSetWords(NO_SETTINGS);

	get words(): DataSetWords {
		return this.language;
	}

	setSettings(settings: DataSetSettings): void {
		this.language = dataSetWords(settings);
	}

	/** @returns whether the files are read in another way that was said last */
	show(dataSet: ShownDataSet): boolean {
		const isTaken = this.pending !== undefined;
		const isReadOtherwise = isTaken && this.pending !== "id";
		if (isTaken || this.refused?.actions !== undefined) this.refused = undefined;
		this.pending = undefined;
		if (dataSet.id !== this.dataSet?.id) {
			this.search = "";
			this.revealed.clear();
			this.isRenaming = false;
		}
		this.dataSet = dataSet;
		return isReadOtherwise;
	}

	/** What fails while something said is neither taken nor refused is its refusal, and stands beside it. */
	fail({ text, isCancelled, detail, actions }: HostToDataSet["failed"]): void {
		const { pending } = this;
		this.pending = undefined;
		if (pending !== undefined) {
			this.refused = { said: pending, text, actions };
			this.status = { kind: "idle" };
			return;
		}
		this.status = {
			kind: "failed",
			text,
			actions,
			...(isCancelled === undefined ? {} : { isCancelled }),
			...(detail === undefined ? {} : { detail }),
		};
	}

	/** The instruments that are looked for, in the order of the host. */
	get found(): readonly ShownSymbol[] {
		const wanted = this.search.trim().toLowerCase();
		const { symbols = [] } = this.dataSet ?? {};
		return wanted === ""
			? symbols
			: symbols.filter(({ symbol }) => symbol.toLowerCase().includes(wanted));
	}
}
