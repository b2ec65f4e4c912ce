import * as optionsMakers from "./optionsMakers";
import { OPTIONS_PART, offerPart } from "./parts";

offerPart(OPTIONS_PART, optionsMakers);
