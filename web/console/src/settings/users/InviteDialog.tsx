import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { queries } from "../../session/session";
import { Dialog } from "../../ui/Dialog";
import { LinkTold } from "./LinkTold";
import { allUsers, invite } from "./queries";
import { UserForm } from "./UserForm";

/** Invites somebody, and shows the link to pass on. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const inviting = useMutation({
    mutationFn: invite,
    onSuccess: () => void queries.invalidateQueries(allUsers),
  });
  return (
    <Dialog title={t("users.invite")} onClose={onClose}>
      {inviting.data === undefined ? (
        <UserForm
          user={null}
          fault={inviting.error === null ? null : faultText(inviting.error)}
          busy={inviting.isPending}
          onWanted={inviting.mutate}
          onCancel={onClose}
        />
      ) : (
        <LinkTold link={inviting.data.link} name={inviting.data.user.name} onClose={onClose} />
      )}
    </Dialog>
  );
}
