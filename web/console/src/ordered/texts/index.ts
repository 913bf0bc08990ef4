import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of lists that can be put into another order. */
export const { t: to } = pageTexts({ en, sv });
