import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of what supervisors are alerted of. */
export const { t: tr } = pageTexts({ en, sv });
