import { TABLE_PART, offerPart } from "./parts";
import * as tableMakers from "./tableMakers";

offerPart(TABLE_PART, tableMakers);
