import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Permission } from "../../core/wire";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { checkSession } from "../../session/leave";
import { ApiError } from "../../session/session";
import { Choices } from "../../ui/Choices";
import { Confirm, Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { toast } from "../../ui/toasts";
import { AREAS, ORDER, OWNERS } from "./areas";
import own from "./Profiles.module.css";
import { profileName } from "./profileName";
import { changed, type Profile, put, remove, usersOf } from "./queries";

/** Reads a built-in profile, changes a custom one, or makes one. */
export function ProfileDialog({ profile, onClose }: { profile: Profile | null; onClose: () => void }) {
  const [asked, setAsked] = useState(false);
  if (profile?.built_in) return <BuiltIn profile={profile} onClose={onClose} />;
  if (profile !== null && asked) {
    return <Deletion profile={profile} onDeleted={onClose} onClose={() => setAsked(false)} />;
  }
  return <ProfileForm profile={profile} onDelete={() => setAsked(true)} onClose={onClose} />;
}

function BuiltIn({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { permissions } = profile;
  return (
    <Dialog title={profileName(profile)} onClose={onClose}>
      <p className={classes.text}>{t("profiles.never")}</p>
      <div className={own.given}>
        {ORDER.map((area) => {
          const given = AREAS[area].filter((permission) => permissions.includes(permission));
          return given.length === 0 ? null : (
            <section key={area}>
              <h3>{t(`area.${area}`)}</h3>
              <ul aria-label={t(`area.${area}`)}>
                {given.map((permission) => (
                  <li key={permission}>{t(`permission.${permission}`)}</li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <div className={classes.answers}>
        <Button onClick={onClose}>{t("profiles.close")}</Button>
      </div>
    </Dialog>
  );
}

interface ProfileFormProps {
  profile: Profile | null;
  onDelete: () => void;
  onClose: () => void;
}

function ProfileForm({ profile, onDelete, onClose }: ProfileFormProps) {
  const [given, setGiven] = useState<readonly Permission[]>(profile?.permissions ?? []);
  const [nameFault, setNameFault] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: (name: string) => put(profile?.id ?? null, { name, permissions: [...given] }),
    onSuccess: async ({ name }) => {
      await changed();
      // It may be one of one's own.
      void checkSession();
      toast(profile === null ? t("profiles.created", { name }) : t("profiles.saved"));
      onClose();
    },
    onError: (fault) => {
      if (isTaken(fault)) setNameFault(t("profiles.taken"));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    setNameFault(name === "" ? t("profiles.nameMissing") : null);
    if (name !== "") saving.mutate(name);
  };
  const fault = saving.error === null || isTaken(saving.error) ? null : faultText(saving.error);
  return (
    <Dialog
      title={profile === null ? t("profiles.new") : t("profiles.edit", { name: profile.name })}
      onClose={onClose}
      wide
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <Fault text={fault} />
        <TextInput
          label={t("profiles.name")}
          name="name"
          maxLength={100}
          autoComplete="off"
          defaultValue={profile?.name ?? ""}
          error={nameFault}
          data-autofocus
        />
        <p className={classes.text}>{t("profiles.gives")}</p>
        {ORDER.map((area) => {
          const all: readonly Permission[] = AREAS[area];
          const here = all.filter((permission) => permission !== OWNERS);
          return (
            <Choices
              key={area}
              label={t(`area.${area}`)}
              values={here.filter((permission) => given.includes(permission))}
              options={here.map((permission) => [permission, t(`permission.${permission}`)] as const)}
              onChange={(chosen) =>
                setGiven([
                  ...given.filter((permission) => !here.includes(permission)),
                  ...here.filter((permission) => chosen.includes(permission)),
                ])
              }
            />
          );
        })}
        <div className={classes.answers}>
          {profile === null ? null : (
            <Button variant="default" onClick={onDelete}>
              {t("profiles.delete")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t("profiles.cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {t(profile === null ? "profiles.create" : "profiles.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface DeletionProps {
  profile: Profile;
  onDeleted: () => void;
  onClose: () => void;
}

/** Asks before a profile is deleted; where users have it, it says who. */
function Deletion({ profile: { id, name }, onDeleted, onClose }: DeletionProps) {
  const [fault, setFault] = useState<string | null>(null);
  const deleting = useMutation({
    mutationFn: () => remove(id),
    onSuccess: async () => {
      await changed();
      toast(t("profiles.deleted", { name }));
      onDeleted();
    },
    onError: async (error) => setFault(await whyNot(error, id).catch(faultText)),
  });
  return (
    <Confirm
      title={t("profiles.deleteTitle", { name })}
      text={t("profiles.deleteText")}
      go={t("profiles.delete")}
      ends
      busy={deleting.isPending}
      fault={fault}
      onGo={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}

async function whyNot(error: unknown, profile: string): Promise<string> {
  if (!(error instanceof ApiError && error.code === "in_use")) return faultText(error);
  const { names, more } = await usersOf(profile);
  const listed = names.join(", ");
  return t("profiles.inUse", { names: more ? t("profiles.andOthers", { names: listed }) : listed });
}

function isTaken(fault: unknown): boolean {
  return fault instanceof ApiError && fault.code === "taken";
}
