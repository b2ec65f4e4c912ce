import {
	createQueryService,
	type QueryService,
	type QuerySettings,
} from "../../../../src/app/queryService";
import { keyPlaces } from "../../../../src/core/access/places";
import { LOOPBACK_KEY } from "../../../support/keys";
import { KeptLog } from "../keptLog";
import { servicePorts } from "../servicePorts";

export interface WindowOptions {
	/** Where Kiyotaka and Kaiko are asked. */
	readonly origin: string;
	/** Folder that all windows share. */
	readonly folder: string;
	/** What the person says of their plans. */
	readonly plan?: QuerySettings["plan"];
	/** Most bytes of cached intervals; none are kept without it. */
	readonly cacheBytes?: number;
}

/** What a window of the editor asks with: the query service over real sockets, with a key for both providers. */
export async function windowService({
	origin,
	folder,
	plan,
	cacheBytes = 0,
}: WindowOptions): Promise<QueryService> {
	const ports = servicePorts({
		origins: { kiyotakaOrigin: origin, kaikoOrigin: origin, referenceOrigin: origin },
		folder,
		log: new KeptLog(),
		settings: { cacheBytes: () => cacheBytes, ...(plan && { plan }) },
	});
	// A key that is saved while a window is open may be of another plan than was learned.
	for (const one of keyPlaces(ports.settings.hosts())) {
		await ports.credentials.save(one, LOOPBACK_KEY);
	}
	return createQueryService(ports);
}
