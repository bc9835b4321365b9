using System.Globalization;

namespace Bench.Peers;

/// <summary>Parts of the system under a host.</summary>
internal static class RunningParts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts the described system and waits until the named parts are healthy.</summary>
    public static async Task<DistributedApplication> StartAsync(IDistributedApplicationTestingBuilder builder, IEnumerable<string> parts, CancellationToken cancellationToken)
    {
        var app = await builder.BuildAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
            foreach (var part in parts)
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync(part, cancellationToken).WaitAsync(Patience, cancellationToken);
            }

            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public static async Task<int> ProcessIdAsync(DistributedApplication app, string part, CancellationToken cancellationToken)
    {
        var found = await app.ResourceNotifications.WaitForResourceAsync(part, change => ProcessId(change.Snapshot) is not null, cancellationToken).WaitAsync(Patience, cancellationToken);
        return ProcessId(found.Snapshot)!.Value;
    }

    private static int? ProcessId(CustomResourceSnapshot snapshot)
    {
        var value = snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return value is null ? null : Convert.ToInt32(value, CultureInfo.InvariantCulture);
    }
}
