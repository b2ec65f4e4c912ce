import { PICTURES_PART, offerPart } from "./parts";
import * as pictureFiles from "./pictureFiles";

offerPart(PICTURES_PART, pictureFiles);
