import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { t } from "../messages/t";
import { faultText } from "../session/api";
import { Dialog } from "../ui/Dialog";
import classes from "../ui/Dialog.module.css";
import { Fault } from "../ui/Fault";
import { changed, isTaken, save } from "./queries";
import { TargetField } from "./TargetField";
import { targetFaults, targetLines } from "./targetLines";
import { fileOf, type TemplateName } from "./templates";
import { TemplateField } from "./templates/TemplateField";

/** Makes a dialogue, blank or of a template. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [template, setTemplate] = useState<TemplateName>("greet");
  const [faults, setFaults] = useState<{ name?: string; targets?: string | null }>({});
  const creating = useMutation({
    mutationFn: async ({ name, targets }: { name: string; targets: string }) => {
      const fault = await targetFaults(targets);
      if (fault !== null) {
        setFaults({ targets: fault });
        return null;
      }
      const pages = targetLines(targets).map(({ target }) => target);
      return save(fileOf(template, name, pages), true);
    },
    onSuccess: async (made) => {
      if (made === null) return;
      void changed();
      await navigate({ to: "/dialogues/$dialogue/design", params: { dialogue: made.dialogue.id } });
    },
    onError: (fault) => {
      if (isTaken(fault)) setFaults({ name: t("dialogues.nameTaken") });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, targets] = [String(form.get("name")).trim(), String(form.get("targets"))];
    const empty = targetLines(targets).length === 0;
    setFaults({
      ...(name === "" ? { name: t("dialogues.nameMissing") } : {}),
      ...(empty ? { targets: t("dialogues.targetsMissing") } : {}),
    });
    if (name !== "" && !empty) creating.mutate({ name, targets });
  };
  const fault = creating.error === null || isTaken(creating.error) ? null : faultText(creating.error);
  return (
    <Dialog title={t("dialogues.new")} onClose={onClose} wide>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Fault text={fault} />
        <TextInput
          label={t("dialogues.name")}
          name="name"
          maxLength={200}
          autoComplete="off"
          error={faults.name}
          data-autofocus
        />
        <TargetField
          name="targets"
          label={t("dialogues.targets")}
          hint={t("dialogues.targetsHint")}
          fault={faults.targets ?? null}
        />
        <TemplateField value={template} onChange={setTemplate} />
        <div className={classes.answers}>
          <Button variant="default" onClick={onClose}>
            {t("dialogues.cancel")}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {t("dialogues.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
