import { barsAsOurs, bareRows } from "./bare/rows";
import { enter } from "./harness";

enter({ profile: bareRows(barsAsOurs) });
