import { Button, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, address, send } from "../../api/client";
import { client, useApi } from "../../api/queries";
import { useStream } from "../../api/stream";
import type { Lineage, Run, RunEvent, RunPage } from "../../api/types";
import { minutesSince } from "../../format/format";
import { useFormat } from "../../format/locale";
import { PageHeader } from "../../shell/PageHeader";
import { Panel, Pill } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { DataTable } from "../../tables/DataTable";
import { LineageGraph, LineageTable } from "./Lineage";
import { isRunning, StatePill } from "./state";

export function Pipelines() {
  const [full, setFull] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [steps, setSteps] = useState<RunEvent[]>([]);
  const runs = useApi<RunPage>("runs", { page: 1, pageSize: 100 });
  const lineage = useApi<Lineage>("lineage");
  useStream(runs.error ? null : address("runs/stream"), {
    step: data => {
      const step = data as RunEvent;
      setSteps(old => [...old.filter(one => one.table !== step.table), step]);
    },
    end: data => {
      const end = data as RunEvent;
      setSteps([]);
      setSaid(`The run has ended: ${end.state}${end.message ? `. ${end.message}` : "."}`);
      for (const key of ["runs", "lineage", "tables"]) void client.invalidateQueries({ queryKey: [key] });
    },
  });
  const start = async () => {
    setSaid(null);
    try {
      await send("POST", "runs", full ? { full: true } : {});
      setSaid("A run has begun.");
      await client.invalidateQueries({ queryKey: ["runs"] });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };

  return (
    <>
      <PageHeader title="Pipelines" note="Runs from the sources to gold, and what is made of what">
        <Checkbox size="xs" label="Everything anew" checked={full} onChange={event => setFull(event.currentTarget.checked)} mb={7} />
        <Button onClick={() => void start()}>Run now</Button>
      </PageHeader>
      <p role="status" className={said ? "banner plain" : "visually-hidden"}>
        {said}
      </p>
      {steps.length > 0 && (
        <Panel title="Running now" note={`${steps.filter(step => !isRunning(step.state)).length} of ${steps.length} steps so far are done`} isFlush>
          <Progress steps={steps} />
        </Panel>
      )}
      <Panel title="Runs" isFlush>
        <Answer of={runs} what="the runs" lines={6}>
          {answer => <RunTable runs={answer.runs} />}
        </Answer>
      </Panel>
      <Panel title="Lineage" note="choose a table to open it">
        <Answer of={lineage} what="the lineage" lines={8}>
          {graph =>
            graph.nodes.length === 0 ? (
              <Empty title="No tables yet">They come with the first run.</Empty>
            ) : (
              <>
                <LineageGraph lineage={graph} />
                <details className="more">
                  <summary>As a table</summary>
                  <LineageTable lineage={graph} />
                </details>
              </>
            )
          }
        </Answer>
      </Panel>
    </>
  );
}

function Progress({ steps }: { steps: RunEvent[] }) {
  const format = useFormat();
  return (
    <DataTable
      caption="Steps of the running run"
      canExport={false}
      rows={steps}
      rowKey={row => `${row.stage} ${row.table}`}
      columns={[
        { title: "Table", value: row => row.table },
        { title: "Stage", value: row => row.stage },
        { title: "State", value: row => row.state, render: row => <StatePill state={row.state} /> },
        { title: "Rows", value: row => row.rows, render: row => format.number(row.rows), isRight: true },
        { title: "Took", value: row => row.seconds, render: row => `${format.number(row.seconds, 2)} s`, isRight: true },
        { title: "Message", value: row => row.message },
      ]}
    />
  );
}

function RunTable({ runs }: { runs: Run[] }) {
  const format = useFormat();
  return (
    <DataTable
      caption="Pipeline runs"
      pageSize={10}
      rows={runs}
      rowKey={row => row.id}
      empty={<Empty title="Nothing has run yet">Start the first run above.</Empty>}
      columns={[
        {
          title: "Started",
          value: row => row.startedAt,
          render: row => (
            <Link to="/pipelines/runs/$run" params={{ run: row.id }}>
              {format.moment(row.startedAt)}
            </Link>
          ),
          isNowrap: true,
        },
        { title: "State", value: row => row.state, render: row => <StatePill state={row.state} /> },
        { title: "Took", value: row => minutesSince(row.startedAt, row.endedAt), render: row => seconds(row, format.number.bind(format)), isRight: true },
        { title: "Read", value: row => row.rowsRead, render: row => format.number(row.rowsRead), isRight: true },
        { title: "Loaded", value: row => row.rowsLoaded, render: row => format.number(row.rowsLoaded), isRight: true },
        { title: "Quarantined", value: row => row.quarantined, render: row => format.number(row.quarantined), isRight: true },
        { title: "Duplicates", value: row => row.duplicates, render: row => format.number(row.duplicates), isRight: true },
        { title: "Failures", value: row => row.failures, render: row => (row.failures > 0 ? <Pill tone="bad">{format.number(row.failures)}</Pill> : "0"), isRight: true },
      ]}
    />
  );
}

const seconds = (run: Run, number: (value: number | null, digits?: number) => string) => (run.endedAt ? `${number((new Date(run.endedAt).getTime() - new Date(run.startedAt).getTime()) / 1000, 1)} s` : "–");
