using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Orchestration;

/// <summary>Which of start, stop and restart a program can be given in a state.</summary>
internal static class LifecycleCommands
{
    public static ImmutableArray<ResourceCommandSnapshot> For(IResource resource, string? state)
    {
        if (resource is not (ProjectResource or ExecutableResource))
        {
            return [];
        }

        var ended = state is null || state == KnownResourceStates.NotStarted || KnownResourceStates.TerminalStates.Contains(state);
        var changing = state == KnownResourceStates.Stopping;
        return
        [
            new(KnownResourceCommands.StartCommand, Offer(ended, disabled: false), "Start", "Start the resource", "Play", IsHighlighted: true),
            new(KnownResourceCommands.StopCommand, Offer(!ended, changing), "Stop", "Stop the resource", "Stop", IsHighlighted: true),
            new(KnownResourceCommands.RestartCommand, Offer(!ended, changing), "Restart", "Restart the resource", "ArrowCounterclockwise", IsHighlighted: false),
        ];
    }

    private static ResourceCommandState Offer(bool shown, bool disabled) => !shown ? ResourceCommandState.Hidden : disabled ? ResourceCommandState.Disabled : ResourceCommandState.Enabled;
}
