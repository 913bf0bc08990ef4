import { pageTexts } from "../../messages/pageTexts";
import { en } from "./en";
import { sv } from "./sv";

/** The texts of declining with a reason. */
export const { t: td } = pageTexts({ en, sv });
