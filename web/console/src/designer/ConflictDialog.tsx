import { Button } from "@mantine/core";
import { useState } from "react";
import { Choice } from "../ui/Choice";
import { Dialog } from "../ui/Dialog";
import dialog from "../ui/Dialog.module.css";
import { cardTitle } from "./cardTitle";
import type { Conflict } from "./core/merge";
import { useEditing, useSaverState } from "./EditorContext";
import { td } from "./texts";

/** Cards that two people have changed at once: whose state stays is asked. The other one is a step back. */
export function ConflictDialog() {
  const { saver } = useEditing();
  const conflicts = useSaverState((state) => state.conflicts);
  const by = useSaverState((state) => state.draft.edited_by) ?? td("somebody");
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  if (conflicts.length === 0) return null;
  const settle = (ids: ReadonlySet<string>) => {
    saver.settle(new Set(conflicts.map(({ id }) => id).filter((id) => ids.has(id))));
    setTheirs(new Set());
  };
  const take = (id: string, whose: "mine" | "theirs") => {
    const next = new Set(theirs);
    if (whose === "theirs") next.add(id);
    else next.delete(id);
    setTheirs(next);
  };
  return (
    // Closing it keeps what this one has written.
    <Dialog title={td("conflict")} onClose={() => settle(new Set())}>
      <div className={dialog.form}>
        <p className={dialog.text}>{td("conflictText", { name: by })}</p>
        {conflicts.map((conflict) => (
          <Choice
            key={conflict.id}
            label={nameOf(conflict)}
            value={theirs.has(conflict.id) ? "theirs" : "mine"}
            options={[
              ["mine", td(conflict.mine === null ? "mineGone" : "mine")],
              ["theirs", td(conflict.theirs === null ? "theirsGone" : "theirs", { name: by })],
            ]}
            onChange={(whose) => take(conflict.id, whose)}
          />
        ))}
        <div className={dialog.answers}>
          <Button onClick={() => settle(theirs)} data-autofocus>
            {td("settle")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function nameOf({ mine, theirs }: Conflict): string {
  const card = mine ?? theirs;
  return card === null ? "" : cardTitle(card);
}
