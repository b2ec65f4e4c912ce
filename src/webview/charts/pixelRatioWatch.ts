/**
 * Tells when the number of device pixels per CSS pixel changes: the window was zoomed, or moved to another
 * monitor.
 */
export class PixelRatioWatch {
	private ratio = window.devicePixelRatio;
	/** A query matches one ratio only, so each change needs a new one. */
	private media = mediaOf(this.ratio);

	constructor(private readonly onChange: () => void) {
		this.media.addEventListener("change", this.look);
		window.addEventListener("resize", this.look);
	}

	stop(): void {
		this.media.removeEventListener("change", this.look);
		window.removeEventListener("resize", this.look);
	}

	private readonly look = (): void => {
		if (window.devicePixelRatio === this.ratio) return;
		this.ratio = window.devicePixelRatio;
		this.media.removeEventListener("change", this.look);
		this.media = mediaOf(this.ratio);
		this.media.addEventListener("change", this.look);
		this.onChange();
	};
}

function mediaOf(ratio: number): MediaQueryList {
	return matchMedia(`(resolution: ${ratio}dppx)`);
}
