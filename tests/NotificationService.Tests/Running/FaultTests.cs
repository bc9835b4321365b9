using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NotificationService.Tests.Running;

/// <summary>A fault in the worker itself.</summary>
public sealed class FaultTests : WorkerTest
{
    [Fact]
    public async Task A_part_that_ends_by_a_fault_ends_the_program_rather_than_leave_it_deaf()
    {
        var poisoned = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "NotificationService",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            // Only for this test's trace: other tests run in the same process.
            ActivityStarted = activity =>
            {
                if (activity.TraceId == poisoned)
                {
                    throw new InvalidOperationException("A fault in the telemetry.");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var worker = RunningWorker.Start(Store, Service);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await Store.WriteAsync(Changes.Contoso, 1, 1, trace: $"00-{poisoned}-{ActivitySpanId.CreateRandom()}-01");

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
