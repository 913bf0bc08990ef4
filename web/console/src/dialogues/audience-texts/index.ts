import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of for whom a dialogue is, and what it waits for. */
export const { t: ta } = pageTexts({ en, sv });
