using System.Globalization;
using CalendarStore.Transfer;

namespace CalendarTool;

/// <summary>Says on standard error how far it is, once a second at most. Called in turn by those who work, not from elsewhere: the last report is said.</summary>
internal sealed class ProgressLine(TimeProvider time) : IProgress<TransferProgress>
{
    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private TimeSpan said = TimeSpan.FromSeconds(-1);

    public void Report(TransferProgress value)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start);
            if (now - said >= TimeSpan.FromSeconds(1))
            {
                said = now;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now.TotalSeconds,6:0.0} s  {value.Step}: {value.Calendars:N0} calendars, {value.Events:N0} events"));
            }
        }
    }

    /// <summary>The outcome, on standard output.</summary>
    public void Done(string step, TransferReport report) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{step}: {report.Calendars:N0} calendars, {report.Events:N0} events in {time.GetElapsedTime(start).TotalSeconds:0.0} s, {report.Digest}"));
}
