/** A token bucket of weight: refilled by the minute, bursts up to twice of that. */
export class WeightBudget {
	private tokens: number;
	private at: number;

	constructor(
		private readonly perMinute: number,
		private readonly now: () => number,
	) {
		this.tokens = perMinute * 2;
		this.at = now();
	}

	private refill(): void {
		const now = this.now();
		const gained = (Math.max(0, now - this.at) / 60_000) * this.perMinute;
		this.tokens = Math.min(this.perMinute * 2, this.tokens + gained);
		this.at = now;
	}

	/** Takes `weight`; the seconds to wait when that much is not there. */
	spend(weight: number): number {
		this.refill();
		if (weight > this.tokens) {
			return Math.max(1, Math.ceil(((weight - this.tokens) / this.perMinute) * 60));
		}
		this.tokens -= weight;
		return 0;
	}

	get state(): { limit: number; used: number; remaining: number } {
		this.refill();
		const limit = this.perMinute * 2;
		const remaining = Math.floor(this.tokens);
		return { limit, used: limit - remaining, remaining };
	}

	get headers(): Record<string, string> {
		const { limit, used, remaining } = this.state;
		const full = (limit - this.tokens) / this.perMinute;
		return {
			"x-ratelimit-limit": String(limit),
			"x-ratelimit-used": String(used),
			"x-ratelimit-remaining": String(remaining),
			"x-ratelimit-reset": String(Math.ceil(this.now() / 1_000 + full * 60)),
		};
	}
}
