using System.Security.Cryptography;
using Bench.Load;

namespace Bench.Peers;

/// <summary>A new SignalREmulator without the rest of the system, for measuring its memory.</summary>
internal static class EmulatorAlone
{
    private const string Name = "signalr-emulator";

    public static async Task<Server> StartAsync(CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddProject<Projects.SignalREmulator>(Name, options => options.ExcludeLaunchProfile = true)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithEnvironment("SignalREmulator__AccessKey", key);
        var app = await RunningParts.StartAsync(builder, [Name], cancellationToken);
        var connection = $"Endpoint={app.GetEndpoint(Name).AbsoluteUri.TrimEnd('/')};AccessKey={key};Version=1.0;";
        return new(new Target.Emulator(connection), await RunningParts.ProcessIdAsync(app, Name, cancellationToken), app);
    }
}
