import { inform } from "../inform";
import type { ChartPanel } from "../panels/chartPanel";

/** Has a chart follow the market, or ends that; says why where it cannot. */
export async function followMarket({ controller }: ChartPanel): Promise<void> {
	const refusal = await controller.toggleFollow();
	if (refusal !== undefined) inform(refusal);
}
