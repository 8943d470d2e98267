import { Link, useParams } from "@tanstack/react-router";
import { useApi } from "../../api/queries";
import type { RunDetail } from "../../api/types";
import { useFormat } from "../../format/locale";
import { PageHeader } from "../../shell/PageHeader";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { StatePill } from "./state";
import { StepTable } from "./StepTable";

export function RunPage() {
  const { run = "" } = useParams({ strict: false });
  const format = useFormat();
  const answer = useApi<RunDetail>(`runs/${encodeURIComponent(run)}`);
  return (
    <>
      <PageHeader title="Run" note={<span className="mono">{run}</span>}>
        <Link to="/pipelines">All runs</Link>
      </PageHeader>
      <Answer of={answer} what="the run" lines={8}>
        {({ run: detail, steps }) => (
          <>
            <Panel title="Result">
              <dl className="facts">
                <dt>State</dt>
                <dd>
                  <StatePill state={detail.state} />
                </dd>
                <dt>From, to</dt>
                <dd>
                  {format.moment(detail.startedAt)} – {format.moment(detail.endedAt)}
                </dd>
                <dt>Rows read</dt>
                <dd>
                  {format.number(detail.rowsRead)} from the sources, {format.number(detail.rowsLoaded)} loaded; {format.number(detail.quarantined)} quarantined and {format.number(detail.duplicates)} duplicates on the way
                </dd>
                {detail.error && (
                  <>
                    <dt>Error</dt>
                    <dd>{detail.error}</dd>
                  </>
                )}
              </dl>
            </Panel>
            <Panel title="Steps" isFlush>
              {steps.length === 0 ? <Empty title="No steps">Nothing had changed since the run before.</Empty> : <StepTable steps={steps} />}
            </Panel>
          </>
        )}
      </Answer>
    </>
  );
}
