import { Button } from "@mantine/core";
import { t } from "../../messages/t";
import { useMay } from "../../session/useMay";
import { neutralise } from "../../text/neutralise";
import { Dialog } from "../../ui/Dialog";
import classes from "../../ui/Dialog.module.css";
import type { DialogueRow } from "../queries";
import { ArchiveDialog } from "./ArchiveDialog";
import { DeleteDialog } from "./DeleteDialog";
import { ts } from "./texts";

export interface ShelfDialogProps {
  row: DialogueRow;
  /** Word that it has left the list, and what is told of it. */
  onGone: (told: string) => Promise<void>;
  onClose: () => void;
}

/** Asks before a dialogue is deleted or taken off its pages to be archived, or tells why that can't be. */
export function ShelfDialog({ move, ...props }: ShelfDialogProps & { move: "archive" | "delete" }) {
  const publishes = useMay()("publish_dialogues");
  const { row, onClose } = props;
  if (row.status !== "published") return <DeleteDialog {...props} />;
  if (move === "archive" && publishes) return <ArchiveDialog {...props} />;
  return (
    <Dialog title={ts("published", { name: neutralise(row.name) })} onClose={onClose}>
      <p className={classes.text}>
        {publishes
          ? ts("unpublishFirst")
          : ts("unpublishNeeds", { permission: t("permission.publish_dialogues") })}
      </p>
      <div className={classes.answers}>
        <Button onClick={onClose} data-autofocus>
          {t("dialogues.close")}
        </Button>
      </div>
    </Dialog>
  );
}
