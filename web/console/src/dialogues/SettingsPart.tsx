import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { useMay } from "../session/useMay";
import { Fault } from "../ui/Fault";
import { Part } from "../ui/Page";
import { toast } from "../ui/toasts";
import { isTaken } from "./CreateDialog";
import classes from "./Dialogues.module.css";
import { changed, type DialogueRow, type StreamFile, set } from "./queries";
import { TargetField } from "./TargetField";
import { targetFaults, targetLines } from "./targetLines";

interface Faults {
  name?: string;
  targets?: string | null;
  exclusions?: string | null;
  priority?: string;
}

interface SettingsPartProps {
  id: string;
  row: DialogueRow;
  file: StreamFile;
}

/** What of a dialogue is changed without its cards. Who may not change it reads it. */
export function SettingsPart(props: SettingsPartProps) {
  const manages = useMay()("manage_dialogues");
  return (
    <Part title={t("dialogues.settings")} {...(manages ? { hint: t("dialogues.settingsHint") } : {})}>
      {manages ? <SettingsForm {...props} /> : <Read file={props.file} />}
    </Part>
  );
}

function Read({ file: { targets, exclusions = [], priority = 1 } }: { file: StreamFile }) {
  const lines = (label: string, pages: readonly string[]) => (
    <div>
      <dt>{label}</dt>
      {pages.length === 0 ? <dd>–</dd> : pages.map((page) => <dd key={page}>{page}</dd>)}
    </div>
  );
  return (
    <dl className={classes.read}>
      {lines(t("dialogues.targets"), targets)}
      {lines(t("dialogues.exclusions"), exclusions)}
      {lines(t("dialogues.order"), [String(priority)])}
    </dl>
  );
}

function SettingsForm({ id, row, file }: SettingsPartProps) {
  const [faults, setFaults] = useState<Faults>({});
  const saving = useMutation({
    mutationFn: async (wanted: { name: string; targets: string; exclusions: string; priority: number }) => {
      const [targets, exclusions] = await Promise.all([
        targetFaults(wanted.targets),
        targetFaults(wanted.exclusions),
      ]);
      setFaults({ targets, exclusions });
      if (targets !== null || exclusions !== null) return null;
      const pages = (text: string) => targetLines(text).map(({ target }) => target);
      const { name, priority } = wanted;
      return set(id, {
        name,
        priority,
        targets: pages(wanted.targets),
        exclusions: pages(wanted.exclusions),
      });
    },
    onSuccess: async (saved) => {
      if (saved === null) return;
      await changed();
      toast(t(saved.dialogue.draft ? "dialogues.savedDraft" : "dialogues.saved"));
    },
    onError: (fault) => {
      if (isTaken(fault)) setFaults({ name: t("dialogues.nameTaken") });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: string) => String(form.get(field));
    const [name, priority] = [text("name").trim(), Number(text("priority"))];
    const inOrder = Number.isInteger(priority) && priority >= 1 && priority <= 10_000;
    setFaults({
      ...(name === "" ? { name: t("dialogues.nameMissing") } : {}),
      ...(inOrder ? {} : { priority: t("dialogues.orderWrong") }),
    });
    if (name === "" || !inOrder) return;
    saving.mutate({ name, priority, targets: text("targets"), exclusions: text("exclusions") });
  };
  const fault = saving.error === null || isTaken(saving.error) ? null : faultText(saving.error);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Fault text={fault} />
      <TextInput
        label={t("dialogues.name")}
        name="name"
        maxLength={200}
        autoComplete="off"
        defaultValue={row.name}
        error={faults.name}
      />
      <TargetField
        name="targets"
        label={t("dialogues.targets")}
        hint={t("dialogues.targetsHint")}
        fault={faults.targets ?? null}
        first={file.targets}
      />
      <TargetField
        name="exclusions"
        label={t("dialogues.exclusions")}
        hint={t("dialogues.exclusionsHint")}
        fault={faults.exclusions ?? null}
        {...(file.exclusions === undefined ? {} : { first: file.exclusions })}
      />
      <TextInput
        label={t("dialogues.order")}
        description={t("dialogues.orderHint")}
        name="priority"
        inputMode="numeric"
        autoComplete="off"
        defaultValue={file.priority ?? 1}
        error={faults.priority}
        className={classes.short ?? ""}
      />
      <div>
        <Button type="submit" loading={saving.isPending}>
          {t("dialogues.save")}
        </Button>
      </div>
    </form>
  );
}
