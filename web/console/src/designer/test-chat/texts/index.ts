import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the test chat. */
export const { t: tt } = pageTexts({ en, sv });
