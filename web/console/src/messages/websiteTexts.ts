import { website as en } from "./en/website";
import { pageTexts } from "./pageTexts";
import { website as sv } from "./sv/website";

/** The texts of the settings of the website. */
export const { t: tw } = pageTexts({ en, sv });
