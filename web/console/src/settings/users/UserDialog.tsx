import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { checkSession } from "../../session/leave";
import { queries } from "../../session/session";
import { Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { PictureField } from "../../ui/PictureField";
import { toast } from "../../ui/toasts";
import { Deactivation } from "./Deactivation";
import { LinkTold } from "./LinkTold";
import { allUsers, deactivate, newLink, reactivate, setPicture, type User, update } from "./queries";
import { UserForm, type Wanted } from "./UserForm";

/** Changes a user, and whether and how they sign in. */
export function UserDialog({ first, onClose }: { first: User; onClose: () => void }) {
  const [user, setUser] = useState(first);
  const [asked, setAsked] = useState(false);
  const { id, name } = user;
  const read = () => {
    void queries.invalidateQueries(allUsers);
    // It may have been oneself.
    void checkSession();
  };
  const saving = useMutation({
    mutationFn: ({ name, profiles, takes_chats }: Wanted) => update(id, { name, profiles, takes_chats }),
    onSuccess: () => {
      toast(t("users.saved"));
      onClose();
    },
    onSettled: read,
  });
  const switching = useMutation({
    mutationFn: () => (user.state === "deactivated" ? reactivate(id) : deactivate(id)),
    onSuccess: (now) => {
      setUser(now);
      toast(t(now.state === "deactivated" ? "users.wasDeactivated" : "users.wasReactivated", { name }));
    },
    onSettled: () => {
      setAsked(false);
      read();
    },
  });
  const linking = useMutation({ mutationFn: () => newLink(user) });
  const fault = saving.error ?? switching.error ?? linking.error;
  return (
    <Dialog
      title={asked ? t("users.deactivateTitle", { name }) : t("users.edit", { name })}
      onClose={onClose}
    >
      {asked ? (
        <Deactivation
          id={id}
          busy={switching.isPending}
          onGo={() => switching.mutate()}
          onCancel={() => setAsked(false)}
        />
      ) : linking.data === undefined ? (
        <>
          <UserForm
            user={user}
            fault={fault === null ? null : faultText(fault)}
            busy={saving.isPending}
            onWanted={saving.mutate}
            onCancel={onClose}
          />
          <section className={classes.access} aria-label={t("picture.title")}>
            <h3>{t("picture.title")}</h3>
            <PictureField
              user={user}
              save={async (picture) => {
                setUser(await setPicture(id, picture));
                read();
              }}
            />
          </section>
          <section className={classes.access} aria-label={t("users.signingIn")}>
            <h3>{t("users.signingIn")}</h3>
            {user.state === "deactivated" ? (
              <Button variant="default" loading={switching.isPending} onClick={() => switching.mutate()}>
                {t("users.reactivate")}
              </Button>
            ) : (
              <>
                <Button variant="default" loading={linking.isPending} onClick={() => linking.mutate()}>
                  {t(user.state === "invited" ? "users.newInvite" : "users.newReset")}
                </Button>
                <Button variant="default" onClick={() => setAsked(true)}>
                  {t("users.deactivate")}
                </Button>
              </>
            )}
          </section>
        </>
      ) : (
        <LinkTold link={linking.data} name={name} onClose={onClose} />
      )}
    </Dialog>
  );
}
