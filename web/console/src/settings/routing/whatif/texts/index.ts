import { pageTexts } from "../../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the page "What if". */
export const { t: tw } = pageTexts({ en, sv });
