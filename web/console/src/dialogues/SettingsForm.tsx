import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { kindIn } from "../criteria/CriteriaField";
import { faultsOf, toCriteria, toDraft } from "../criteria/draft";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { attributesQuery } from "../settings/attributes/queries";
import { Fault } from "../ui/Fault";
import { toast } from "../ui/toasts";
import { AudienceField } from "./AudienceField";
import classes from "./Dialogues.module.css";
import { EventFields } from "./EventFields";
import { type EventFaults, readEvents } from "./events";
import { changed, type DialogueSettings, isTaken, set } from "./queries";
import type { SettingsPartProps } from "./SettingsPart";
import { TargetField } from "./TargetField";
import { TryPage } from "./TryPage";
import { targetFaults, targetLines } from "./targetLines";

interface Faults {
  name?: string;
  targets?: string | null;
  exclusions?: string | null;
  events?: EventFaults;
  priority?: string;
}

/** What is written in the form: pages line by line. */
type Wanted = Omit<DialogueSettings, "targets" | "exclusions"> & Record<"targets" | "exclusions", string>;

/** The fields of what is changed without the cards. */
export function SettingsForm({ id, row, file }: SettingsPartProps) {
  const [faults, setFaults] = useState<Faults>({});
  const [group, setGroup] = useState(() => toDraft(file.audience ?? null));
  const [marked, setMarked] = useState(false);
  const attributes = useQuery(attributesQuery);
  const saving = useMutation({
    mutationFn: async (wanted: Wanted) => {
      const [targets, exclusions] = await Promise.all([
        targetFaults(wanted.targets),
        targetFaults(wanted.exclusions),
      ]);
      setFaults({ targets, exclusions });
      if (targets !== null || exclusions !== null) return null;
      const pages = (text: string) => targetLines(text).map(({ target }) => target);
      return set(id, { ...wanted, targets: pages(wanted.targets), exclusions: pages(wanted.exclusions) });
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
    const { events, faults: eventFaults } = readEvents(form);
    const unfinished = faultsOf(group, (attribute) => kindIn(attributes.data ?? [], attribute)).size > 0;
    setMarked(unfinished);
    setFaults({
      events: eventFaults,
      ...(name === "" ? { name: t("dialogues.nameMissing") } : {}),
      ...(inOrder ? {} : { priority: t("dialogues.orderWrong") }),
    });
    if (name === "" || !inOrder || unfinished || Object.keys(eventFaults).length > 0) return;
    const audience = toCriteria(group);
    saving.mutate({
      name,
      priority,
      targets: text("targets"),
      exclusions: text("exclusions"),
      audience,
      events,
    });
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
      <TryPage />
      <AudienceField group={group} marked={marked} onChange={setGroup} onUnfinished={() => setMarked(true)} />
      <EventFields
        faults={faults.events ?? {}}
        {...(file.events === undefined ? {} : { first: file.events })}
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
