using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EndToEnd.Tests.Hosting;

/// <summary>The processes of a running system, one by one: what an operator, or a fault, can do to them.</summary>
public sealed class SystemParts(DistributedApplication app)
{
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, string[]> ids = new(StringComparer.Ordinal);

    /// <summary>Every process, in an order that does not change.</summary>
    public IEnumerable<PartInstance> All => ids.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.Select((_, index) => new PartInstance(pair.Key, index)));

    /// <summary>Waits until the resource has that many healthy processes, and keeps their resource ids. These ids stay the same over restarts.</summary>
    public async Task FindAsync(string resource, int count, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RunningSystem.Patience);
        try
        {
            await foreach (var seen in app.ResourceNotifications.WatchAsync(limit.Token))
            {
                if (seen.Resource.Name == resource && ProcessId(seen.Snapshot) is not null && found.Add(seen.ResourceId) && found.Count == count)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Of {count} processes of {resource}, {found.Count} have started.", exception);
        }

        ids.Add(resource, [.. found]);
        foreach (var index in Enumerable.Range(0, count))
        {
            await HealthyAsync(new(resource, index), cancellationToken);
        }
    }

    /// <summary>The process id of a part that runs. For a moment after a restart, Aspire may still name the previous process. This method does not return that one.</summary>
    public async Task<int> ProcessIdOfAsync(PartInstance part, CancellationToken cancellationToken, int exceptFor = 0)
    {
        var found = await WaitAsync(part, snapshot => ProcessId(snapshot) is { } id && id != exceptFor && ProcessTree.IsAlive(id), cancellationToken);
        return ProcessId(found)!.Value;
    }

    /// <summary>Kills a part as kill -9 would, and waits until the host has noticed.</summary>
    /// <returns>The process id that it had.</returns>
    public async Task<int> KillAsync(PartInstance part, CancellationToken cancellationToken)
    {
        var id = await ProcessIdOfAsync(part, cancellationToken);
        ProcessTree.Kill(id);
        await WaitAsync(part, HasEnded, cancellationToken);
        return id;
    }

    /// <summary>Asks a part to end, and waits until it has.</summary>
    public async Task StopAsync(PartInstance part, CancellationToken cancellationToken)
    {
        await CommandAsync(part, KnownResourceCommands.StopCommand, cancellationToken);
        await WaitAsync(part, HasEnded, cancellationToken);
    }

    /// <summary>Starts a part that has ended. It retries while the host refuses: the host may still be busy with the end of the part.</summary>
    public async Task StartAsync(PartInstance part, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RunningSystem.Patience);
        while (!(await CommandAsync(part, KnownResourceCommands.StartCommand, limit.Token)).Success)
        {
            await Task.Delay(BetweenStarts, limit.Token);
        }
    }

    /// <summary>Pauses a part for a while. It keeps its connections and answers nothing, like an overloaded machine.</summary>
    public async Task PauseAsync(PartInstance part, TimeSpan duration, CancellationToken cancellationToken)
    {
        var id = await ProcessIdOfAsync(part, cancellationToken);
        await ProcessTree.PauseAsync(id);
        try
        {
            await Task.Delay(duration, cancellationToken);
        }
        finally
        {
            await ProcessTree.ResumeAsync(id);
        }
    }

    public Task HealthyAsync(PartInstance part, CancellationToken cancellationToken) =>
        WaitAsync(part, snapshot => snapshot.HealthStatus is HealthStatus.Healthy, cancellationToken);

    /// <summary>Whether the part has ended. When no fault is active, it has ended by itself.</summary>
    public bool IsDown(PartInstance part) => app.ResourceNotifications.TryGetCurrentState(IdOf(part), out var state) && HasEnded(state.Snapshot);

    private async Task<ExecuteCommandResult> CommandAsync(PartInstance part, string command, CancellationToken cancellationToken) =>
        await app.ResourceCommands.ExecuteCommandAsync(IdOf(part), command, cancellationToken);

    private async Task<CustomResourceSnapshot> WaitAsync(PartInstance part, Func<CustomResourceSnapshot, bool> condition, CancellationToken cancellationToken)
    {
        var id = IdOf(part);
        try
        {
            var reached = await app.ResourceNotifications
                .WaitForResourceAsync(part.Resource, candidate => candidate.ResourceId == id && condition(candidate.Snapshot), cancellationToken)
                .WaitAsync(RunningSystem.Patience, cancellationToken);
            return reached.Snapshot;
        }
        catch (TimeoutException exception)
        {
            var state = app.ResourceNotifications.TryGetCurrentState(id, out var now) ? now.Snapshot.State?.Text : "unknown";
            throw new TimeoutException($"{part} did not reach the state that the test waits for. Its state is {state}.", exception);
        }
    }

    private string IdOf(PartInstance part) => ids[part.Resource][part.Index];

    private static bool HasEnded(CustomResourceSnapshot snapshot) => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static int? ProcessId(CustomResourceSnapshot snapshot)
    {
        var value = snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return value is null ? null : Convert.ToInt32(value, CultureInfo.InvariantCulture);
    }
}
