import { providerData } from "../../core/providers/providers";
import { exchangeName } from "../../core/providers/markets";
import type { ExchangeNames } from "../../core/query/words/label";

/**
 * What people call venues, and data sets by their ids.
 *
 * @param nameOfDataSet what is known of a data set; its id stands for it where nothing is
 */
export function venueNames(nameOfDataSet: (id: string) => string | undefined): ExchangeNames {
	return (provider, code) =>
		providerData(provider).isSource
			? exchangeName(provider, code)
			: (nameOfDataSet(code) ?? exchangeName(provider, code));
}
