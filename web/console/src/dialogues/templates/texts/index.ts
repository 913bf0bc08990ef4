import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of templates. */
export const { t: tp } = pageTexts({ en, sv });
