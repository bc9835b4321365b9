using System.Globalization;
using CalendarStore.Transfer;

namespace CalendarTool;

/// <summary>Writes the progress to standard error, at most once a second. Calls must not overlap. The last report is always written.</summary>
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
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now.TotalSeconds,6:0.0} s  {value.Step}: {value.Items}"));
            }
        }
    }

    /// <summary>Writes the result to standard output.</summary>
    public void Done(string step, TransferReport report) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{step}: {report.Items} in {time.GetElapsedTime(start).TotalSeconds:0.0} s, {report.Digest}"));
}
