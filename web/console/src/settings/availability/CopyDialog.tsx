import { Button } from "@mantine/core";
import { useState } from "react";
import { Choices } from "../../ui/Choices";
import { Dialog } from "../../ui/Dialog";
import dialog from "../../ui/Dialog.module.css";
import { copyDay, type Draft } from "./draft";
import { ta } from "./texts";
import { weekdays } from "./weekdays";

/** The days from Monday to Friday. */
const WORKDAYS = 5;

/** To which days the hours of one are copied; at first, to the other days of the working week. */
export function CopyDialog({
  draft,
  day,
  onDraft,
  onClose,
}: {
  draft: Draft;
  day: number;
  onDraft: (draft: Draft) => void;
  onClose: () => void;
}) {
  const names = weekdays();
  const others = names.map((_, at) => at).filter((at) => at !== day);
  const [chosen, setChosen] = useState(() => others.filter((at) => at < WORKDAYS).map(String));
  const copy = () => {
    onDraft(copyDay(draft, day, new Set(chosen.map(Number))));
    onClose();
  };
  return (
    <Dialog title={ta("copyTitle", { day: names[day] ?? "" })} onClose={onClose}>
      <div className={dialog.form}>
        <p className={dialog.text}>{ta("copyText")}</p>
        <Choices
          label={ta("copyTo")}
          options={others.map((at) => [String(at), names[at] ?? ""] as const)}
          values={chosen}
          onChange={setChosen}
        />
        <div className={dialog.answers}>
          <Button variant="default" onClick={onClose}>
            {ta("cancel")}
          </Button>
          <Button onClick={copy} disabled={chosen.length === 0}>
            {ta("copyGo")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
