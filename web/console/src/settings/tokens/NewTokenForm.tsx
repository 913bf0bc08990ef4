import type { components } from "@frontdesk/api";
import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Permission } from "../../core/wire";
import { t } from "../../messages/t";
import { sessionQuery } from "../../session/session";
import { Choices } from "../../ui/Choices";
import classes from "../../ui/Dialog.module.css";
import { Icon } from "../../ui/Icon";

const DAYS = 90;
const MOST_DAYS = 365;

interface NewTokenFormProps {
  fault: string | null;
  busy: boolean;
  onWanted: (wanted: components["schemas"]["NewToken"]) => void;
  onCancel: () => void;
}

/** What a token is to be: it can't be given more than one may do oneself. */
export function NewTokenForm({ fault, busy, onWanted, onCancel }: NewTokenFormProps) {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  const held = me?.permissions ?? [];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [faults, setFaults] = useState<{ name?: string; days?: string; permissions?: string }>({});

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name")).trim();
    const days = Number(form.get("days"));
    const permissions: Permission[] = held.filter((permission) => chosen.includes(permission));
    const wrong = {
      ...(name === "" ? { name: t("own.nameMissing") } : {}),
      ...(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? {} : { days: t("tokens.daysWrong") }),
      ...(permissions.length === 0 ? { permissions: t("tokens.permissionsMissing") } : {}),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length === 0) onWanted({ name, permissions, days });
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div role="alert" className={classes.alert}>
        {[fault, faults.permissions].map((told) =>
          told == null ? null : (
            <p key={told} className={classes.fault}>
              <Icon name="alert" />
              {told}
            </p>
          ),
        )}
      </div>
      <TextInput
        label={t("own.name")}
        description={t("tokens.nameHint")}
        name="name"
        autoComplete="off"
        maxLength={100}
        error={faults.name}
        data-autofocus
      />
      <TextInput
        label={t("tokens.days")}
        description={t("tokens.daysHint")}
        name="days"
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST_DAYS}
        defaultValue={DAYS}
        error={faults.days}
      />
      <Choices
        label={t("tokens.permissions")}
        values={chosen}
        options={held.map((permission) => [permission, t(`permission.${permission}`)] as const)}
        onChange={setChosen}
      />
      <div className={classes.answers}>
        <Button variant="default" onClick={onCancel}>
          {t("users.cancel")}
        </Button>
        <Button type="submit" loading={busy}>
          {t("tokens.submit")}
        </Button>
      </div>
    </form>
  );
}
