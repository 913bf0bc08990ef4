import { pageTexts } from "../../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the page about the queue. */
export const { t: tq } = pageTexts({ en, sv });
