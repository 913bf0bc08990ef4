import { useMutation } from "@tanstack/react-query";
import { neutralise } from "../../text/neutralise";
import { Confirm } from "../../ui/Dialog";
import { changed, unpublish } from "../queries";
import { shelfFault } from "./fault";
import { archive } from "./queries";
import type { ShelfDialogProps } from "./ShelfDialog";
import { ts } from "./texts";

/** Asks before a published dialogue is taken off its pages and put away. */
export function ArchiveDialog({ row, onGone, onClose }: ShelfDialogProps) {
  const name = neutralise(row.name);
  const archiving = useMutation({
    mutationFn: async () => {
      await unpublish(row.id);
      return archive(row.id);
    },
    onSuccess: () => onGone(ts("archived", { name })),
    // It may be off its pages by now.
    onError: () => void changed(),
  });
  return (
    <Confirm
      title={ts("archiveTitle", { name })}
      text={ts("archiveText")}
      go={ts("archiveConfirm")}
      ends
      busy={archiving.isPending}
      fault={archiving.error === null ? null : shelfFault(archiving.error)}
      onGo={() => archiving.mutate()}
      onClose={onClose}
    />
  );
}
