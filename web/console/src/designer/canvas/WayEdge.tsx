import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { Icon } from "../../ui/Icon";
import { wayOf } from "../core/graph";
import { useEditor } from "../EditorContext";
import { td } from "../texts";
import classes from "./Canvas.module.css";

/** The line from a way out to the card it leads to; while it is selected it can be taken away. */
export const WayEdge = memo(function WayEdge(props: EdgeProps) {
  const { id, selected, markerEnd, deletable } = props;
  const editor = useEditor();
  const [path, x, y] = getBezierPath(props);
  const way = wayOf(id);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      {selected && way !== null && deletable !== false ? (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${classes.cut} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            aria-label={td("removeWay")}
            title={td("removeWay")}
            onClick={() => {
              editor.do({ kind: "connect", from: way, to: null });
              editor.selectWay(null);
            }}
          >
            <Icon name="close" size={14} />
          </button>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
