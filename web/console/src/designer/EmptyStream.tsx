import { Button } from "@mantine/core";
import { kindTitle } from "./cardTitle";
import type { CardKind } from "./core/stream";
import classes from "./Designer.module.css";
import { useEditor } from "./EditorContext";
import { Glyph } from "./Glyph";
import { td } from "./texts";

/** What is told where there is no card yet. */
export function EmptyStream({ onAdd }: { onAdd: (kind: CardKind) => void }) {
  const { readOnly } = useEditor();
  return (
    <section className={classes.empty} aria-label={td("empty")}>
      <h2>{td("empty")}</h2>
      {readOnly ? null : (
        <>
          <p>{td("emptyHint")}</p>
          <div className={classes.answers}>
            {(["message", "question"] as const).map((kind) => (
              <Button
                key={kind}
                variant={kind === "question" ? "filled" : "default"}
                leftSection={<Glyph name={kind} size={16} />}
                onClick={() => onAdd(kind)}
              >
                {td("beginWith", { kind: kindTitle(kind) })}
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
