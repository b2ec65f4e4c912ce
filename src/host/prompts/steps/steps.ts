/** Where a question stands. A question of its own has no number. */
export interface QuestionPosition {
	readonly title: string;
	/** Counts from 1. */
	readonly step?: number;
	readonly total?: number;
	readonly canGoBack: boolean;
}

/** Where a step stands: shown as "n/m", with Back on all but the first. */
export type StepPosition = Required<QuestionPosition>;

/** Where a series of questions begins: at the start, at the range, or with those about the market alone. */
export type PromptStart = "start" | "range" | "market";

/** What a person did in a step: gave an answer, went back, or left. */
export type Answer<T> = { readonly value: T } | "back" | "cancel";

/** One question: takes what is known so far and gives it back with its own answer added. */
export type Step<Draft> = (draft: Draft, position: StepPosition) => Promise<Answer<Draft>>;

/**
 * Asks question after question. Back returns to the step before with its answer still in the draft;
 * leaving anywhere gives `undefined` and has changed nothing.
 *
 * @param first index of the step to begin with; earlier ones are reached by Back
 */
export async function runSteps<Draft>(
	title: string,
	initial: Draft,
	steps: readonly Step<Draft>[],
	first = 0,
): Promise<Draft | undefined> {
	let draft = initial;
	let index = first;
	for (;;) {
		const step = steps[index];
		if (step === undefined) return draft;
		const answer = await step(draft, {
			title,
			step: index + 1,
			total: steps.length,
			canGoBack: index > 0,
		});
		if (answer === "cancel") return undefined;
		if (answer === "back") {
			index = Math.max(0, index - 1);
		} else {
			draft = answer.value;
			index += 1;
		}
	}
}

/** Turns a question for one value into a step that adds the value to the draft. */
export function answerTo<Draft, T>(answer: Answer<T>, add: (value: T) => Draft): Answer<Draft> {
	return typeof answer === "string" ? answer : { value: add(answer.value) };
}
