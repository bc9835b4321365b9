using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NotificationService.Tests.Running;

/// <summary>What a fault of the worker's own does.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly TemporaryStore store = new();
    private FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_part_that_ends_by_a_fault_ends_the_program_rather_than_leave_it_deaf()
    {
        var poisoned = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "NotificationService",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            // Of this test's trace only: others run beside it in the process.
            ActivityStarted = activity =>
            {
                if (activity.TraceId == poisoned)
                {
                    throw new InvalidOperationException("A fault in the telemetry.");
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var worker = RunningWorker.Start(store, service);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await store.WriteAsync(Changes.Contoso, 1, 1, trace: $"00-{poisoned}-{ActivitySpanId.CreateRandom()}-01");

        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
