import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts that lead to the designer. */
export const { t: to } = pageTexts({ en, sv });
