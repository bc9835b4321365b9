using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace NotificationService.Tests.Running;

/// <summary>The spans that a worker would export: those that its own telemetry records, from any source.</summary>
internal sealed class ExportedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> ended = new();

    public ExportedSpans(RunningWorker worker) => worker.Services.GetRequiredService<TracerProvider>().AddProcessor(this);

    public IReadOnlyList<Activity> Now => [.. ended];

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
        {
            ended.Enqueue(data);
        }
    }
}
