/** Tells when a CSS pixel has another number of device pixels: the window was zoomed, or moved to another screen. */
export class PixelRatioWatch {
	/** Holds for the ratio of now only, so each change begins a new one. */
	private media = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);

	constructor(private readonly onChange: () => void) {
		this.media.addEventListener("change", this.change);
	}

	stop(): void {
		this.media.removeEventListener("change", this.change);
	}

	private readonly change = (): void => {
		this.stop();
		this.media = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
		this.media.addEventListener("change", this.change);
		this.onChange();
	};
}
