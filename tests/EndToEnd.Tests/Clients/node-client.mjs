// A client in Node, on the package that browsers use: says on standard output, a JSON line each, that it is connected and what it hears.
// Arguments: the web app's folder (for its packages), the API's address. The token comes in the environment: arguments can be listed by others.
// Each line on standard input is a token to use from then on.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [webFolder, api] = process.argv.slice(2);
const { HubConnectionBuilder, LogLevel } = createRequire(join(webFolder, "package.json"))("@microsoft/signalr");

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

let token = process.env.ACCESS_TOKEN;
let stopping = false;
const connection = new HubConnectionBuilder()
  .withUrl(new URL("/api", api).href, { accessTokenFactory: () => token })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 500 + 1500 * Math.random() })
  .configureLogging(LogLevel.None)
  .build();

// The service may also close for good, as it does when a token ends; whoever wants to stay negotiates anew.
connection.onclose(async () => {
  while (!stopping) {
    try {
      return await connection.start();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
});

connection.on("reload", (push) => say({ reload: push }));
await connection.start();
say({ connected: true });

// Lives as long as the test keeps its end of the pipe.
createInterface({ input: process.stdin })
  .on("line", (line) => {
    token = line;
  })
  .on("close", () => {
    stopping = true;
    connection.stop().then(() => process.exit(0));
  });
