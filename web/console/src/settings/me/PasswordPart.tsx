import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { t } from "../../messages/t";
import { faultText } from "../../session/api";
import { ApiError } from "../../session/session";
import { Part } from "../../ui/Page";
import { toast } from "../../ui/toasts";
import classes from "./Own.module.css";
import { changePassword } from "./own";

const SHORTEST = 10;

/** Changes one's own password. */
export function PasswordPart() {
  const [faults, setFaults] = useState<{ old?: string; wanted?: string }>({});
  const form = useRef<HTMLFormElement>(null);
  const saving = useMutation({
    mutationFn: ({ old, wanted }: { old: string; wanted: string }) => changePassword(old, wanted),
    onSuccess: () => {
      form.current?.reset();
      toast(t("own.passwordSaved"));
    },
    onError: (error) => {
      const wrong = error instanceof ApiError && error.code === "wrong_credentials";
      setFaults(wrong ? { old: faultText(error) } : { wanted: faultText(error) });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [old, wanted] = [String(data.get("old")), String(data.get("new"))];
    const short = [...wanted].length < SHORTEST;
    setFaults({
      ...(old === "" ? { old: t("own.oldMissing") } : {}),
      ...(short ? { wanted: t("own.short") } : {}),
    });
    if (old !== "" && !short) saving.mutate({ old, wanted });
  };
  return (
    <Part title={t("own.password")} hint={t("own.passwordHint")}>
      <form ref={form} className={classes.form} onSubmit={submit} noValidate>
        <PasswordInput
          label={t("own.old")}
          name="old"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
          error={faults.old}
        />
        <PasswordInput
          label={t("own.new")}
          description={t("own.newHint")}
          name="new"
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
          error={faults.wanted}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {t("own.savePassword")}
        </Button>
      </form>
    </Part>
  );
}
