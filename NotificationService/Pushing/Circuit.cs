using System.Collections.Immutable;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>
/// Whether the service is available at all. While it is not, one push at a time is tried, with growing waits, however many tenants wait.
/// Failures of one tenant or of a few tenants never open the circuit.
/// </summary>
internal sealed record Circuit
{
    /// <summary>When pushes of this many different tenants failed and none was accepted in between, the service as a whole is unavailable.</summary>
    public const int Threshold = 8;

    public static readonly Circuit Closed = new();

    private ImmutableHashSet<TenantId> Failing { get; init; } = [];

    private TenantId? Probe { get; init; }

    /// <summary>How many times in a row the circuit opened.</summary>
    private int Openings { get; init; }

    /// <summary>When the next push may be tried; null while the circuit is closed.</summary>
    public DateTimeOffset? RetryAt { get; private init; }

    public bool IsOpen => RetryAt is not null;

    public bool MayPush(DateTimeOffset now) => RetryAt is not { } at || (Probe is null && now >= at);

    /// <summary>The earliest time for the next push; null when only the outcome of the push in flight can change anything.</summary>
    public DateTimeOffset? NextTry(DateTimeOffset due) => Probe is not null ? null : RetryAt is { } at && at > due ? at : due;

    public Circuit Pushing(TenantId tenant) => IsOpen ? this with { Probe = tenant } : this;

    public Circuit Failed(TenantId tenant, FailureKind kind, DateTimeOffset now, Func<int, TimeSpan> wait)
    {
        if (IsOpen)
        {
            // Pushes that were already in flight when the circuit opened say nothing new.
            if (Probe != tenant)
            {
                return this;
            }

            return kind == FailureKind.Tenant ? Closed : Open(now, wait);
        }

        if (kind == FailureKind.Tenant)
        {
            return this;
        }

        var failing = Failing.Count < Threshold ? Failing.Add(tenant) : Failing;
        return kind == FailureKind.Service || failing.Count >= Threshold ? Open(now, wait) : this with { Failing = failing };
    }

    private Circuit Open(DateTimeOffset now, Func<int, TimeSpan> wait) =>
        new() { Openings = Openings + 1, RetryAt = now + wait(Openings + 1) };
}
