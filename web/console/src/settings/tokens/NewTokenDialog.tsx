import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { queries } from "../../session/session";
import { Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { Icon } from "../../ui/Icon";
import { toast } from "../../ui/toasts";
import { NewTokenForm } from "./NewTokenForm";
import { make, tokensQuery } from "./queries";

/** Makes a token, and shows its secret this one time. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const making = useMutation({
    mutationFn: make,
    onSuccess: () => void queries.invalidateQueries(tokensQuery),
  });
  return (
    <Dialog
      title={
        making.data === undefined ? t("tokens.make") : t("tokens.made", { name: making.data.token.name })
      }
      onClose={onClose}
      wide
    >
      {making.data === undefined ? (
        <NewTokenForm
          fault={making.error === null ? null : faultText(making.error)}
          busy={making.isPending}
          onWanted={making.mutate}
          onCancel={onClose}
        />
      ) : (
        <Secret secret={making.data.secret} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const copy = async () => {
    try {
      // Absent where the console is not served by HTTPS.
      await navigator.clipboard.writeText(secret);
      toast(t("tokens.copied"));
    } catch {
      toast(t("tokens.copyFailed"));
    }
  };
  return (
    <div className={classes.form}>
      <TextInput
        label={t("tokens.secret")}
        description={t("tokens.secretHint")}
        value={secret}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        autoFocus
      />
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          {t("users.close")}
        </Button>
        <Button leftSection={<Icon name="copy" size={16} />} onClick={() => void copy()}>
          {t("tokens.copy")}
        </Button>
      </div>
    </div>
  );
}
