namespace Bench.Load;

/// <summary>Has a tenant change all the time, until <see cref="StopNoiseJob"/>. For a load process of its own: what it delays is to be the servers, not the clients measured.</summary>
/// <param name="Clients">Who hear its pushes; to an empty group pushes would cost nothing.</param>
internal sealed record StartNoiseJob(Target Target, int Clients, int PerMinute) : Job<bool>
{
    protected override async Task<bool> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        context.Noise = await Noise.StartAsync(Target.Open(context), Clients, TimeSpan.FromMinutes(1) / PerMinute, cancellationToken);
        return true;
    }
}

/// <summary>Ends what was begun, and says how many changes a minute it came to.</summary>
internal sealed record StopNoiseJob : Job<double>
{
    protected override async Task<double> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        await using var noise = context.Noise ?? throw new InvalidOperationException("No noise was begun.");
        context.Noise = null;
        return await noise.StopAsync();
    }
}
