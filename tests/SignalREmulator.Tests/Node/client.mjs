// @microsoft/signalr in Node, told what to do by the test: a JSON line in for each command, a JSON line out for all that happens.
// Argument: where and how to connect. The client begins at an app's address and is sent on from there, as browsers are.
import { createInterface } from "node:readline";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

const { url, transport, messagePack, reconnect, stateful, serverTimeout } = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const told = (error) => error?.message ?? null;

let builder = new HubConnectionBuilder().withUrl(url, { transport: HttpTransportType[transport] }).configureLogging(LogLevel.None);
if (messagePack) builder = builder.withHubProtocol(new MessagePackHubProtocol());
if (reconnect) builder = builder.withAutomaticReconnect([0, 0, 0]);
if (stateful) builder = builder.withStatefulReconnect();
if (serverTimeout) builder = builder.withServerTimeout(serverTimeout);
const connection = builder.build();

// What the client keeps to itself: pings.
const receive = connection.connection.onreceive;
connection.connection.onreceive = (data) => {
  if (typeof data === "string" && data.startsWith('{"type":6}')) say({ ping: true });
  receive(data);
};

connection.on("say", (text) => say({ said: text }));
connection.on("add", (one, other) => one + other);
connection.on("later", () => new Promise((resolve) => setImmediate(() => resolve({ at: "last" }))));
connection.on("fail", () => { throw new Error("not today"); });
connection.onclose((error) => say({ closed: told(error) }));
connection.onreconnecting((error) => say({ reconnecting: told(error) }));
connection.onreconnected((id) => say({ reconnected: id }));

const commands = {
  start: () => connection.start().then(() => say({ started: connection.connectionId }), (error) => say({ failed: told(error) })),
  stop: () => connection.stop().then(() => say({ stopped: true })),
  send: ({ target, args }) => connection.send(target, ...args).then(() => say({ sent: target })),
  invoke: ({ target, args }) => {
    connection.invoke(target, ...args).then((result) => say({ result }), (error) => say({ rejected: told(error) }));
    say({ invoked: target });
  },
  stream: ({ target }) => {
    connection.stream(target).subscribe({ next: (item) => say({ item }), complete: () => say({ completed: true }), error: (error) => say({ broken: told(error) }) });
    say({ streaming: target });
  },
  // Cuts the socket below the client, as a network would.
  cut: () => connection.connection.transport._webSocket.terminate(),
};

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const command = JSON.parse(line);
    commands[command.do](command);
  })
  // Lives as long as the test keeps its end of the pipe.
  .on("close", () => process.exit(0));
say({ ready: true });
