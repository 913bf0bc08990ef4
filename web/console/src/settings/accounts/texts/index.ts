import { pageTexts } from "../../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of the page of account routing. */
export const { t: ta } = pageTexts({ en, sv });
