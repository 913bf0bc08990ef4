import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { checkSession } from "../../session/leave";
import { queries } from "../../session/session";
import { Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { PictureField } from "../../ui/PictureField";
import { toast } from "../../ui/toasts";
import { tr } from "../routing/texts";
import { Consequences } from "./Consequences";
import { LinkTold } from "./LinkTold";
import {
  allUsers,
  deactivate,
  newLink,
  profilesQuery,
  reactivate,
  setPicture,
  type User,
  update,
} from "./queries";
import { UserForm, type Wanted } from "./UserForm";

/** Changes a user, and whether and how they sign in. */
export function UserDialog({ first, onClose }: { first: User; onClose: () => void }) {
  const [user, setUser] = useState(first);
  const [asked, setAsked] = useState(false);
  // What was wanted of a user who would take no more chats by it.
  const [losing, setLosing] = useState<Wanted | null>(null);
  const { data: known } = useQuery(profilesQuery);
  const { id, name } = user;
  const takes = ({ profiles, takes_chats }: Wanted) =>
    takes_chats ||
    (known?.profiles ?? []).some(
      (profile) => profiles.includes(profile.id) && profile.permissions.includes("take_live_chats"),
    );
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
    onSettled: () => {
      setLosing(null);
      read();
    },
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
      title={
        asked
          ? t("users.deactivateTitle", { name })
          : losing !== null
            ? tr("userLosesTitle", { name })
            : t("users.edit", { name })
      }
      onClose={onClose}
    >
      {asked ? (
        <Consequences
          id={id}
          text={t("users.deactivateText")}
          go={t("users.deactivate")}
          busy={switching.isPending}
          onGo={() => switching.mutate()}
          onCancel={() => setAsked(false)}
        />
      ) : losing !== null ? (
        <Consequences
          id={id}
          text={tr("userLosesText")}
          go={t("users.save")}
          busy={saving.isPending}
          onGo={() => saving.mutate(losing)}
          onCancel={() => setLosing(null)}
        />
      ) : linking.data === undefined ? (
        <>
          <UserForm
            user={user}
            fault={fault === null ? null : faultText(fault)}
            busy={saving.isPending}
            onWanted={(wanted) => {
              if (user.takes_chats && !takes(wanted)) setLosing(wanted);
              else saving.mutate(wanted);
            }}
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
