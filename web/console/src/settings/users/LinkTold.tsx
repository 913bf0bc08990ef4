import { Button, TextInput } from "@mantine/core";
import { t } from "../../messages/t";
import { fullTime } from "../../ui/clockTime";
import classes from "../../ui/Dialog.module.css";
import { Icon } from "../../ui/Icon";
import { toast } from "../../ui/toasts";
import type { OneTimeLink } from "./queries";

/** A one-time link, to be passed on. */
export function LinkTold({ link, name, onClose }: { link: OneTimeLink; name: string; onClose: () => void }) {
  const copy = async () => {
    try {
      // Absent where the console is not served by HTTPS.
      await navigator.clipboard.writeText(link.url);
      toast(t("users.copied"));
    } catch {
      toast(t("users.copyFailed"));
    }
  };
  return (
    <div className={classes.form}>
      <TextInput
        label={t("users.link")}
        description={t("users.linkHint", { name, when: fullTime(link.expires) })}
        value={link.url}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        autoFocus
      />
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          {t("users.close")}
        </Button>
        <Button leftSection={<Icon name="copy" size={16} />} onClick={() => void copy()}>
          {t("users.copy")}
        </Button>
      </div>
    </div>
  );
}
