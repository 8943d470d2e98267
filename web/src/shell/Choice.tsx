import { NativeSelect, type NativeSelectProps } from "@mantine/core";

type Props = Omit<NativeSelectProps, "data" | "onChange" | "value"> & { data: readonly (string | { value: string; label: string })[]; value: string; onChange: (value: string) => void };

/** One of a few, by the browser's own list: known to every keyboard, screen reader and phone, and a sixth of the script of one drawn by ourselves. */
export const Choice = ({ data, value, onChange, ...props }: Props) => <NativeSelect size="xs" {...props} data={[...data]} value={value} onChange={event => onChange(event.currentTarget.value)} />;
