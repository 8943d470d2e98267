import { useComputedColorScheme } from "@mantine/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ChartProps } from "./Chart";

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export default function EChart({ label, ...props }: ChartProps & { label: string }) {
  const scheme = useComputedColorScheme("light");
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!box.current) return;
    const chart = echarts.init(box.current, null, { renderer: "svg" });
    chart.setOption(options(props, getComputedStyle(document.documentElement)));
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  });

  return <div ref={box} className="chart" role="img" aria-label={label} data-scheme={scheme} style={props.kind === "horizontal" ? { height: `${Math.max(8, 3 + props.categories.length * 1.75)}rem` } : undefined} />;
}

function options({ kind, categories, series, value, short }: ChartProps, style: CSSStyleDeclaration) {
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const isMany = series.length > 1;
  const categoryAxis = { type: "category" as const, data: categories, inverse: kind === "horizontal", axisLine: { lineStyle: { color: colour("line-strong") } }, axisTick: { show: false }, axisLabel: { color: colour("dim"), hideOverlap: true } };
  const valueAxis = { type: "value" as const, splitLine: { lineStyle: { color: colour("line") } }, axisLabel: { color: colour("dim"), formatter: (number: number) => (short ?? value)(number) }, splitNumber: 4 };
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize: 11 },
    color: [1, 2, 3, 4, 5, 6].map(number => colour(`series-${number}`)),
    grid: { left: 4, right: 12, top: isMany ? 30 : 8, bottom: 4, outerBoundsMode: "same" as const, outerBoundsContain: "axisLabel" as const },
    legend: isMany ? { top: 0, left: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: colour("ink"), fontSize: 11 } } : undefined,
    tooltip: {
      trigger: "axis" as const,
      backgroundColor: colour("surface"),
      borderColor: colour("line-strong"),
      textStyle: { color: colour("ink"), fontSize: 12 },
      valueFormatter: (number: unknown) => value(typeof number === "number" ? number : null),
    },
    xAxis: kind === "horizontal" ? valueAxis : categoryAxis,
    yAxis: kind === "horizontal" ? categoryAxis : valueAxis,
    series: series.map((one, index) => ({
      name: one.name,
      data: one.values,
      type: kind === "line" ? ("line" as const) : ("bar" as const),
      stack: kind === "stacked" ? "all" : undefined,
      showSymbol: false,
      // Not told apart by colour alone.
      lineStyle: { width: 1.8, type: (["solid", "dashed", "dotted"] as const)[index % 3] },
      barMaxWidth: 26,
    })),
  };
}
