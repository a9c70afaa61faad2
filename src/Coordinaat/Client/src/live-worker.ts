// One stream for all tabs of this browser: over HTTP/1.1 a seventh stream would hang it.
import { Hub } from "./hub.ts";
import type { FromTab } from "./messages.ts";

const ports = new Set<MessagePort>();
const hub = new Hub((message) => {
  for (const port of ports) {
    port.postMessage(message);
  }
});

interface WorkerScope {
  onconnect: (event: MessageEvent) => void;
}

(self as unknown as WorkerScope).onconnect = (event) => {
  const port = event.ports[0];
  if (port === undefined) {
    return;
  }
  ports.add(port);
  port.onmessage = (message: MessageEvent<FromTab>) => {
    hub.hear(message.data);
    if (message.data.kind === "bye") {
      ports.delete(port);
    }
  };
};
