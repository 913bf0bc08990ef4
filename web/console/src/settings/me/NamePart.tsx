import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { sessionQuery } from "../../session/session";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import classes from "./Own.module.css";
import { rename } from "./own";

/** The name that visitors see. */
export function NamePart() {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  const [fault, setFault] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: rename,
    onSuccess: () => toast(t("own.nameSaved")),
    onError: (error) => setFault(faultText(error)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    setFault(name === "" ? t("own.nameMissing") : null);
    if (name !== "") saving.mutate(name);
  };
  return (
    <Part title={t("own.name")}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={t("own.name")}
          description={t("own.nameHint")}
          name="name"
          autoComplete="name"
          maxLength={100}
          defaultValue={me?.name ?? ""}
          error={fault}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {t("own.saveName")}
        </Button>
      </form>
    </Part>
  );
}
