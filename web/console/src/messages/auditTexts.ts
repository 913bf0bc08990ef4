import { audit as en } from "./en/audit";
import { pageTexts } from "./pageTexts";
import { audit as sv } from "./sv/audit";

/** The texts of the audit log. */
export const { t: ta } = pageTexts({ en, sv });

/** Whether there is a text of the audit log for this key. */
export function isAuditKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
