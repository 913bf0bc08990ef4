import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Choice } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import dialog from "../../../ui/Dialog.module.css";
import { Fault } from "../../../ui/Fault";
import { toast } from "../../../ui/toasts";
import { type AgentRow, whyNot } from "../queries";
import { tr } from "../texts";
import { changed, setLimit } from "./queries";

/** The most chats that one agent can be allowed to hold. */
const MOST = 100;

/** How many chats an agent may hold: as many as everybody, or as many as are set for them (`ROUTE-6`). */
export function LimitDialog({ agent, onClose }: { agent: AgentRow; onClose: () => void }) {
  const { id, name } = agent;
  const [own, setOwn] = useState(agent.own_limit);
  const [typed, setTyped] = useState(String(agent.limit));
  const [wrong, setWrong] = useState(false);
  const saving = useMutation({
    mutationFn: (limit: number | null) => setLimit(id, limit),
    onSuccess: async () => {
      await changed();
      toast(tr("limitSaved", { name }));
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const limit = /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
    const amiss = own && (limit < 1 || limit > MOST);
    setWrong(amiss);
    if (!amiss) saving.mutate(own ? limit : null);
  };
  return (
    <Dialog title={tr("limitOf", { name })} onClose={onClose}>
      <form className={dialog.form} onSubmit={submit} noValidate>
        <p className={dialog.text}>{tr("limitText")}</p>
        <Choice
          label={tr("limit")}
          value={own ? "own" : "all"}
          options={[
            ["all", tr("limitAll")],
            ["own", tr("limitOwn")],
          ]}
          onChange={(which) => setOwn(which === "own")}
        />
        {own ? (
          <TextInput
            label={tr("limitNumber")}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={wrong ? tr("limitWrong") : null}
          />
        ) : null}
        <Fault text={saving.error === null ? null : whyNot(saving.error)} />
        <div className={dialog.answers}>
          <Button variant="default" onClick={onClose}>
            {tr("cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {tr("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
