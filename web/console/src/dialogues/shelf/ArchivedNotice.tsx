import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMay } from "../../session/useMay";
import { neutralise } from "../../text/neutralise";
import { fullTime } from "../../ui/clockTime";
import { Icon } from "../../ui/Icon";
import { toast } from "../../ui/toasts";
import classes from "../Dialogues.module.css";
import { changed, type DialogueRow } from "../queries";
import { shelfFault } from "./fault";
import { restore } from "./queries";
import { ts } from "./texts";

/** Word that a dialogue is archived, and the way back. */
export function ArchivedNotice({ row: { id, name, archived } }: { row: DialogueRow }) {
  const manages = useMay()("manage_dialogues");
  const restoring = useMutation({
    mutationFn: () => restore(id),
    onSuccess: async () => {
      await changed();
      toast(ts("restored", { name: neutralise(name) }));
    },
    onError: (fault) => toast(shelfFault(fault)),
  });
  return (
    <div role="status" className={classes.banner}>
      {archived ? (
        <p>
          <Icon name="alert" />
          <span>{ts("isArchived", { when: fullTime(archived) })}</span>
        </p>
      ) : null}
      {archived && manages ? (
        <Button variant="default" loading={restoring.isPending} onClick={() => restoring.mutate()}>
          {ts("restore")}
        </Button>
      ) : null}
    </div>
  );
}
