import { ActionIcon, Button } from "@mantine/core";
import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { locale } from "../../messages/t";
import { Icon } from "../../ui/Icon";
import { Glyph } from "../Glyph";
import { td } from "../texts";
import classes from "./Canvas.module.css";

/** How large the canvas is drawn: smaller, larger, as it is, or all of it. */
export function ZoomBar() {
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
  const zoom = useStore(({ transform }) => transform[2]);
  const percent = new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(
    zoom,
  );
  return (
    <Panel position="bottom-left" className={classes.zoom ?? ""} role="group" aria-label={td("zoom")}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={td("zoomOut")}
        onClick={() => void zoomOut()}
      >
        <Glyph name="minus" size={16} />
      </ActionIcon>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={td("zoomFull", { percent })}
        onClick={() => void zoomTo(1)}
      >
        {percent}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={td("zoomIn")}
        onClick={() => void zoomIn()}
      >
        <Icon name="plus" size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={td("fit")}
        title={td("fit")}
        onClick={() => void fitView({ padding: 0.15, maxZoom: 1 })}
      >
        <Glyph name="fit" size={16} />
      </ActionIcon>
    </Panel>
  );
}
