import { Button, Modal } from "@mantine/core";
import { t } from "../messages/t";
import classes from "./EndDialog.module.css";

interface EndDialogProps {
  opened: boolean;
  name: string;
  onClose: () => void;
  onEnd: () => void;
}

/** Asks before a chat is ended: the visitor can't be called back. */
export function EndDialog({ opened, name, onClose, onEnd }: EndDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("chat.endTitle")}
      closeButtonProps={{ "aria-label": t("help.close") }}
      centered
      size="sm"
      lockScroll={false}
    >
      <p className={classes.text}>{t("chat.endText", { name })}</p>
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          {t("chat.cancel")}
        </Button>
        <Button className={classes.end} onClick={onEnd} data-autofocus>
          {t("chat.endConfirm")}
        </Button>
      </div>
    </Modal>
  );
}
