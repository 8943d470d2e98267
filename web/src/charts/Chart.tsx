import "./charts.css";
import { Button } from "@mantine/core";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { Value } from "../api/types";
import { Panel } from "../shell/Panel";
import { Loading } from "../states/States";
import { DataTable } from "../tables/DataTable";
import { DefinitionButton, type Definition } from "../figures/Figure";

// ECharts is larger than all the rest together: fetched when the first chart is on screen.
const EChart = lazy(() => import("./EChart"));

export interface Series {
  name: string;
  values: (number | null)[];
}

export interface ChartProps {
  definition: Definition;
  note?: ReactNode;
  kind: "line" | "bar" | "stacked" | "horizontal";
  categories: string[];
  series: Series[];
  value: (value: number | null) => string;
  /** For the axis, where space is short. */
  short?: (value: number | null) => string;
  actions?: ReactNode;
}

/** A chart, what it says in words, and its numbers as a table. */
export function Chart(props: ChartProps) {
  const [isTable, setTable] = useState(false);
  const { definition, note, categories, series, value, actions } = props;
  const summary = describe(props);
  return (
    <Panel
      title={definition.title}
      note={note}
      actions={
        <>
          {actions}
          <Button variant="subtle" onClick={() => setTable(!isTable)} aria-pressed={isTable}>
            {isTable ? "As a chart" : "As a table"}
          </Button>
          <DefinitionButton of={definition} />
        </>
      }
      isFlush={isTable}
    >
      {isTable ? (
        <DataTable
          caption={definition.title}
          rows={categories.map((category, index) => ({ category, index }))}
          rowKey={row => row.category}
          columns={[
            { title: "For", value: row => row.category },
            ...series.map(one => ({ title: one.name, value: (row: { index: number }): Value => one.values[row.index] ?? null, render: (row: { index: number }) => value(one.values[row.index] ?? null), isRight: true })),
          ]}
        />
      ) : (
        <>
          <p className="chart-text">{summary}</p>
          <Suspense fallback={<Loading what="the chart" lines={6} />}>
            <EChart {...props} label={`${definition.title}. ${summary}`} />
          </Suspense>
        </>
      )}
    </Panel>
  );
}

function describe({ categories, series, value: whole, short, kind }: ChartProps): string {
  const value = short ?? whole;
  return series
    .slice(0, 3)
    .map(one => {
      const known = one.values.map((number, index) => ({ number, at: categories[index] })).filter(point => point.number !== null);
      const first = known[0];
      const last = known[known.length - 1];
      if (!first || !last) return `${one.name}: no values`;
      const most = known.reduce((best, point) => ((point.number ?? 0) > (best.number ?? 0) ? point : best));
      return kind === "line" ? `${one.name}: ${value(first.number)} in ${first.at}, ${value(last.number)} in ${last.at}; highest ${value(most.number)} in ${most.at}` : `${one.name}: most for ${most.at}, ${value(most.number)}`;
    })
    .join(". ") + (series.length > 3 ? `. And ${series.length - 3} more.` : ".");
}
