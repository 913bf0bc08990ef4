/**
 * What the launcher says in the visitor's language before it may ask the server for anything. The build makes an
 * expression of it, which the server writes into the loader where the visitor has to agree first: only there it is
 * worth its size.
 */
import { chooseLanguage, type Wanted } from "../language";
import { launcherLanguages } from "../languages/launcher";
import type { LauncherTexts } from "../texts";

export default (wanted: Wanted): Partial<LauncherTexts> | undefined => {
  const language = chooseLanguage(wanted);
  return language === "en" ? undefined : launcherLanguages[language];
};
