import { REFERENCE_ORIGIN } from "../discovery/kaiko/reference";
import { type Place, typedPlace } from "./places";

/** Names what people agreed to for servers of reference data. Nothing secret is ever kept under it. */
export const REFERENCE_CREDENTIAL = "kaikoReference";
/** What is asked there, in reports. */
export const REFERENCE_LABEL = "Kaiko's reference data";

/**
 * Where Kaiko's reference data are asked: at the vendor's own host, or at the address that a person typed. `undefined`
 * where that is no usable one.
 */
export function referencePlace(typed: string): Place | undefined {
	return typed.trim() === ""
		? { credential: REFERENCE_CREDENTIAL, origin: REFERENCE_ORIGIN, needsConsent: false }
		: typedPlace(REFERENCE_CREDENTIAL, typed);
}
