import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { queries } from "../../session/session";
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
    <Modal
      opened
      onClose={onClose}
      title={t("users.invite")}
      closeButtonProps={{ "aria-label": t("help.close") }}
      transitionProps={{ duration: 0 }}
      centered
      lockScroll={false}
      closeOnClickOutside={false}
    >
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
    </Modal>
  );
}
