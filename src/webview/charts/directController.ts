import { type ChartType, DatasetController, Element } from "chart.js";

/** chart.js wants every controller to name a registered element, also one that makes none. */
export class NoElement extends Element {
	static readonly id = "none";
	static override readonly defaults = {};
}

export const DIRECT_DEFAULTS = { datasetElementType: false, dataElementType: NoElement.id };

/**
 * A controller that owns no elements: chart.js gives canvas, axes and layout, the columns are painted
 * straight from typed arrays. Parsing, elements and animation, which cost chart.js its speed on large
 * data, never happen.
 */
export abstract class DirectController<Type extends ChartType> extends DatasetController<
	Type,
	Element,
	Element
> {
	override addElements(): void {}
	override buildOrUpdateElements(): void {}
	override parse(): void {}
	override update(): void {}
	override reset(): void {}

	abstract override draw(): void;
}
