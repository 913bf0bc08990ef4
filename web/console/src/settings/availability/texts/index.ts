import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the page on which a schedule is set. */
export const { t: ta } = pageTexts({ en, sv });
