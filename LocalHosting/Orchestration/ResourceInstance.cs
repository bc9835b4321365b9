using System.Threading.Channels;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Output;

namespace LocalHosting.Orchestration;

/// <summary>One instance of a resource. A single loop owns its life: it starts, stops and restarts by the commands it is given, one after the other.</summary>
internal sealed class ResourceInstance(IResource resource, string id, int replica, IResourceRunner runner, DependencyGate gate, ResourceReporter reporter)
{
    // Commands come from people; more than this many waiting means that nobody waits for the answers.
    private readonly Channel<InstanceCommand> _commands = Channel.CreateBounded<InstanceCommand>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.Wait });

    public IResource Resource => resource;

    public string Id => id;

    public int Replica => replica;

    public ResourceReporter Reporter => reporter;

    public ResourceLog Log => reporter.Log;

    public bool IsCalled(string nameOrId) =>
        string.Equals(nameOrId, id, StringComparison.OrdinalIgnoreCase) || string.Equals(nameOrId, resource.Name, StringComparison.OrdinalIgnoreCase);

    public async Task<ExecuteCommandResult> ExecuteAsync(string name, CancellationToken cancellationToken)
    {
        var command = new InstanceCommand(name);
        if (!_commands.Writer.TryWrite(command))
        {
            return InstanceCommand.Failure($"'{id}' is not taking commands.");
        }

        return await command.Result.WaitAsync(cancellationToken);
    }

    /// <summary>Lives until the token is cancelled; the program is stopped then.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        InstanceCommand? next = resource.Annotations.OfType<ExplicitStartupAnnotation>().Any() ? null : new InstanceCommand(KnownResourceCommands.StartCommand);
        try
        {
            while (true)
            {
                next ??= await _commands.Reader.ReadAsync(stopping);
                if (next.Name != KnownResourceCommands.StartCommand && next.Name != KnownResourceCommands.RestartCommand)
                {
                    next.Answer($"'{id}' is not running.");
                    next = null;
                    continue;
                }

                next = await LiveAsync(next, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _commands.Writer.TryComplete();
            while (_commands.Reader.TryRead(out var unheard))
            {
                unheard.Answer("The application is stopping.");
            }
        }
    }

    /// <summary>One life, from a start command to the end of the program.</summary>
    /// <returns>The command that is to be carried out next, if there is one.</returns>
    private async Task<InstanceCommand?> LiveAsync(InstanceCommand start, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var life = RunOnceAsync(start, stop.Token);
        while (true)
        {
            using var listening = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var arrival = _commands.Reader.WaitToReadAsync(listening.Token).AsTask();
            if (await Task.WhenAny(life, arrival) == life)
            {
                await listening.CancelAsync();
                await life;
                stopping.ThrowIfCancellationRequested();
                return null;
            }

            if (stopping.IsCancellationRequested)
            {
                await life;
                stopping.ThrowIfCancellationRequested();
            }

            if (!_commands.Reader.TryRead(out var command))
            {
                continue;
            }

            if (command.Name == KnownResourceCommands.StartCommand && reporter.HasEnded)
            {
                // Asked by someone who heard of the end before this loop did.
                await life;
                return command;
            }

            if (command.Name == KnownResourceCommands.StartCommand)
            {
                command.Answer($"'{id}' is running already.");
            }
            else if (command.Name == KnownResourceCommands.StopCommand)
            {
                await stop.CancelAsync();
                await life;
                command.Answer(failure: null);
                return null;
            }
            else if (command.Name == KnownResourceCommands.RestartCommand)
            {
                await stop.CancelAsync();
                await life;
                return command;
            }
            else
            {
                command.Answer($"There is no command '{command.Name}'.");
            }
        }
    }

    private async Task RunOnceAsync(InstanceCommand start, CancellationToken stop)
    {
        try
        {
            await Task.WhenAll(gate.PassAsync(resource, reporter, stop), runner.PrepareAsync(this, stop));
            await reporter.StartingAsync();
            await runner.RunAsync(this, () => start.Answer(failure: null), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await reporter.StoppedAsync(exitCode: null);
        }
        catch (DistributedApplicationException e)
        {
            await reporter.FailedToStartAsync(e.Message);
            start.Answer(e.Message);
        }
        catch (Exception e)
        {
            // Whatever a callback of the application throws is this resource's failure, not the host's.
            await reporter.FailedToStartAsync(e.ToString());
            start.Answer(e.Message);
        }

        start.Answer($"'{id}' ended before it had started.");
    }
}
