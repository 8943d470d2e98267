import "./access.css";
import { Button } from "@mantine/core";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import type { Explanation } from "../../api/types";
import { words } from "../../format/format";
import { Choice } from "../../shell/Choice";
import { Panel, Pill } from "../../shell/Panel";
import { Empty, Failed } from "../../states/States";
import { actions, classes, roles, situations, specialties } from "./vocabulary";

const options = (names: readonly string[]) => names.map(value => ({ value, label: words(value) }));

/** The screen that answers "may X see Y, and why?". */
export function Explain() {
  const [role, setRole] = useState("billing_administrator");
  const [action, setAction] = useState("read");
  const [cls, setClass] = useState("ClinicalNarrative");
  const [specialty, setSpecialty] = useState("psychiatry");
  const [situation, setSituation] = useState("own facility");
  const [answer, setAnswer] = useState<Explanation | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const ask = async () => {
    setError(null);
    try {
      setAnswer(await send<Explanation>("POST", "policies/explain", { role, action, class: cls, specialty, situation }));
    } catch (fault) {
      if (!(fault instanceof ApiError)) throw fault;
      setError(fault);
    }
  };
  return (
    <div className="columns">
      <Panel title="The question">
        <form
          className="question"
          onSubmit={event => {
            event.preventDefault();
            void ask();
          }}
        >
          <Choice label="May a" data={options(roles)} value={role} onChange={setRole} />
          <Choice label="do this" data={options(actions)} value={action} onChange={setAction} />
          <Choice label="to data of class" data={options(classes)} value={cls} onChange={setClass} />
          <Choice label="of a record of" data={options(specialties)} value={specialty} onChange={setSpecialty} />
          <Choice label="that is, to who asks," data={options(situations)} value={situation} onChange={setSituation} />
          <Button type="submit">Ask</Button>
        </form>
      </Panel>
      <Panel title="The answer">
        <div aria-live="polite">{error ? <Failed error={error} /> : answer ? <Said answer={answer} /> : <Empty title="Not asked yet">Put the question on the left; the policies that decide it are named here.</Empty>}</div>
      </Panel>
    </div>
  );
}

function Said({ answer }: { answer: Explanation }) {
  const isYes = answer.decision === "allow";
  const change = isYes && answer.answer !== "allow" && answer.answer !== "yes" ? answer.answer : null;
  return (
    <>
      <p className="said">
        <Pill tone={isYes ? (change ? "warn" : "good") : "bad"}>{isYes ? (change ? `Yes, but ${change}` : "Yes") : "No"}</Pill>
      </p>
      {answer.policies.length === 0 ? (
        <p>No policy speaks for it, and what no policy permits is denied.</p>
      ) : (
        <dl className="facts">
          {answer.policies.map(policy => (
            <div key={policy.id} style={{ display: "contents" }}>
              <dt>
                <Pill tone={policy.effect === "permit" ? "good" : "bad"}>{policy.effect}</Pill> <span className="mono">{policy.id}</span>
              </dt>
              <dd>
                {policy.reason}
                <details className="more">
                  <summary>Text</summary>
                  <pre className="text" tabIndex={0}>
                    {policy.text}
                  </pre>
                </details>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {answer.errors.length > 0 && <p className="dim">Policies that could not be evaluated, and so did not count: {answer.errors.join("; ")}</p>}
    </>
  );
}
