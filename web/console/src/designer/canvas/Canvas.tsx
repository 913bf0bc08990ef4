import "@xyflow/react/dist/base.css";
import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  type Connection,
  type EdgeChange,
  MarkerType,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from "@xyflow/react";
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { wayOf } from "../core/graph";
import { KINDS } from "../core/kinds";
import { boundsOf, CARD_WIDTH, heightOf } from "../core/places";
import { cardIn, type Place } from "../core/stream";
import { useEditing, useEditorState, usePlaces, useStream } from "../EditorContext";
import { td } from "../texts";
import classes from "./Canvas.module.css";
import { CardNode } from "./CardNode";
import { type CardNodeType, edgesOf, type Marks, nodesOf } from "./nodesOf";
import { underPoint } from "./underPoint";
import { WayEdge } from "./WayEdge";
import { ZoomBar } from "./ZoomBar";

/** What others may ask of the canvas. */
export interface Board {
  /** The place in the stream of a point of the screen. */
  readonly placeAt: (x: number, y: number) => Place;
  /** The place in the middle of what is in sight. */
  readonly middle: () => Place;
}

interface CanvasProps {
  readonly board: Ref<Board>;
  readonly marks: ReadonlyMap<string, Marks>;
  /** The card where the test chat stands. */
  readonly lit: string | null;
  /** The card to bring into sight, anew with every new object. */
  readonly sought: { readonly card: string } | null;
}

/** Below which zoom texts can't be read, and with which a large stream begins. */
const LEGIBLE = 0.5;
const BEGINS = 0.8;
const MINIMAP = { width: 150, height: 110 };
const NODE_TYPES = { card: CardNode };
const EDGE_TYPES = { way: WayEdge };
const MARKER = { type: MarkerType.ArrowClosed, width: 18, height: 18, color: "var(--fd-line-strong)" };

