import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { ApiError, send } from "../../api/client";
import { enter } from "../../api/queries";
import { Choice } from "../../shell/Choice";
import type { Session } from "../../api/types";

/** Access in an emergency: for minutes, for a stated reason, recorded apart. */
export function BreakGlassDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [fault, setFault] = useState<string | null>(null);
  const ask = async (data: FormData, minutes: number) => {
    setFault(null);
    try {
      enter(await send<Session>("POST", "session/break-glass", { reason: String(data.get("reason")), minutes }));
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault([error.message, error.problem.remedy].filter(Boolean).join(" "));
    }
  };
  const [minutes, setMinutes] = useState("30");
  return (
    <Modal opened={isOpen} onClose={onClose} title="Break-glass access" closeButtonProps={{ "aria-label": "Close" }}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void ask(new FormData(event.currentTarget), Number(minutes));
        }}
      >
        <p>For an emergency, when you need a record that is not of your own patients. Security is told at once, and everything you open is recorded apart and reviewed.</p>
        <Textarea name="reason" label="Reason" description="Who needs what, and why now; without names" required minLength={10} autosize minRows={2} data-autofocus />
        <Choice label="For" mt="sm" w={140} data={["15", "30", "60"].map(value => ({ value, label: `${value} minutes` }))} value={minutes} onChange={setMinutes} />
        {fault && (
          <p role="alert" className="pill bad">
            {fault}
          </p>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.9">
            Open in an emergency
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
