/** The course of a figure in the space of a word. The same values stand in the table that the figure leads to. */
export function Sparkline({ values, label, width = 84, height = 24 }: { values: (number | null)[]; label: string; width?: number; height?: number }) {
  const known = values.filter(value => value !== null);
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const points = values
    .map((value, index) => (value === null ? null : ([(index / (values.length - 1)) * (width - 4) + 2, height - 3 - ((value - low) / span) * (height - 6)] as const)))
    .filter(point => point !== null);
  const last = points[points.length - 1];
  return (
    <svg className="spark" width={width} height={height} role="img" aria-label={label}>
      <polyline points={points.map(point => point.join(",")).join(" ")} fill="none" stroke="currentColor" strokeWidth="1.300" strokeLinejoin="round" opacity="0.7" />
      {last && <circle cx={last[0]} cy={last[1]} r="2" fill="currentColor" />}
    </svg>
  );
}
