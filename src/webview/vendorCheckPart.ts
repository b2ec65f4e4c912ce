import { checkContent } from "./content/vendorCheck/checkContent";
import { CHECK_PART, offerPart } from "./parts";

offerPart(CHECK_PART, checkContent);
