import { CloseButton } from "@mantine/core";
import classes from "./Routing.module.css";
import { tr } from "./texts";

/** An agent or a team in a list that is being put together. */
export function Chosen({
  name,
  note,
  onRemove,
}: {
  name: string;
  note: string | null;
  onRemove: (() => void) | null;
}) {
  return (
    <div className={classes.chosen}>
      <div className={classes.what}>
        <strong dir="auto">{name}</strong>
        {note === null ? null : <span>{note}</span>}
      </div>
      {onRemove === null ? null : <CloseButton aria-label={tr("remove", { name })} onClick={onRemove} />}
    </div>
  );
}
