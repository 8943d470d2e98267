import { useMemo } from "react";
import { isNotServed } from "../../api/client";
import { useApi } from "../../api/queries";
import type { FlowMeasure } from "../../api/types";
import { Chart } from "../../charts/Chart";
import { useFormat } from "../../format/locale";
import { useFilters } from "../../shell/filters";
import { Panel } from "../../shell/Panel";
import { Answer, Empty } from "../../states/States";

export const useMeasures = (facility: string) => {
  const { from, to } = useFilters();
  return useApi<FlowMeasure[]>("flow/measures", { facility, from, to });
};

/** The course of one measure of patient flow, by ward where it is. */
export function MeasureChart({ facility, name }: { facility: string; name: string }) {
  const answer = useMeasures(facility);
  if (isNotServed(answer.error)) return null;
  return (
    <Answer of={answer} what="the course">
      {measures => {
        const measure = measures.find(one => one.name.includes(name));
        return measure ? <OneMeasure measure={measure} /> : null;
      }}
    </Answer>
  );
}

export function OneMeasure({ measure }: { measure: FlowMeasure }) {
  const format = useFormat();
  const { categories, series } = useMemo(() => tabulate(measure), [measure]);
  const value = (number: number | null) => (measure.unit.startsWith("rate") ? format.rate(number) : measure.unit.startsWith("minute") ? format.duration(number) : format.number(number, 1));
  const definition = { title: measure.title, formula: measure.definition, unit: measure.unit, basis: "the messages received" };
  if (categories.length === 0)
    return (
      <Panel title={measure.title}>
        <Empty title="No values yet">{measure.definition}</Empty>
      </Panel>
    );
  const isByDay = measure.points.some(point => point.day);
  return <Chart kind="line" definition={definition} note={measure.unit} categories={categories.map(at => (isByDay ? format.date(at) : format.shortMoment(at)))} series={series} value={value} />;
}

function tabulate(measure: FlowMeasure) {
  const at = (point: FlowMeasure["points"][number]) => point.day ?? point.at ?? "";
  const categories = [...new Set(measure.points.map(at))].sort();
  const wards = [...new Set(measure.points.map(point => point.ward ?? null))];
  return {
    categories,
    series: wards.map(ward => {
      const values = new Map(measure.points.filter(point => (point.ward ?? null) === ward).map(point => [at(point), point.value]));
      return { name: ward ?? measure.title, values: categories.map(category => values.get(category) ?? null) };
    }),
  };
}
