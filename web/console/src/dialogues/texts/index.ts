import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts that a dialogue has wherever it is shown. */
export const { t: to } = pageTexts({ en, sv });
