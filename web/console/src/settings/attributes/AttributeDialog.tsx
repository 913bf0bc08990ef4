import { Button, Switch, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { t } from "../../messages/t";
import { Confirm, Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { toast } from "../../ui/toasts";
import { type Attribute, change, changed, remove, whyNot } from "./queries";
import { valueLines, valuesFault } from "./valueLines";

/** Changes what of an attribute can be changed, or deletes one that was added. */
export function AttributeDialog({ row, onClose }: { row: Attribute; onClose: () => void }) {
  const { name, kind, standard } = row;
  const [asked, setAsked] = useState(false);
  const [amiss, setAmiss] = useState<ReturnType<typeof valuesFault>>(null);
  const saving = useMutation({
    mutationFn: (body: Parameters<typeof change>[1]) => change(name, body),
    onSuccess: async () => {
      await changed();
      toast(t("attributes.saved"));
      onClose();
    },
  });
  const deleting = useMutation({
    mutationFn: () => remove(name),
    onSuccess: async () => {
      await changed();
      toast(t("attributes.deleted", { name }));
      onClose();
    },
  });
  if (asked) {
    return (
      <Confirm
        title={t("attributes.deleteTitle", { name })}
        text={t("attributes.deleteText")}
        go={t("attributes.delete")}
        ends
        busy={deleting.isPending}
        fault={deleting.error === null ? null : whyNot(deleting.error)}
        onGo={() => deleting.mutate()}
        onClose={() => setAsked(false)}
      />
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const greetable = form.get("greetable") !== null;
    if (kind !== "pick_list" || standard) return saving.mutate({ greetable });
    const values = valueLines(form.get("values"));
    const wrong = valuesFault(values);
    setAmiss(wrong);
    if (wrong === null) saving.mutate({ greetable, values });
  };
  return (
    <Dialog title={t("attributes.edit", { name })} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Fault text={saving.error === null ? null : whyNot(saving.error)} />
        {kind === "pick_list" && !standard ? (
          <Textarea
            name="values"
            label={t("attributes.values")}
            description={t("attributes.valuesHint")}
            error={amiss === null ? null : t(`attributes.values.${amiss}`)}
            defaultValue={row.values.join("\n")}
            rows={6}
          />
        ) : null}
        <Switch
          name="greetable"
          defaultChecked={row.greetable}
          label={t("attributes.greetable")}
          description={t("attributes.greetableHint")}
        />
        <div className={classes.answers}>
          {standard ? null : (
            <Button variant="default" onClick={() => setAsked(true)}>
              {t("attributes.delete")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t("attributes.cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {t("attributes.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
