import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { queries } from "../../session/session";
import { Confirm } from "../../ui/Dialog";
import { toast } from "../../ui/toasts";
import { type ApiToken, revoke, tokensQuery } from "./queries";

/** Asks before a program is shut out. */
export function RevokeDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { id, name } = token;
  const revoking = useMutation({
    mutationFn: () => revoke(id),
    onSuccess: () => {
      toast(t("tokens.revoked", { name }));
      onClose();
    },
    onSettled: () => void queries.invalidateQueries(tokensQuery),
  });
  return (
    <Confirm
      title={t("tokens.revokeTitle", { name })}
      text={t("tokens.revokeText")}
      go={t("tokens.revoke")}
      ends
      busy={revoking.isPending}
      fault={revoking.error === null ? null : faultText(revoking.error)}
      onGo={() => revoking.mutate()}
      onClose={onClose}
    />
  );
}
