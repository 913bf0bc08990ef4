import { Button, NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { t } from "../../messages/t";
import { ApiError } from "../../session/session";
import { Choice } from "../../ui/Choice";
import { Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { toast } from "../../ui/toasts";
import { changed, create, type Kind, whyNot } from "./queries";
import { valueLines, valuesFault } from "./valueLines";

/** What an added attribute can be: only the visitor's own e-mail and phone number are checked as such. */
const KINDS = ["text", "number", "date", "bool", "pick_list"] as const satisfies readonly Kind[];

/** Adds an attribute of persons or companies. */
export function NewAttributeDialog({
  onCreated,
  onClose,
}: {
  /** Gets the name of the new one. */
  onCreated?: (name: string) => void;
  onClose: () => void;
}) {
  const [scope, setScope] = useState<"person" | "company">("person");
  const [kind, setKind] = useState<Kind>("text");
  const [faults, setFaults] = useState<{ name?: string; values?: string }>({});
  const creating = useMutation({
    mutationFn: create,
    onSuccess: async ({ name }) => {
      await changed();
      toast(t("attributes.created", { name }));
      onCreated?.(name);
      onClose();
    },
    onError: (fault) => {
      if (isTaken(fault)) setFaults({ name: t("attributes.taken") });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const short = String(form.get("name")).trim();
    const values = kind === "pick_list" ? valueLines(form.get("values")) : [];
    const wrong = !/^[a-z][a-z0-9_]*$/.test(short);
    const amiss = kind === "pick_list" ? valuesFault(values) : null;
    setFaults({
      ...(wrong ? { name: t("attributes.nameWrong") } : {}),
      ...(amiss === null ? {} : { values: t(`attributes.values.${amiss}`) }),
    });
    if (wrong || amiss !== null) return;
    creating.mutate({ name: `${scope}.${short}`, kind, values, greetable: form.get("greetable") !== null });
  };
  const fault = creating.error === null || isTaken(creating.error) ? null : whyNot(creating.error);
  return (
    <Dialog title={t("attributes.new")} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Fault text={fault} />
        <Choice
          label={t("attributes.of")}
          value={scope}
          options={[
            ["person", t("attributes.person")],
            ["company", t("attributes.company")],
          ]}
          onChange={setScope}
        />
        <TextInput
          label={t("attributes.name")}
          description={t("attributes.nameHint")}
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          error={faults.name}
          data-autofocus
        />
        <NativeSelect
          label={t("attributes.kind")}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? "text")}
          data={KINDS.map((value) => ({ value, label: t(`attributes.${value}`) }))}
        />
        {kind === "pick_list" ? (
          <Textarea
            name="values"
            label={t("attributes.values")}
            description={t("attributes.valuesHint")}
            error={faults.values}
            rows={5}
          />
        ) : null}
        <Switch
          name="greetable"
          label={t("attributes.greetable")}
          description={t("attributes.greetableHint")}
        />
        <div className={classes.answers}>
          <Button variant="default" onClick={onClose}>
            {t("attributes.cancel")}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {t("attributes.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isTaken(fault: unknown): boolean {
  return fault instanceof ApiError && fault.code === "conflict";
}
