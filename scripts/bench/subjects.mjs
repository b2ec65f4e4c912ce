// Everything that `npm run bench` measures, by the name that `--only` takes.
import { activation } from "./subjects/activation.mjs";
import { analytics } from "./subjects/analytics.mjs";
import { appending } from "./subjects/appending.mjs";
import { clickHouse } from "./subjects/clickHouse.mjs";
import { fetch } from "./subjects/fetch.mjs";
import { heap } from "./subjects/heap.mjs";
import { host } from "./subjects/host.mjs";
import { loading } from "./subjects/loading.mjs";
import { longTasks } from "./subjects/longTasks.mjs";
import { numbers } from "./subjects/numbers.mjs";
import { profile } from "./subjects/profile.mjs";
import { profileLarge } from "./subjects/profileLarge.mjs";
import { size } from "./subjects/size.mjs";
import { thinning } from "./subjects/thinning.mjs";
import { timePrice } from "./subjects/timePrice.mjs";
import { timePriceAll } from "./subjects/timePriceAll.mjs";
import { trades } from "./subjects/trades.mjs";
import { tradesFrame } from "./subjects/tradesFrame.mjs";
import { tradesMany } from "./subjects/tradesMany.mjs";
import { transfer } from "./subjects/transfer.mjs";
import { visible } from "./subjects/visible.mjs";
import { vwap } from "./subjects/vwap.mjs";
import { vwapAll } from "./subjects/vwapAll.mjs";
import { vwapMillion } from "./subjects/vwapMillion.mjs";
import { vwapMost } from "./subjects/vwapMost.mjs";

export const subjects = {
	vwap,
	vwapMillion,
	vwapMost,
	vwapAll,
	profile,
	profileLarge,
	timePrice,
	timePriceAll,
	visible,
	numbers,
	thinning,
	appending,
	heap,
	longTasks,
	transfer,
	size,
	loading,
	activation,
	host,
	analytics,
	fetch,
	trades,
	tradesMany,
	tradesFrame,
	clickHouse,
};
