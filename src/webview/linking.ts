import type { LookedRange, PointedPlace } from "../protocol/messages";
import type { Cursor, AxisRanges } from "./charts/screen";
import type { ChartSurface } from "./charts/chartSurface";
import type { Host } from "./host";
import type { PageState } from "./pageState";

/** What the charts that are linked with this one hear from it, and what it does when they move. */
export class Linking {
	/** Whether the others were told of a place last. */
	private isPointing = false;

	constructor(
		private readonly state: PageState,
		private readonly host: Host,
	) {}

	private get isLinked(): boolean {
		return this.state.view.link !== undefined;
	}

	private get zone(): string {
		return this.state.words.zone.name;
	}

	/** A person points at something here, or has left. */
	pointed(cursor: Cursor | undefined): void {
		const { chart } = this.state;
		if (!this.isLinked || chart === undefined) return;
		if (cursor === undefined && !this.isPointing) return;
		this.isPointing = cursor !== undefined;
		const price = cursor && chart.screen.pointOf(cursor).y;
		this.host.post("pointed", {
			zone: this.zone,
			...(cursor?.time === undefined ? {} : { time: cursor.time }),
			...(price === undefined ? {} : { price }),
		});
	}

	/** A person looks at another range. A chart without a time axis has none to tell. */
	looked({ x }: AxisRanges): void {
		const { chart } = this.state;
		if (!this.isLinked || chart?.screen.bounds.x === undefined) return;
		this.host.post("looked", { zone: this.zone, ...(x === undefined ? {} : { range: x }) });
	}

	/** The crosshair of a linked chart moved. */
	follow(
		{ zone, ...place }: PointedPlace,
		surface: Pick<ChartSurface, "follow"> | undefined,
	): void {
		surface?.follow(this.isLinked && zone === this.zone ? place : {});
	}

	/**
	 * A linked chart shows another range.
	 *
	 * @returns the ranges that are shown here then; `undefined` where nothing has changed
	 */
	lookAt(
		{ zone, range }: LookedRange,
		surface: Pick<ChartSurface, "lookAt"> | undefined,
	): AxisRanges | undefined {
		const hasTime = this.state.chart?.screen.bounds.x !== undefined;
		if (!this.isLinked || !hasTime || zone !== this.zone) return undefined;
		return surface?.lookAt(range);
	}
}
