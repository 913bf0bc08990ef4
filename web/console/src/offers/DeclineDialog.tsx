import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Choice } from "../ui/Choice";
import { Dialog } from "../ui/Dialog";
import dialog from "../ui/Dialog.module.css";
import { td } from "./texts";

const REASONS = ["busy", "meeting", "topic", "language", "other"] as const;
/** The longest reason, in characters as the server counts them. */
const MAX_REASON = 200;

/** Why a chat is declined, for colleagues' eyes. */
export function DeclineDialog({
  name,
  onDecline,
  onClose,
}: {
  name: string;
  onDecline: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState<(typeof REASONS)[number]>("busy");
  const [words, setWords] = useState("");
  const said = reason === "other" ? words.trim() : td(reason);
  const over = [...said].length - MAX_REASON;
  const decline = (event: FormEvent) => {
    event.preventDefault();
    if (over <= 0) onDecline(said);
  };
  return (
    <Dialog title={td("title")} onClose={onClose}>
      <form className={dialog.form} onSubmit={decline}>
        <p className={dialog.text}>{td("text", { name })}</p>
        <Choice
          label={td("reason")}
          value={reason}
          options={REASONS.map((each) => [each, td(each)] as const)}
          onChange={setReason}
        />
        {reason === "other" ? (
          <TextInput
            label={td("words")}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={over > 0 ? td("long", { over }) : null}
          />
        ) : null}
        <div className={dialog.answers}>
          <Button variant="default" onClick={onClose}>
            {td("cancel")}
          </Button>
          <Button type="submit" disabled={over > 0} data-autofocus>
            {td("go")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
