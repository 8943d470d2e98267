import "./access.css";
import { useMemo, useState } from "react";
import { useApi } from "../../api/queries";
import type { MatrixCell } from "../../api/types";
import { words } from "../../format/format";
import { Choice } from "../../shell/Choice";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";
import { actions, classes, specialties } from "./vocabulary";

/** Every role by action by class, as a compliance officer reads it. Situations with the same answers share a line. */
export function Matrix() {
  const answer = useApi<MatrixCell[]>("policies/matrix", undefined, { staleTime: 600_000 });
  return (
    <Answer of={answer} what="the matrix" lines={10}>
      {cells => (cells.length === 0 ? <Empty title="No matrix">It is made from the policies, and there are none.</Empty> : <Sheets cells={cells} />)}
    </Answer>
  );
}

function Sheets({ cells }: { cells: MatrixCell[] }) {
  const [action, setAction] = useState<string>("read");
  const [specialty, setSpecialty] = useState<string>("general");
  const roles = useMemo(() => [...new Set(cells.map(cell => cell.role))], [cells]);
  const has = (name: keyof MatrixCell, value: string) => cells.some(cell => cell[name] === value);
  return (
    <Panel
      title="Who may see what"
      actions={
        <>
          <Choice aria-label="Action" w={110} data={actions.filter(one => has("action", one)).map(value => ({ value, label: words(value) }))} value={action} onChange={setAction} />
          <Choice aria-label="Kind of record" w={150} data={specialties.filter(one => has("specialty", one)).map(value => ({ value, label: words(value) }))} value={specialty} onChange={setSpecialty} />
        </>
      }
      isFlush
    >
      <div className="table-scroll" role="region" aria-label="Access matrix" tabIndex={0}>
        <table className="data matrix">
          <caption className="visually-hidden">
            {words(action)} of {specialty} records, by role, situation and class of data
          </caption>
          <thead>
            <tr>
              <th scope="col">Role, for its purpose</th>
              <th scope="col">Record</th>
              {classes.map(name => (
                <th key={name} scope="col" style={{ textAlign: "center" }}>
                  {words(name)}
                </th>
              ))}
            </tr>
          </thead>
          {roles.map(role => (
            <RoleRows key={role} cells={cells.filter(cell => cell.role === role && cell.action === action && cell.specialty === specialty)} />
          ))}
        </table>
      </div>
    </Panel>
  );
}

function RoleRows({ cells }: { cells: MatrixCell[] }) {
  const lines = new Map<string, { situations: string[]; answers: string[] }>();
  for (const situation of new Set(cells.map(cell => cell.situation))) {
    const answers = classes.map(name => cells.find(cell => cell.situation === situation && cell.class.toLowerCase() === name.toLowerCase())?.answer ?? "no");
    const line = lines.get(answers.join());
    if (line) line.situations.push(situation);
    else lines.set(answers.join(), { situations: [situation], answers });
  }
  const first = cells[0];
  if (!first) return null;
  return (
    <tbody>
      {[...lines.values()].map((line, index) => (
        <tr key={line.situations[0]}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={lines.size}>
              {words(first.role)}
              <br />
              <span className="dim">for {first.purpose}</span>
            </th>
          )}
          <td>{line.situations.join("; ")}</td>
          {line.answers.map((answer, place) => (
            <td key={classes[place]} className={`answer ${/^(yes|allow)$/.test(answer) ? "yes" : /^(no|deny|–|-)$/.test(answer) ? "no" : "changed"}`}>
              {/^(no|deny|–|-)$/.test(answer) ? "no" : answer}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
