namespace Bench.Load;

/// <summary>Makes a tenant change continuously, until <see cref="StopNoiseJob"/>. For its own load process: it should delay the servers, not the measured clients.</summary>
/// <param name="Clients">The receivers of its pushes; pushes to an empty group would cost nothing.</param>
internal sealed record StartNoiseJob(Target Target, int Clients, int PerMinute) : Job<bool>
{
    protected override async Task<bool> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        context.Noise = await Noise.StartAsync(Target.Open(context), Clients, TimeSpan.FromMinutes(1) / PerMinute, cancellationToken);
        return true;
    }
}

/// <summary>Ends the noise, and returns the changes per minute that it reached.</summary>
internal sealed record StopNoiseJob : Job<double>
{
    protected override async Task<double> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        await using var noise = context.Noise ?? throw new InvalidOperationException("No noise was begun.");
        context.Noise = null;
        return await noise.StopAsync();
    }
}
