using System.Diagnostics;
using System.Text;
using CalendarApi.Tests.Hosting;
using Fuzzing.Tests.Judging;
using Fuzzing.Tests.Running;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Served;

/// <summary>Sends inputs to the real API and the real emulator over HTTP, with a real store: what stands there may do what no parser does alone.</summary>
internal static class ServedInputs
{
    private const int MaxFindings = 20;

    /// <summary>The inputs of all targets in turn, the newest first: until the time is over, or there are no more.</summary>
    public static async Task<ServedOutcome> RunAsync(IReadOnlyList<Fuzzer> fuzzers, int seed, TimeSpan duration, CurrentInput current)
    {
        using var system = new CalendarSystem();
        var random = new Random(seed);
        var waiting = fuzzers.Where(fuzzer => fuzzer.Target is not SendBodyTarget).ToDictionary(
            fuzzer => fuzzer.Target,
            fuzzer => new Queue<byte[]>(Enumerable.Range(0, fuzzer.Corpus.Count).Select(number => fuzzer.Corpus[number]).OrderBy(_ => random.Next())));
        var findings = new Dictionary<string, Finding>(StringComparer.Ordinal);
        var (inputs, events) = (0L, 0L);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < duration && findings.Count < MaxFindings && waiting.Values.Any(queue => queue.Count > 0);)
        {
            foreach (var (target, queue) in waiting)
            {
                if (!queue.TryDequeue(out var input))
                {
                    continue;
                }

                inputs++;
                current.Set(target.Name, input);
                try
                {
                    events += await ServeAsync(system, target, input);
                }
                // Whatever it is, it is what the fuzzer looks for.
                catch (Exception exception)
                {
                    var finding = Finding.Of(target.Name, input, exception);
                    findings.TryAdd(finding.Signature, finding);
                }
            }
        }

        return new(inputs, events, findings.Values);
    }

    /// <returns>How many events were accepted; 0 for a target that is not served.</returns>
    public static async Task<int> ServeAsync(CalendarSystem system, ITarget target, byte[] input)
    {
        // A tenant of its own: neither limits nor the events of another input are met.
        // An administrator, because an input may give the calendar away to another user.
        using var user = system.NewTenant().SignIn(change: claims => claims["roles"] = new[] { "Calendar.Admin" });
        var calendar = new ServedCalendar(user);
        switch (target)
        {
            case CalendarFileTarget:
                await calendar.CreateAsync();
                await calendar.ImportAsync(input);
                break;
            case JsonBodyTarget:
                await calendar.CreateAsync(input);
                await calendar.PutAsync(input);
                break;
            case RecurrenceRuleTarget:
                await calendar.CreateAsync();
                await calendar.PutAsync(RecurrenceRuleTarget.JsonOf(input));
                break;
            case QueryTokenTarget:
                await calendar.CreateAsync();
                await calendar.AskAsync(Encoding.UTF8.GetString(input));
                break;
            case SignalRFrameTarget:
                await ServedFrames.SendAsync(system, user, input);
                return 0;
            default:
                return 0;
        }

        return await calendar.UseAsync();
    }
}
