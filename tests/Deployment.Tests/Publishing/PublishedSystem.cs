using Deployment.Tests.Templates;

namespace Deployment.Tests.Publishing;

/// <summary>
/// Both programs, published and running with the settings of the templates, except for Azure's services: the store is a file, and nothing listens at the
/// address of SignalR. Both programs must start nevertheless.
/// </summary>
public sealed class PublishedSystem(Forecast forecast) : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("calendar-published-");

    internal PublishedProgram Api { get; private set; } = null!;

    internal PublishedProgram Worker { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Api = await StartAsync("CalendarApi", forecast.Api, cancellationToken);
        Worker = await StartAsync("NotificationService", forecast.Worker, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in (PublishedProgram?[])[Worker, Api])
        {
            if (program is not null)
            {
                await program.DisposeAsync();
            }
        }

        data.Delete(recursive: true);
    }

    private async Task<PublishedProgram> StartAsync(string project, Snapshot template, CancellationToken cancellationToken)
    {
        var environment = Forecast.Environment(template);
        environment["ConnectionStrings__calendar"] = $"Data Source={Path.Combine(data.FullName, "calendar.db")}";
        environment["ConnectionStrings__signalr"] = "Endpoint=http://127.0.0.1:9;AccessKey=bm90IGEga2V5IG9mIGFueXRoaW5nLCBidXQgbG9uZyBlbm91Z2g=;Version=1.0;";
        return await PublishedProgram.StartAsync(project, environment, cancellationToken);
    }
}
