import { Button, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDeskSession } from "../../desk/DeskContext";
import { refusal } from "../../messages/refusal";
import { Dialog } from "../../ui/Dialog";
import dialog from "../../ui/Dialog.module.css";
import { Fault } from "../../ui/Fault";
import { toast } from "../../ui/toasts";
import { ColleagueList, type Target } from "./ColleagueList";
import { colleaguesQuery } from "./queries";
import { tt } from "./texts";

/** The longest note, in characters as the server counts them. */
const MAX_NOTE = 1000;

/** To whom a chat is handed over, and with which words (`ROUTE-13`). */
export function TransferDialog({
  conversation,
  name,
  onClose,
}: {
  conversation: string;
  name: string;
  onClose: () => void;
}) {
  const session = useDeskSession();
  const [search, setSearch] = useState("");
  const [sought] = useDebouncedValue(search.trim(), 150);
  const colleagues = useQuery({ ...colleaguesQuery(sought), placeholderData: keepPreviousData });
  const [target, setTarget] = useState<Target | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const over = [...note.trim()].length - MAX_NOTE;

  const hand = async (event: FormEvent) => {
    event.preventDefault();
    if (!target || over > 0 || busy) return;
    setBusy(true);
    setFault(null);
    const result = await session.transfer(conversation, target.to, note.trim());
    setBusy(false);
    if (!result.ok) {
      setFault(tt("refused", { message: refusal(result.code) }));
      return;
    }
    toast(tt("sent", { to: target.name }));
    onClose();
  };

  return (
    <Dialog title={tt("title")} onClose={onClose}>
      <form className={dialog.form} onSubmit={(event) => void hand(event)}>
        <p className={dialog.text}>{tt("text", { name })}</p>
        <TextInput
          label={tt("search")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          type="search"
          autoComplete="off"
          data-autofocus
        />
        {colleagues.data ? (
          <ColleagueList found={colleagues.data} sought={sought} target={target} onTarget={setTarget} />
        ) : (
          <p className={dialog.text} role="status">
            {colleagues.isError ? tt("failed") : tt("loading")}
          </p>
        )}
        <Textarea
          label={tt("note")}
          description={tt("noteHint", { name })}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={over > 0 ? tt("noteLong", { over }) : null}
          autosize
          minRows={2}
          maxRows={6}
        />
        <Fault text={fault} />
        <div className={dialog.answers}>
          <Button variant="default" onClick={onClose}>
            {tt("cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={target === null || over > 0}>
            {tt("go")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
