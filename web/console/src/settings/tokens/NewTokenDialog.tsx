import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { queries } from "../../session/session";
import { Dialog } from "../../ui/Dialog";
import { ToCopy } from "../../ui/ToCopy";
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
        <ToCopy
          label={t("tokens.secret")}
          hint={t("tokens.secretHint")}
          value={making.data.secret}
          go={t("tokens.copy")}
          told={t("tokens.copied")}
          failed={t("tokens.copyFailed")}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
