// Clients of @microsoft/signalr in Node, controlled by the tests: each command is a JSON line in, each event is a JSON line out, with the client's number.
// A client starts at an app's address and is redirected from there, like a browser. Argument: the folder of the packages.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const require = createRequire(join(process.argv[2], "package.json"));
const { HttpTransportType, HubConnectionBuilder, LogLevel } = require("@microsoft/signalr");

const told = (error) => error?.message ?? null;
const clients = new Map();

function open(id, { url, token, transport, messagePack, reconnect, stateful, serverTimeout, stays }) {
  const say = (line) => process.stdout.write(JSON.stringify([id, line]) + "\n");

  const options = { transport: HttpTransportType[transport] };
  if (token) options.accessTokenFactory = () => token;
  let builder = new HubConnectionBuilder().withUrl(url, options).configureLogging(LogLevel.None);
  if (messagePack) builder = builder.withHubProtocol(new (require("@microsoft/signalr-protocol-msgpack").MessagePackHubProtocol)());
  if (reconnect) builder = builder.withAutomaticReconnect([0, 0, 0]);
  if (stateful) builder = builder.withStatefulReconnect();
  if (stays) builder = builder.withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 500 + 1500 * Math.random() });
  if (serverTimeout) builder = builder.withServerTimeout(serverTimeout);
  const connection = builder.build();

  // The client does not report pings itself.
  const receive = connection.connection.onreceive;
  connection.connection.onreceive = (data) => {
    if (typeof data === "string" && data.startsWith('{"type":6}')) say({ ping: true });
    receive(data);
  };

  connection.on("say", (text) => say({ said: text }));
  connection.on("reload", (push) => say({ reload: push }));
  connection.on("add", (one, other) => one + other);
  connection.on("later", () => new Promise((resolve) => setImmediate(() => resolve({ at: "last" }))));
  connection.on("fail", () => { throw new Error("not today"); });
  connection.onclose(async (error) => {
    say({ closed: told(error) });
    // The service may also close for good, for example when a token expires. A client that wants to stay then negotiates again.
    while (stays) {
      try {
        return await connection.start();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  });
  connection.onreconnecting((error) => say({ reconnecting: told(error) }));
  connection.onreconnected((id) => say({ reconnected: id }));

  clients.set(id, {
    start: () => connection.start().then(() => say({ started: connection.connectionId }), (error) => say({ failed: told(error) })),
    stop: () => connection.stop().then(() => say({ stopped: true })),
    send: ({ target, args }) => connection.send(target, ...args).then(() => say({ sent: target }), (error) => say({ rejected: told(error) })),
    invoke: ({ target, args }) => {
      connection.invoke(target, ...args).then((result) => say({ result }), (error) => say({ rejected: told(error) }));
      say({ invoked: target });
    },
    stream: ({ target }) => {
      connection.stream(target).subscribe({ next: (item) => say({ item }), complete: () => say({ completed: true }), error: (error) => say({ broken: told(error) }) });
      say({ streaming: target });
    },
    // Cuts the socket below the client, like a broken network.
    cut: () => connection.connection.transport._webSocket.terminate(),
    // Used when it connects the next time.
    token: ({ args }) => { token = args[0]; },
    end: () => {
      stays = false;
      connection.stop().catch(() => {});
    },
  });
  say({ ready: true });
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const command = JSON.parse(line);
    if (command.do === "open") open(command.id, command.options);
    else clients.get(command.id)[command.do](command);
  })
  // Runs until the tests close their end of the pipe.
  .on("close", () => process.exit(0));
