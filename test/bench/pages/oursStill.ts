import { enter } from "./harness";
import { surface } from "./surface";

// The same chart with the profile of the whole range, which stays as it is.
enter({ visible: (room, series) => surface(room, series, { layout: "timePrice" }) });
