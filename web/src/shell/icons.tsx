// Drawn on a grid of 16, by name, so that no icon package is shipped.
const paths = {
  overview: "M2.500 9.500h3v4h-3zM6.500 5.500h3v8h-3zM10.500 2.500h3v11h-3z",
  beds: "M2 13V4M2 11.500h12M14 13V8.500a2 2 0 0 0-2-2H7v5M4.500 6.500a1 1 0 1 0 0 2 1 1 0 0 0 0-2",
  flow: "M2 4.500h7.500a2.500 2.500 0 0 1 0 5H6a2 2 0 0 0 0 4h8M12 11.500l2 2-2 2",
  revenue: "M3 2.500h10v11l-2-1.300-1.500 1.300L8 12.200l-1.500 1.300L5 12.200 3 13.500zM5.500 5.500h5M5.500 8.500h5",
  patients: "M8 8a2.700 2.700 0 1 0 0-5.400A2.700 2.700 0 0 0 8 8zM2.800 13.500c.6-2.400 2.600-3.700 5.200-3.700s4.600 1.300 5.200 3.700",
  quality: "M2.500 8.500l3.500 3.500 7.500-8",
  pipelines: "M2.500 3h4v3h-4zM9.500 10h4v3h-4zM4.500 6v3.500a2 2 0 0 0 2 2h3",
  catalog: "M2.500 3h11v10h-11zM2.500 6.300h11M2.500 9.600h11M6.500 6.300V13",
  access: "M4 7.500h8v6H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500",
  audit: "M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300l3.200 3.200M5 7h4",
  admin: "M2.500 4.500h6M12.500 4.500h1M2.500 11.500h1M7.500 11.500h6M10.500 6a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM5.500 13a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z",
  menu: "M2.500 4.500h11M2.500 8h11M2.500 11.500h11",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.300v3.500M8 5.100v.1",
  alert: "M8 2.500l6 11H2zM8 6.500v3.300M8 11.600v.1",
  empty: "M2.500 9h3l1 1.800h3l1-1.800h3M4 3.500h8L13.500 9v3.500h-11V9z",
  down: "M4 6l4 4 4-4",
  external: "M6 3.500H3v9.500h9.500v-3M9 2.500h4.500V7M13.500 2.500L7.500 8.500",
  download: "M8 2.500v7.500M5 7.200l3 3 3-3M2.500 13h11",
  close: "M4 4l8 8M12 4l-8 8",
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
