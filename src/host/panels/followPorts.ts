import type { FollowPorts } from "../../app/following/follower";
import type { QueryService } from "../../app/queryService";
import { isSamePlace } from "../../core/access/credential";

/** Charts that are followed ask as all others do: with the same keys, limits and cache. */
export function followPorts(service: QueryService): FollowPorts {
	return {
		run: service.run,
		cost: (query) => service.estimate(query),
		leftToday: async (query) => {
			const place = service.places.ofQuery(query);
			if (place === undefined) return undefined;
			const accounts = await service.accounts();
			return accounts.find((one) => isSamePlace(one.place, place))?.today?.left;
		},
		now: service.providerNow,
		after: (milliseconds, call) => {
			const timer = setTimeout(call, milliseconds);
			return () => clearTimeout(timer);
		},
	};
}
