using System.Text.Json.Serialization;

namespace Bench.Load;

/// <summary>A measurement in the load process. The job is sent there as JSON, and its result comes back.</summary>
[JsonDerivedType(typeof(ClockJob), "clock")]
[JsonDerivedType(typeof(SignInJob), "signIn")]
[JsonDerivedType(typeof(LatencyJob), "latency")]
[JsonDerivedType(typeof(FanOutJob), "fanOut")]
[JsonDerivedType(typeof(IdleJob), "idle")]
[JsonDerivedType(typeof(NegotiationJob), "negotiation")]
[JsonDerivedType(typeof(FillJob), "fill")]
[JsonDerivedType(typeof(CatchUpJob), "catchUp")]
[JsonDerivedType(typeof(BurstJob), "burst")]
[JsonDerivedType(typeof(StartNoiseJob), "startNoise")]
[JsonDerivedType(typeof(StopNoiseJob), "stopNoise")]
internal abstract record Job
{
    public abstract Task<object> PerformAsync(LoadContext context, CancellationToken cancellationToken);
}

internal abstract record Job<TResult> : Job
    where TResult : notnull
{
    public sealed override async Task<object> PerformAsync(LoadContext context, CancellationToken cancellationToken) => await MeasureAsync(context, cancellationToken);

    protected abstract Task<TResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken);
}
