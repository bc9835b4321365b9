using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Orchestration;

/// <summary>Runs resources that are values: they run once they can be read.</summary>
internal sealed class ValueRunner : IResourceRunner
{
    public Task PrepareAsync(ResourceInstance instance, CancellationToken stop) => Task.CompletedTask;

    public async Task RunAsync(ResourceInstance instance, Action onStarted, CancellationToken stop)
    {
        switch (instance.Resource)
        {
            case ParameterResource parameter:
                var value = await parameter.GetValueAsync(stop);
                await instance.Reporter.RunningAsync(snapshot => snapshot.WithProperty(KnownProperties.ParameterValue, value, parameter.Secret));
                break;
            case IResourceWithConnectionString connectionString:
                var text = await connectionString.GetConnectionStringAsync(stop);
                await instance.Reporter.RunningAsync(snapshot => snapshot.WithProperty(KnownProperties.ConnectionString, text, sensitive: true));
                break;
            default:
                await instance.Reporter.RunningAsync(snapshot => snapshot);
                break;
        }

        onStarted();
        await stop.WaitAsync(CancellationToken.None);
        await instance.Reporter.StoppedAsync(exitCode: null);
    }
}
