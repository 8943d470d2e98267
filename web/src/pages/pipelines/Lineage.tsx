import "./pipelines.css";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Lineage } from "../../api/types";
import { useFormat } from "../../format/locale";
import { words } from "../../format/format";
import { DataTable } from "../../tables/DataTable";

const [width, height, gapX, gapY, top] = [190, 34, 90, 8, 26];

interface Placed {
  table: string;
  layer: string;
  rows: number | null;
  x: number;
  y: number;
}

/** Tables in columns by how far they stand from what arrived, each near the middle of what it reads. */
function place(lineage: Lineage): { nodes: Placed[]; columns: string[]; size: [number, number] } {
  const inputs = new Map<string, string[]>();
  for (const { from, to } of lineage.edges) inputs.set(to, [...(inputs.get(to) ?? []), from]);
  const depths = new Map<string, number>();
  const depth = (table: string, seen: Set<string>): number => {
    const known = depths.get(table);
    if (known !== undefined) return known;
    if (seen.has(table)) return 0;
    seen.add(table);
    const own = Math.max(-1, ...(inputs.get(table) ?? []).map(input => depth(input, seen))) + 1;
    depths.set(table, own);
    return own;
  };
  const byDepth: Lineage["nodes"][] = [];
  for (const node of lineage.nodes) (byDepth[depth(node.table, new Set())] ??= []).push(node);
  const placed = new Map<string, Placed>();
  byDepth.forEach((nodes, column) => {
    const middle = (table: string) => {
      const above = (inputs.get(table) ?? []).map(input => placed.get(input)?.y).filter(y => y !== undefined);
      return above.length > 0 ? above.reduce((sum, y) => sum + y, 0) / above.length : 0;
    };
    [...nodes]
      .sort((a, b) => middle(a.table) - middle(b.table) || a.table.localeCompare(b.table))
      .forEach((node, row) => placed.set(node.table, { ...node, x: column * (width + gapX), y: top + row * (height + gapY) }));
  });
  const most = Math.max(0, ...byDepth.map(nodes => nodes.length));
  return {
    nodes: [...placed.values()],
    columns: byDepth.map(nodes => [...new Set(nodes.map(node => words(node.layer)))].join(", ")),
    size: [byDepth.length * (width + gapX) - gapX + 2, top + most * (height + gapY)],
  };
}

export function LineageGraph({ lineage, around }: { lineage: Lineage; around?: string }) {
  const format = useFormat();
  const navigate = useNavigate();
  const [near, setNear] = useState<string | null>(around ?? null);
  const { nodes, columns, size } = useMemo(() => place(lineage), [lineage]);
  const at = new Map(nodes.map(node => [node.table, node]));
  const isNear = (table: string) => near === table || lineage.edges.some(({ from, to }) => (from === near && to === table) || (to === near && from === table));
  return (
    <div className="lineage" role="region" aria-label="Lineage graph" tabIndex={0}>
      <svg width={size[0]} height={size[1]} role="group" aria-label="Tables and what they are made of; the same stands in the table below">
        {columns.map((layer, column) => (
          <text key={column} className="layer" x={column * (width + gapX)} y={12}>
            {layer}
          </text>
        ))}
        {lineage.edges.map(({ from, to }) => {
          const [a, b] = [at.get(from), at.get(to)];
          if (!a || !b) return null;
          const [x1, y1, x2, y2] = [a.x + width, a.y + height / 2, b.x, b.y + height / 2];
          return <path key={`${from} ${to}`} className={from === near || to === near ? "near" : undefined} d={`M${x1} ${y1}C${x1 + gapX / 2} ${y1} ${x2 - gapX / 2} ${y2} ${x2} ${y2}`} />;
        })}
        {nodes.map(node => (
          <a
            key={node.table}
            href={`/catalog/${node.table}`}
            className={isNear(node.table) ? "near" : undefined}
            onMouseEnter={() => setNear(node.table)}
            onFocus={() => setNear(node.table)}
            onMouseLeave={() => setNear(around ?? null)}
            onClick={event => {
              event.preventDefault();
              void navigate({ to: "/catalog/$table", params: { table: node.table } });
            }}
          >
            <title>{node.table}</title>
            <rect x={node.x + 0.5} y={node.y + 0.5} width={width} height={height} rx={4} />
            <text x={node.x + 8} y={node.y + 15}>
              {shortened(node.table)}
            </text>
            <text className="small" x={node.x + 8} y={node.y + 28}>
              {node.rows === null ? node.layer : `${format.number(node.rows)} rows`}
            </text>
          </a>
        ))}
      </svg>
    </div>
  );
}

const shortened = (table: string) => (table.length > 28 ? `${table.slice(0, 27)}…` : table);

/** The graph in words. */
export const LineageTable = ({ lineage }: { lineage: Lineage }) => {
  const list = (tables: string[]) => tables.sort().join(", ") || null;
  return (
    <DataTable
      caption="Lineage"
      rows={lineage.nodes}
      rowKey={row => row.table}
      sort={{ column: 0, isDescending: false }}
      columns={[
        { title: "Table", value: row => row.table },
        { title: "Layer", value: row => row.layer },
        { title: "Made of", value: row => list(lineage.edges.filter(edge => edge.to === row.table).map(edge => edge.from)) },
        { title: "Read by", value: row => list(lineage.edges.filter(edge => edge.from === row.table).map(edge => edge.to)) },
      ]}
    />
  );
};
