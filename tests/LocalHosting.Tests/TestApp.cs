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

    public async ValueTask DisposeAsync()
    {
        await _builder.DisposeAsync();
        _limit.Dispose();
    }
}
