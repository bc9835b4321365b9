using System.Collections.Concurrent;
using EndToEnd.Tests.Faults.Plans;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults.Injection;

/// <summary>Injects the faults of a plan, lane by lane. A fault that takes longer than planned delays only the next one of its lane.</summary>
internal sealed class FaultInjector(SystemParts parts, EmulatorFaults emulator, Journal journal)
{
    public const string Emulator = "signalr-emulator";

    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>How many faults were injected, by kind.</summary>
    public SortedDictionary<string, int> Counts => new(counts, StringComparer.Ordinal);

    /// <summary>Returns when the last fault is over and every part that it ended was started again.</summary>
    public Task RunAsync(FaultPlan plan, CancellationToken cancellationToken)
    {
        var began = journal.Elapsed;
        return Task.WhenAll(plan.Faults.GroupBy(fault => fault.Fault.Lane, StringComparer.Ordinal).Select(async lane =>
        {
            foreach (var (at, fault) in lane)
            {
                if (began + at - journal.Elapsed is { Ticks: > 0 } wait)
                {
                    await Task.Delay(wait, cancellationToken);
                }

                journal.Note(fault.ToString());
                await InjectAsync(fault, cancellationToken);
                counts.AddOrUpdate(fault.Kind, 1, (_, count) => count + 1);
            }
        }));
    }

    /// <summary>Makes sure that every part runs and is healthy. A part that ended without a command is a fault.</summary>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        foreach (var part in parts.All)
        {
            await EnsureRunsAsync(part, cancellationToken);
            await parts.HealthyAsync(part, cancellationToken);
        }
    }

    private async Task InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Kill kill:
                await EnsureRunsAsync(kill.Part, cancellationToken);
                await parts.KillAsync(kill.Part, cancellationToken);
                await Task.Delay(kill.Down, cancellationToken);
                await StartAsync(kill.Part, cancellationToken);
                break;
            case Fault.Restart restart:
                await EnsureRunsAsync(restart.Part, cancellationToken);
                await parts.StopAsync(restart.Part, cancellationToken);
                await Task.Delay(restart.Down, cancellationToken);
                await StartAsync(restart.Part, cancellationToken);
                break;
            case Fault.Pause pause:
                await EnsureRunsAsync(pause.Part, cancellationToken);
                await parts.PauseAsync(pause.Part, pause.For, cancellationToken);
                break;
            case Fault.Cut cut:
                await CutAsync(cut, cancellationToken);
                break;
            case Fault.RefuseRequests refuse:
                await ForAWhileAsync(
                    refuse.For, settings => settings with { Requests = new(refuse.Rate, refuse.Status, refuse.RetryAfterSeconds) }, settings => settings with { Requests = null }, cancellationToken);
                break;
            case Fault.RefuseNegotiations refuse:
                await ForAWhileAsync(
                    refuse.For, settings => settings with { Negotiations = new(refuse.Rate, refuse.Status) }, settings => settings with { Negotiations = null }, cancellationToken);
                break;
            case Fault.SkewClock skew:
                await ForAWhileAsync(
                    skew.For, settings => settings with { ClockSkewSeconds = skew.Seconds }, settings => settings with { ClockSkewSeconds = 0 }, cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "This kind of fault is unknown.");
        }
    }

    private async Task StartAsync(PartInstance part, CancellationToken cancellationToken)
    {
        await parts.StartAsync(part, cancellationToken);
        if (part.Resource == Emulator)
        {
            await parts.HealthyAsync(part, cancellationToken);
            await emulator.RenewAsync(cancellationToken);
        }
    }

    private async Task EnsureRunsAsync(PartInstance part, CancellationToken cancellationToken)
    {
        if (!parts.IsDown(part))
        {
            return;
        }

        journal.Broken($"{part} ended by itself.");
        await StartAsync(part, cancellationToken);
    }

    private async Task CutAsync(Fault.Cut cut, CancellationToken cancellationToken)
    {
        try
        {
            journal.Note($"{await emulator.CutAsync(cut.Share, cut.How, cancellationToken)} connections were cut.");
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // The emulator is down, so there is no connection to cut.
        }
    }

    private async Task ForAWhileAsync(
        TimeSpan duration, Func<EmulatorFaultSettings, EmulatorFaultSettings> begin, Func<EmulatorFaultSettings, EmulatorFaultSettings> end, CancellationToken cancellationToken)
    {
        await emulator.ChangeAsync(begin, cancellationToken);
        await Task.Delay(duration, cancellationToken);
        await emulator.ChangeAsync(end, cancellationToken);
    }
}
