import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the list of dialogues. */
export const { t: tl } = pageTexts({ en, sv });
