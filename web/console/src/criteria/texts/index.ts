import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of criteria. */
export const { t: tc } = pageTexts({ en, sv });
