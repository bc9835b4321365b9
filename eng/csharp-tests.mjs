// Runs every C# test assembly of the solution: two at a time, and the one that starts whole systems alone, at the end.
//
// Each assembly is a process group with its output in a file and a time limit. So a test that hangs, or a program that it
// leaves running, fails only that assembly, which is named; it cannot hold a pipe open or keep the run from ending.
// The last line is the sum, which ./test adds up.
//
// usage: node eng/csharp-tests.mjs LOGS    from the repository's root, after the build

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** No assembly needs half of this on two busy cores; all of them together stay under CI's half hour. */
const ASSEMBLY_LIMIT_MS = 10 * 60_000;
const RUN_LIMIT_MS = 22 * 60_000;
/** Most tests wait more than they compute. */
const SIDE_BY_SIDE = 2;
/** The longest come first. Otherwise one of them runs alone after the others. */
const LONGEST = ["CalendarStore.Tests", "Deployment.Tests", "Fuzzing.Tests", "NotificationService.Tests", "CalendarApi.Tests", "SignalREmulator.Tests"];
const ALONE = "EndToEnd.Tests";
/** After this long xunit says, again and again, that a test is still running. */
const LONG_RUNNING_S = 60;
const MOST_FAILURES_SHOWN = 20;

const logs = process.argv[2];
if (!logs) {
  console.error("usage: node eng/csharp-tests.mjs LOGS");
  process.exit(2);
}
mkdirSync(logs, { recursive: true });

const projects = [...readFileSync("CalendarRealtime.sln", "utf8").matchAll(/"tests\\([\w.]+\.Tests)\\/g)].map(match => match[1]);
if (projects.length === 0) throw new Error("CalendarRealtime.sln names no test project");
const deadline = performance.now() + RUN_LIMIT_MS;
const totals = { passed: 0, failed: 0, skipped: 0 };

const place = project => (LONGEST.includes(project) ? LONGEST.indexOf(project) : LONGEST.length);
const waiting = projects.filter(project => project !== ALONE).sort((a, b) => place(a) - place(b));
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => runAll(waiting)));
await runAll(projects.filter(project => project === ALONE));

console.log(`C# tests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);

/** Runs what is in the list, and takes it out. */
async function runAll(list) {
  for (let project = list.shift(); project; project = list.shift()) {
    const outcome = await run(project);
    for (const key of Object.keys(totals)) totals[key] += outcome[key];
  }
}

async function run(project) {
  const assembly = join("artifacts", "bin", project, "debug", `${project}.dll`);
  const log = join(logs, `${project}.log`);
  const report = join(logs, `${project}.json`);
  if (!existsSync(assembly)) return failed(project, `${assembly} was not built`);
  rmSync(report, { force: true });

  const started = performance.now();
  const limit = Math.min(ASSEMBLY_LIMIT_MS, deadline - started);
  if (limit <= 0) return failed(project, `not run: the ${RUN_LIMIT_MS / 60_000} minutes of all assemblies are over`);
  const { code, signal, late, running } = await outcomeOf(
    ["exec", assembly, "-noLogo", "-noColor", "-longRunning", `${LONG_RUNNING_S}`, "-result-ctrf", report], log, limit);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);

  if (late) return failed(project, `ended after ${seconds} s; its last lines and programs:`, tail(log, 40), running);
  if (!existsSync(report)) return failed(project, `wrote no report (${signal ?? `exit code ${code}`}); its last lines:`, tail(log, 60));

  // Names of tests with control characters in their arguments come unescaped.
  const { summary, tests, extra } = JSON.parse(readFileSync(report, "utf8").replace(/[\u0000-\u001f]/g, " ")).results;
  const errors = (extra?.suites ?? []).flatMap(suite => suite.errors ?? []);
  // An assembly that cannot clean up after itself fails without a failed test.
  const count = summary.failed + summary.other || Math.max(errors.length, code === 0 ? 0 : 1);
  const skipped = summary.skipped + summary.pending;
  console.log(`${count ? "FAILED" : "passed"}: ${project}: ${summary.passed} passed, ${count} failed, ${skipped} skipped (${seconds} s)`);
  const failures = tests.filter(test => test.status === "failed" || test.status === "other");
  for (const test of failures.slice(0, MOST_FAILURES_SHOWN)) console.log(indented(`${test.name}\n${test.message ?? ""}\n${test.trace ?? ""}`));
  if (failures.length > MOST_FAILURES_SHOWN) console.log(indented(`and ${failures.length - MOST_FAILURES_SHOWN} more: ${log}`));
  if (count && failures.length === 0) console.log(indented(errors.length ? JSON.stringify(errors, null, 1) : tail(log, 60)));
  return { passed: summary.passed, failed: count, skipped };
}

function outcomeOf(args, log, limit) {
  return new Promise((resolve, reject) => {
    const output = openSync(log, "w");
    const child = spawn("dotnet", args, { detached: true, stdio: ["ignore", output, output] });
    closeSync(output);
    let late = false, running = "";
    const watch = setTimeout(() => {
      late = true;
      running = spawnSync("ps", ["-o", "pid,ppid,etimes,args", "--forest", "-g", `${child.pid}`], { encoding: "utf8" }).stdout ?? "";
      end(child.pid);
    }, limit);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(watch);
      end(child.pid);
      resolve({ code, signal, late, running });
    });
  });
}

/** Ends what is left of the process group that was started for an assembly; most often that is nothing. */
function end(group) {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH" && process.platform !== "win32") throw error;
  }
}

function failed(project, ...why) {
  console.log(`FAILED: ${project}: ${why.filter(Boolean).join("\n")}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

function tail(file, lines) {
  return indented(readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n"));
}

function indented(text) {
  return text.trimEnd().split("\n").map(line => `  ${line}`).join("\n");
}