/** The stream as boxes and lines: a view of the document, which it changes by edits alone. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Surface {...props} />
    </ReactFlowProvider>
  );
}

function Surface({ board, marks, lit, sought }: CanvasProps) {
  const { editor, open } = useEditing();
  const [stream, places] = [useStream(), usePlaces()];
  const selected = useEditorState((state) => state.selected);
  const way = useEditorState((state) => state.way);
  const [dragged, setDragged] = useState<Readonly<Record<string, Place>>>({});
  const [sizes, setSizes] = useState<ReadonlyMap<string, { width: number; height: number }>>(new Map());
  const flow = useReactFlow<CardNodeType>();
  const store = useStoreApi();
  const surface = useRef<HTMLElement>(null);
  const byPointer = useRef(false);
  const scheme = useComputedColorScheme("light");

  const drawn = useRef<Map<string, CardNodeType>>(new Map());
  const nodes = useMemo(() => {
    drawn.current = nodesOf({ stream, places, dragged, selected, marks, lit, sizes }, drawn.current);
    return [...drawn.current.values()];
  }, [stream, places, dragged, selected, marks, lit, sizes]);
  const edges = useMemo(() => edgesOf(stream, way), [stream, way]);

  useImperativeHandle(board, () => {
    const placeAt = (x: number, y: number): Place => {
      const at = flow.screenToFlowPosition({ x, y });
      return [Math.round(at.x), Math.round(at.y)];
    };
    const middle = () => {
      const box = surface.current?.getBoundingClientRect() ?? new DOMRect();
      const [x, y] = placeAt(box.left + box.width / 2, box.top + box.height / 2);
      return [x - CARD_WIDTH / 2, y - 40] as const;
    };
    return { placeAt, middle };
  }, [flow]);

  useEffect(() => {
    if (sought === null) return;
    const card = cardIn(editor.stream, sought.card);
    const place = editor.places[sought.card];
    if (card === null || place === undefined) return;
    const [x, y] = [place[0] + CARD_WIDTH / 2, place[1] + heightOf(card) / 2];
    void flow.setCenter(x, y, { zoom: Math.max(0.75, flow.getZoom()), duration: calm() ? 0 : 250 });
  }, [editor, flow, sought]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNodeType>[]) => {
      const measured = changes.flatMap((change) =>
        change.type === "dimensions" && change.dimensions ? [[change.id, change.dimensions] as const] : [],
      );
      if (measured.length > 0) setSizes((before) => new Map([...before, ...measured]));
      const chosen = changes.flatMap((change) => (change.type === "select" ? [change] : []));
      if (chosen.length > 0) {
        const now = new Set(editor.store.getState().selected);
        for (const change of chosen) {
          if (change.selected) now.add(change.id);
          else now.delete(change.id);
        }
        editor.select([...now]);
      }
      const moves = changes.flatMap((change) =>
        change.type === "position" && change.position
          ? [
              {
                id: change.id,
                place: [change.position.x, change.position.y] as const,
                moving: change.dragging,
              },
            ]
          : [],
      );
      if (moves.length === 0) return;
      const to = Object.fromEntries(moves.map(({ id, place }) => [id, place]));
      if (moves.some(({ moving }) => moving === true)) {
        byPointer.current = true;
        setDragged(to);
        return;
      }
      // What the arrow keys move in a row is one step back; what the pointer does is a step each time.
      editor.do({ kind: "move", places: to }, byPointer.current ? null : `move ${Object.keys(to).join(" ")}`);
      byPointer.current = false;
      setDragged({});
    },
    [editor],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange[]) => {
      for (const change of changes) {
        if (change.type === "select") editor.selectWay(change.selected ? wayOf(change.id) : null);
      }
    },
    [editor],
  );

  const connect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle === null) return;
      editor.do({ kind: "connect", from: { card: source, key: sourceHandle }, to: target });
    },
    [editor],
  );

  // All of it, where that can be read; else where it begins.
  const begin = () => {
    const { width, height } = store.getState();
    const [x, y, right, bottom] = boundsOf(editor.stream, editor.places);
    if (Math.min(width / (right - x + 120), height / (bottom - y + 120)) >= LEGIBLE) {
      void flow.fitView({ padding: 0.15, maxZoom: 1 });
      return;
    }
    const [left, top] = editor.places[editor.stream.first] ?? [x, y];
    void flow.setViewport({ x: 40 - left * BEGINS, y: height / 3 - top * BEGINS, zoom: BEGINS });
  };
  // A line may be let go anywhere on a card, not just on its dot.
  const onConnectEnd: OnConnectEnd = (event, { fromHandle, isValid }) => {
    if (isValid || !fromHandle?.id || fromHandle.type !== "source") return;
    const point = "changedTouches" in event ? event.changedTouches[0] : event;
    const { card } = point ? underPoint(point.clientX, point.clientY) : { card: null };
    if (card !== null) {
      editor.do({ kind: "connect", from: { card: fromHandle.nodeId, key: fromHandle.id }, to: card });
    }
  };

  return (
    <section
      ref={surface}
      className={classes.surface}
      aria-label={td("canvas")}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.target as Element).matches(".react-flow__node")) return;
        const id = (event.target as Element).getAttribute("data-id");
        if (id === null) return;
        event.preventDefault();
        open(id);
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        defaultEdgeOptions={{ markerEnd: MARKER, deletable: !editor.readOnly, reconnectable: "target" }}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={connect}
        onConnectEnd={onConnectEnd}
        onReconnect={(_, connection) => connect(connection)}
        isValidConnection={({ source }) => {
          const card = cardIn(editor.stream, source);
          return card !== null && KINDS[card.kind].leads;
        }}
        nodesDraggable={!editor.readOnly}
        nodesConnectable={!editor.readOnly}
        edgesReconnectable={!editor.readOnly}
        edgesFocusable={false}
        connectionRadius={28}
        deleteKeyCode={null}
        minZoom={0.1}
        maxZoom={2}
        onInit={begin}
        onMoveStart={() => surface.current?.setAttribute("data-moving", "true")}
        onMoveEnd={() => surface.current?.removeAttribute("data-moving")}
        colorMode={scheme}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          "node.a11yDescription.default": td("nodeHelp"),
          "node.a11yDescription.keyboardDisabled": td("nodeHelp"),
          "node.a11yDescription.ariaLiveMessage": () => td("nodeMoved"),
          "edge.a11yDescription.default": td("edgeHelp"),
          "minimap.ariaLabel": td("minimap"),
          "handle.ariaLabel": td("handle"),
        }}
        onPaneClick={() => store.getState().resetSelectedElements()}
      >
        <Background gap={22} size={1.4} />
        <MiniMap
          pannable
          zoomable
          ariaLabel={td("minimap")}
          nodeColor={(node) => (node.selected ? "var(--fd-accent)" : "var(--fd-line-strong)")}
          className={classes.minimap ?? ""}
          style={MINIMAP}
        />
        <ZoomBar />
      </ReactFlow>
    </section>
  );
}

function calm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
