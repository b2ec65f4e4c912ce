import { lateContent } from "./content/vendorCheck/lateContent";
import { CHECK_PART, offerPart } from "./parts";

offerPart(CHECK_PART, lateContent);
