using Microsoft.Extensions.DependencyInjection;

namespace LocalHosting.Tests;

/// <summary>An application described by a test, and a limit on how long the test waits for anything.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IDistributedApplicationTestingBuilder _builder;

    private TestApp(IDistributedApplicationTestingBuilder builder, DistributedApplication application)
    {
        _builder = builder;
        Application = application;
        _limit.CancelAfter(Patience);
    }

    public DistributedApplication Application { get; }

    public CancellationToken Limit => _limit.Token;

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public static async Task<TestApp> StartAsync(Action<IDistributedApplicationTestingBuilder> describe, params string[] args)
    {
        var builder = DistributedApplicationTestingBuilder.Create(args);
        describe(builder);
        var app = new TestApp(builder, await builder.BuildAsync(TestContext.Current.CancellationToken));
        await app.Application.StartAsync(app.Limit);
        return app;
    }

    public async Task<CustomResourceSnapshot> ReachesAsync(string resource, string state) =>
        (await Notifications.WaitForResourceAsync(resource, change => change.Snapshot.State?.Text == state, Limit)).Snapshot;

    public Task HealthyAsync(string resource) => Notifications.WaitForResourceHealthyAsync(resource, Limit);

    public Task<ExecuteCommandResult> CommandAsync(string resource, string command) => Application.ResourceCommands.ExecuteCommandAsync(resource, command, Limit);

    public CustomResourceSnapshot Now(string resource)
    {
        Assert.True(Notifications.TryGetCurrentState(resource, out var state));
        return state.Snapshot;
    }

    /// <summary>The process id, where Aspire has it too.</summary>
    public int ProcessId(string resource) => Assert.IsType<int>(Now(resource).Properties.Single(property => property.Name == "executable.pid").Value);

    /// <summary>The first line the resource writes that contains the text.</summary>
    public async Task<LogLine> LineAsync(string resource, string text)
    {
        var running = await Notifications.WaitForResourceAsync(resource, _ => true, Limit);
        await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(running.ResourceId).WithCancellation(Limit))
        {
            foreach (var line in batch)
            {
                if (line.Content.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }

        throw new InvalidOperationException($"'{resource}' wrote nothing with '{text}'.");
    }

    /// <summary>Everything the resource has written once it has ended.</summary>
    public async Task<string[]> OutputAsync(string resource)
    {
        var ended = await Notifications.WaitForResourceAsync(resource, change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text ?? string.Empty), Limit);
        var lines = new List<string>();
        await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(ended.ResourceId).WithCancellation(Limit))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return [.. lines];
    }

    public async ValueTask DisposeAsync()
    {
        await _builder.DisposeAsync();
        _limit.Dispose();
    }
}
