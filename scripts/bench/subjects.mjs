// Everything that `npm run bench` measures, by the name that `--only` takes.
import { loading } from "./subjects/loading.mjs";
import { profile } from "./subjects/profile.mjs";
import { profileLarge } from "./subjects/profileLarge.mjs";
import { timePrice } from "./subjects/timePrice.mjs";
import { vwap } from "./subjects/vwap.mjs";
import { vwapMillion } from "./subjects/vwapMillion.mjs";

export const subjects = { vwap, vwapMillion, profile, profileLarge, timePrice, loading };
