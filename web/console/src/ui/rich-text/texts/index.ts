import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the field for text with form. */
export const { t: tf } = pageTexts({ en, sv });
