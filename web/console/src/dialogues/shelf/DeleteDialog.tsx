import { useMutation, useQuery } from "@tanstack/react-query";
import { faultText } from "../../session/api";
import { neutralise } from "../../text/neutralise";
import { Confirm } from "../../ui/Dialog";
import { changed } from "../queries";
import { Consequences } from "./Consequences";
import { shelfFault } from "./fault";
import { remove, usesQuery } from "./queries";
import type { ShelfDialogProps } from "./ShelfDialog";
import { ts } from "./texts";

/** Shows what is lost and what stays, and asks, before a dialogue is deleted. */
export function DeleteDialog({ row, onGone, onClose }: ShelfDialogProps) {
  const name = neutralise(row.name);
  const uses = useQuery(usesQuery(row.id));
  const deleting = useMutation({
    mutationFn: () => remove(row.id),
    onSuccess: () => onGone(ts("deleted", { name })),
    onError: () => void changed(),
  });
  const fault = deleting.error === null ? null : shelfFault(deleting.error);
  const unread = uses.error === null ? null : faultText(uses.error);
  return (
    <Confirm
      title={ts("deleteTitle", { name })}
      text={ts(row.archived ? "deleteText" : "deleteOrArchive")}
      go={ts("delete")}
      ends
      busy={deleting.isPending || uses.isFetching}
      fault={fault ?? unread}
      onGo={() => deleting.mutate()}
      onClose={onClose}
    >
      {uses.data === undefined ? null : <Consequences name={name} uses={uses.data} />}
    </Confirm>
  );
}
