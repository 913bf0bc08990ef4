import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of missed demand. */
export const { t: tm } = pageTexts({ en, sv });
