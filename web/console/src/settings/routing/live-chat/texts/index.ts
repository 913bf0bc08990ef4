import { pageTexts } from "../../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the page about the numbers of live chat. */
export const { t: tl } = pageTexts({ en, sv });
