import { useMutation } from "@tanstack/react-query";
import { tw } from "../../messages/websiteTexts";
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
      toast(tw("website.removed", { domain }));
      onClose();
    },
  });
  const text = tw("website.removeText");
  return (
    <Confirm
      title={tw("website.removeTitle", { domain })}
      text={last ? `${text} ${tw("website.removeLast")}` : text}
      go={tw("website.remove")}
      ends
      busy={removing.isPending}
      fault={removing.error === null ? null : faultText(removing.error)}
      onGo={() => removing.mutate(domain)}
      onClose={onClose}
    />
  );
}
