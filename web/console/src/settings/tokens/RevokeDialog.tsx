import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { queries } from "../../session/session";
import { Icon } from "../../ui/Icon";
import { toast } from "../../ui/toasts";
import classes from "../users/Dialog.module.css";
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
    <Modal
      opened
      onClose={onClose}
      title={t("tokens.revokeTitle", { name })}
      closeButtonProps={{ "aria-label": t("help.close") }}
      transitionProps={{ duration: 0 }}
      centered
      size="sm"
      lockScroll={false}
    >
      <div className={classes.form}>
        <div role="alert">
          {revoking.error === null ? null : (
            <p className={classes.fault}>
              <Icon name="alert" />
              {faultText(revoking.error)}
            </p>
          )}
        </div>
        <p className={classes.text}>{t("tokens.revokeText")}</p>
        <div className={classes.answers}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("users.cancel")}
          </Button>
          <Button className={classes.end} loading={revoking.isPending} onClick={() => revoking.mutate()}>
            {t("tokens.revoke")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
