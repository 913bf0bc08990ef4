import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the pages of routing. */
export const { t: tr } = pageTexts({ en, sv });
