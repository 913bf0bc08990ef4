import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of handing a chat over. */
export const { t: tt } = pageTexts({ en, sv });
