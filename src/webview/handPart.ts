import * as handMakers from "./hand/makers";
import { HAND_PART, offerPart } from "./parts";

offerPart(HAND_PART, handMakers);
