import { Button } from "@mantine/core";
import classes from "./Designer.module.css";
import { useEditing, useSaverState } from "./EditorContext";
import { td } from "./texts";

/** Whether what is on the screen is on the server, too. */
export function SaveState() {
  const { saver } = useEditing();
  const saving = useSaverState((state) => state.saving);
  const lost = saving === "failed" || saving === "refused";
  return (
    <div className={classes.saving} data-saving={saving}>
      <span role="status">{td(`saving.${saving}`)}</span>
      {lost ? (
        <Button variant="subtle" size="compact-sm" onClick={() => void saver.flush()}>
          {td("retry")}
        </Button>
      ) : null}
    </div>
  );
}
