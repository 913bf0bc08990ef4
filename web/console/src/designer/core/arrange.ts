import { inOrder, linksOf } from "./graph";
import { APART, CARD_WIDTH, heightOf } from "./places";
import { cardIn, type Place, type Stream } from "./stream";

/** A tidy place for every card: what follows stands to the right. The layout's code is loaded for it. */
export async function arranged(stream: Stream): Promise<Record<string, Place>> {
  const { graphlib, layout } = await import("@dagrejs/dagre");
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: APART.across, ranksep: APART.along });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of inOrder(stream)) {
    const card = cardIn(stream, id);
    if (card !== null) graph.setNode(id, { width: CARD_WIDTH, height: heightOf(card) });
  }
  for (const { card, key, to } of linksOf(stream)) if (card !== to) graph.setEdge(card, to, {}, key);
  layout(graph);
  return Object.fromEntries(
    graph.nodes().map((id) => {
      const { x, y, width, height } = graph.node(id) as Record<"x" | "y" | "width" | "height", number>;
      return [id, [Math.round(x - width / 2), Math.round(y - height / 2)] as const];
    }),
  );
}
