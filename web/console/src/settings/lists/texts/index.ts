import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of lists of people. */
export const { t: tl } = pageTexts({ en, sv });
