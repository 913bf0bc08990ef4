import { Button, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { t } from "../../messages/t";
import { Choices } from "../../ui/Choices";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { profileName } from "../profiles/profileName";
import { profilesQuery, type User } from "./queries";

export interface Wanted {
  email: string;
  name: string;
  profiles: string[];
  takes_chats: boolean;
}

interface UserFormProps {
  /** Null for one to be invited. */
  user: User | null;
  fault: string | null;
  busy: boolean;
  onWanted: (wanted: Wanted) => void;
  onCancel: () => void;
}

/** What a user is to be. */
export function UserForm({ user, fault, busy, onWanted, onCancel }: UserFormProps) {
  const { data, error, refetch } = useQuery(profilesQuery);
  const [profiles, setProfiles] = useState(() => user?.profiles.map(({ id }) => id) ?? []);
  const [given, setGiven] = useState(user?.takes_chats_given ?? false);
  const [faults, setFaults] = useState<{ email?: string; name?: string }>({});

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = user?.email ?? String(form.get("email")).trim();
    const name = String(form.get("name")).trim();
    setFaults({
      ...(email.includes("@") ? {} : { email: t("users.emailMissing") }),
      ...(name === "" ? { name: t("own.nameMissing") } : {}),
    });
    if (email.includes("@") && name !== "") onWanted({ email, name, profiles, takes_chats: given });
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Fault text={fault} />
      {user === null ? (
        <TextInput
          label={t("users.email")}
          name="email"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={faults.email}
          data-autofocus
        />
      ) : (
        <p className={classes.text}>{user.email}</p>
      )}
      <TextInput
        label={t("own.name")}
        description={t("own.nameHint")}
        name="name"
        autoComplete="off"
        maxLength={100}
        defaultValue={user?.name ?? ""}
        error={faults.name}
      />
      {error && data === undefined ? (
        <div role="alert">
          <p className={classes.text}>{t("users.profilesFailed")}</p>
          <Button variant="default" onClick={() => void refetch()}>
            {t("list.retry")}
          </Button>
        </div>
      ) : (
        <Choices
          label={t("users.profiles")}
          values={profiles}
          options={data?.profiles.map((profile) => [profile.id, profileName(profile)] as const) ?? []}
          onChange={setProfiles}
        />
      )}
      <Switch
        checked={given}
        onChange={(event) => setGiven(event.currentTarget.checked)}
        label={t("users.give")}
      />
      <div className={classes.answers}>
        <Button variant="default" onClick={onCancel}>
          {t("users.cancel")}
        </Button>
        <Button type="submit" loading={busy}>
          {t(user === null ? "users.inviteSubmit" : "users.save")}
        </Button>
      </div>
    </form>
  );
}
