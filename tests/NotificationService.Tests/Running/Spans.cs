using System.Collections.Concurrent;
using System.Diagnostics;

namespace NotificationService.Tests.Running;

/// <summary>Collects the worker's finished spans. Tests run in parallel in one process, so look only for your own tenant and trace.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> finished = new();
    private readonly ActivityListener listener;

    public Spans()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == "NotificationService",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = finished.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IEnumerable<Activity> OfTenant(Guid tenant) => finished.Where(span => (string?)span.GetTagItem("calendar.tenant.id") == tenant.ToString("D"));

    public void Dispose() => listener.Dispose();
}
