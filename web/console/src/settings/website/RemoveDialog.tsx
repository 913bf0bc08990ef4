import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { Confirm } from "../../ui/Dialog";
import { toast } from "../../ui/toasts";
import { removeDomain } from "./queries";

/** Asks before a domain's pages lose the chat. */
export function RemoveDialog({
  domain,
  last,
  onClose,
}: {
  domain: string;
  last: boolean;
  onClose: () => void;
}) {
  const removing = useMutation({
    mutationFn: removeDomain,
    onSuccess: () => {
      toast(t("website.removed", { domain }));
      onClose();
    },
  });
  const text = t("website.removeText");
  return (
    <Confirm
      title={t("website.removeTitle", { domain })}
      text={last ? `${text} ${t("website.removeLast")}` : text}
      go={t("website.remove")}
      ends
      busy={removing.isPending}
      fault={removing.error === null ? null : faultText(removing.error)}
      onGo={() => removing.mutate(domain)}
      onClose={onClose}
    />
  );
}
