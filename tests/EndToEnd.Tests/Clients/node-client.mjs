// A client in Node, on the package that browsers use: says on standard output, a JSON line each, that it is connected and what it hears.
// Arguments: the web app's folder (for its packages), the API's address. The token comes in the environment: arguments can be listed by others.
import { createRequire } from "node:module";
import { join } from "node:path";

const [webFolder, api] = process.argv.slice(2);
const { HubConnectionBuilder, LogLevel } = createRequire(join(webFolder, "package.json"))("@microsoft/signalr");

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const connection = new HubConnectionBuilder()
  .withUrl(new URL("/api", api).href, { accessTokenFactory: () => process.env.ACCESS_TOKEN })
  .withAutomaticReconnect()
  .configureLogging(LogLevel.None)
  .build();

connection.on("reload", (push) => say({ reload: push }));
await connection.start();
say({ connected: true });

// Lives as long as the test keeps its end of the pipe.
process.stdin.on("end", () => connection.stop().then(() => process.exit(0)));
process.stdin.resume();
