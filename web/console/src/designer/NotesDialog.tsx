import { Notes } from "../dialogues/Notes";
import type { StreamFile } from "../dialogues/queries";
import { t } from "../messages/t";
import { Dialog } from "../ui/Dialog";
import classes from "./Designer.module.css";
import { useSaverState, useStream } from "./EditorContext";
import { td } from "./texts";

/** What stands against publishing and what could be better, each with a way to its card. */
export function NotesDialog({ onCard, onClose }: { onCard: (card: string) => void; onClose: () => void }) {
  const { faults, warnings } = useSaverState((state) => state.draft);
  const file = useStream() as unknown as StreamFile;
  return (
    <Dialog title={td("notes")} onClose={onClose}>
      {faults.length + warnings.length === 0 ? <p>{td("noNotes")}</p> : null}
      {faults.length > 0 ? (
        <>
          <h3 className={classes.sub}>{t("dialogues.faults")}</h3>
          <Notes label={t("dialogues.faults")} notes={faults} file={file} onCard={onCard} />
        </>
      ) : null}
      {warnings.length > 0 ? (
        <>
          <h3 className={classes.sub}>{t("dialogues.warnings")}</h3>
          <Notes label={t("dialogues.warnings")} notes={warnings} file={file} onCard={onCard} />
        </>
      ) : null}
    </Dialog>
  );
}
