import "./pipelines.css";
import { Link } from "@tanstack/react-router";
import type { RunStep } from "../../api/types";
import { useFormat } from "../../format/locale";
import { DataTable } from "../../tables/DataTable";
import { StatePill } from "./state";

export function StepTable({ steps }: { steps: RunStep[] }) {
  const format = useFormat();
  const longest = Math.max(0.001, ...steps.map(step => step.seconds ?? 0));
  return (
    <DataTable
      caption="Steps of the run"
      pageSize={50}
      rows={steps}
      rowKey={(row, index) => `${row.table} ${index}`}
      columns={[
        {
          title: "Table",
          value: row => row.table,
          render: row => (
            <Link to="/catalog/$table" params={{ table: row.table }}>
              {row.table}
            </Link>
          ),
        },
        { title: "Layer", value: row => row.layer },
        { title: "State", value: row => row.state, render: row => <StatePill state={row.state} /> },
        {
          title: "Took",
          value: row => row.seconds,
          render: row => (
            <>
              <span className="step-bar" style={{ width: `${((row.seconds ?? 0) / longest) * 4}rem` }} aria-hidden="true" /> {row.seconds === null ? "–" : `${format.number(row.seconds, 2)} s`}
            </>
          ),
          isRight: true,
        },
        { title: "Read", value: row => row.read, render: row => format.number(row.read), isRight: true },
        { title: "Loaded", value: row => row.loaded, render: row => format.number(row.loaded), isRight: true },
        { title: "Updated", value: row => row.updated, render: row => format.number(row.updated), isRight: true },
        { title: "Quarantined", value: row => row.quarantined, render: row => format.number(row.quarantined), isRight: true },
        { title: "Duplicates", value: row => row.duplicates, render: row => format.number(row.duplicates), isRight: true },
        { title: "Version", value: row => row.version, isRight: true },
        { title: "Error", value: row => [row.code, row.error].filter(Boolean).join(": ") || null },
      ]}
    />
  );
}
