import { t } from "../messages/t";
import { Confirm } from "../ui/Dialog";

/** Asks before a chat is ended: the visitor can't be called back. */
export function EndDialog({
  name,
  onClose,
  onEnd,
}: {
  name: string;
  onClose: () => void;
  onEnd: () => void;
}) {
  return (
    <Confirm
      title={t("chat.endTitle")}
      text={t("chat.endText", { name })}
      go={t("chat.endConfirm")}
      goFirst
      stay={t("chat.cancel")}
      ends
      busy={false}
      fault={null}
      onGo={onEnd}
      onClose={onClose}
    />
  );
}
