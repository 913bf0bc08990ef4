import type { Wanted } from "../language";
import type { LauncherTexts } from "../texts";

/** What the server writes into the loader it serves: all that a page must know before it may ask. */
export interface SiteSettings {
  /** Whether the visitor has to agree before anything is stored or asked. */
  consent: boolean;
  /** Where the privacy policy is. */
  privacy: string | null;
  /** The brand's colour, and the one that is readable on it. */
  color: string;
  on: string;
  /** Where the visitor has to agree first: what the launcher says in their language. */
  texts?: (wanted: Wanted) => Partial<LauncherTexts> | undefined;
}
