import type { Ladder } from "../ladder";

/** Why intervals cannot be added up row by row. */
export type CompositeRefusal =
	/** Rows of these two heights, in quote currency, do not fit into each other. */
	| { readonly reason: "differentSteps"; readonly steps: readonly [number, number] }
	| { readonly reason: "differentOrigins" };

/** How rows of the shared ladder join into rows of a sum. */
export interface Fold {
	readonly ok: true;
	/** Rows of the ladder in one row of the sum. */
	readonly multiple: number;
	/** Position modulo `multiple` at which rows of the sum begin. */
	readonly origin: number;
}

export type FoldResult = Fold | { readonly ok: false; readonly refusal: CompositeRefusal };

const UNFOLDED: Fold = { ok: true, multiple: 1, origin: 0 };

interface StepOfSum {
	/** Position modulo the step at which rows of this height begin. */
	origin: number;
	isTold: boolean;
	/** Whether all intervals that tell this step have their rows begin there. */
	isAligned: boolean;
}

/** The grid that intervals of different row heights have in common (definitions D12). */
export class SumGrid {
	private readonly steps = new Map<number, StepOfSum>();

	/**
	 * @param multiple height of the interval's rows, in rows of the ladder
	 * @param bottom position of its lowest row
	 * @param isTold whether the interval's own gaps tell its height; others never say that rows begin elsewhere
	 */
	add(multiple: number, bottom: number, isTold: boolean): void {
		const origin = bottom % multiple;
		const known = this.steps.get(multiple);
		if (known === undefined || (isTold && !known.isTold)) {
			this.steps.set(multiple, { origin, isTold, isAligned: true });
		} else if (isTold && known.origin !== origin) {
			known.isAligned = false;
		}
	}

	/** The coarsest step, where all others divide it and rows begin at the same prices. */
	fold(ladder: Ladder): FoldResult {
		const multiple = Math.max(1, ...this.steps.keys());
		const coarsest = this.steps.get(multiple);
		if (coarsest === undefined || multiple === 1) return UNFOLDED;
		for (const [own, { origin, isTold, isAligned }] of this.steps) {
			if (multiple % own !== 0) {
				const steps = [ladder.heightOf(own), ladder.heightOf(multiple)] as const;
				return { ok: false, refusal: { reason: "differentSteps", steps } };
			}
			if (isTold && !(isAligned && coarsest.origin % own === origin))
				return { ok: false, refusal: { reason: "differentOrigins" } };
		}
		return { ok: true, multiple, origin: coarsest.origin };
	}
}
