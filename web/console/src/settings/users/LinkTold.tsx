import { t } from "../../messages/t";
import { fullTime } from "../../ui/clockTime";
import { ToCopy } from "../../ui/ToCopy";
import type { OneTimeLink } from "./queries";

/** A one-time link, to be passed on. */
export function LinkTold({ link, name, onClose }: { link: OneTimeLink; name: string; onClose: () => void }) {
  return (
    <ToCopy
      label={t("users.link")}
      hint={t("users.linkHint", { name, when: fullTime(link.expires) })}
      value={link.url}
      go={t("users.copy")}
      told={t("users.copied")}
      failed={t("users.copyFailed")}
      onClose={onClose}
    />
  );
}
