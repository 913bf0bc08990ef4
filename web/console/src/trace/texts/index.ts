import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts with which routing decisions are explained. */
export const { t: tt } = pageTexts({ en, sv });
