using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Output;

namespace LocalHosting.Orchestration;

/// <summary>Says how one instance is: its state to whoever watches, its lines to its log and the terminal.</summary>
internal sealed class ResourceReporter(IResource resource, string id, int index, ResourceNotificationService notifications, ResourceLog log, IResourceEcho echo, InstanceRegister instances, TimeProvider time)
{
    private const int LinesOfAFailure = 12;

    private volatile bool _hasEnded;

    public ResourceLog Log => log;

    /// <summary>Whether the end of its present life has been told to whoever watches.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>What is known of the resource before it is started.</summary>
    public Task DescribeAsync() => PublishAsync(_ => new CustomResourceSnapshot
    {
        ResourceType = resource switch
        {
            ProjectResource => KnownResourceTypes.Project,
            ParameterResource => KnownResourceTypes.Parameter,
            IResourceWithConnectionString => KnownResourceTypes.ConnectionString,
            _ => KnownResourceTypes.Executable,
        },
        State = new ResourceStateSnapshot(KnownResourceStates.NotStarted, KnownResourceStateStyles.Info),
        CreationTimeStamp = Now,
        Properties = Parent is { } parent ? [new ResourcePropertySnapshot(KnownProperties.ParentName, parent)] : [],
        Relationships = [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type)).Distinct()],
        HealthReports = NoReports,
    });

    public Task WaitingAsync() => StateAsync(KnownResourceStates.Waiting, KnownResourceStateStyles.Info);

    public Task StartingAsync() => StateAsync(KnownResourceStates.Starting, KnownResourceStateStyles.Info);

    public Task StoppingAsync() => StateAsync(KnownResourceStates.Stopping, KnownResourceStateStyles.Info);

    public Task RunningAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> describe) => PublishAsync(snapshot => describe(snapshot) with
    {
        State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
        StartTimeStamp = Now,
        StopTimeStamp = null,
        ExitCode = null,
        HealthReports = NoReports,
    });

    public Task HealthAsync(ImmutableArray<HealthReportSnapshot> reports) => PublishAsync(snapshot =>
        snapshot.State?.Text == KnownResourceStates.Running ? snapshot with { HealthReports = reports } : snapshot);

    /// <summary>It ended because it was told to.</summary>
    public Task StoppedAsync(int? exitCode) => EndedAsync(KnownResourceStates.Exited, KnownResourceStateStyles.Info, exitCode);

    /// <summary>It ended by itself.</summary>
    public Task FinishedAsync(int exitCode) => EndedAsync(KnownResourceStates.Finished, exitCode == 0 ? KnownResourceStateStyles.Info : KnownResourceStateStyles.Error, exitCode);

    public Task FailedToStartAsync(string reason)
    {
        Say($"failed to start: {reason}", isError: true);
        return EndedAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error, exitCode: null);
    }

    /// <summary>A line of the program.</summary>
    public void Line(string line, bool isError)
    {
        log.Append(line, isError);
        echo.Write(resource.Name, index, line, isError);
    }

    /// <summary>A line of the host about the program; it stands in the program's log too, for that is where people look.</summary>
    public void Say(string line, bool isError = false) => Line($"» {line}", isError);

    /// <summary>The last of what it wrote, for errors that are read far from the log.</summary>
    public string LastLines() => string.Join(Environment.NewLine, log.Last(LinesOfAFailure).Select(line => $"  {line.Content}"));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The dashboard finds the parent by the id of an instance.</summary>
    private string? Parent =>
        ((resource as IResourceWithParent)?.Parent ?? resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(relationship => relationship.Type == RelationshipTypes.Parent)?.Resource) is { } parent
        && instances.IdsOf(parent) is [var first, ..]
            ? first
            : null;

    private ImmutableArray<HealthReportSnapshot> NoReports =>
        [.. resource.Annotations.OfType<HttpProbeAnnotation>().Select(probe => new HealthReportSnapshot(probe.Key, Status: null, Description: null, ExceptionText: null))];

    private Task StateAsync(string state, string style)
    {
        _hasEnded = false;
        return PublishAsync(snapshot => snapshot with { State = new ResourceStateSnapshot(state, style) });
    }

    private Task EndedAsync(string state, string style, int? exitCode)
    {
        // Before it is told: whoever hears of the end may ask for a new start at once.
        _hasEnded = true;
        return PublishAsync(snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(state, style),
            ExitCode = exitCode,
            StopTimeStamp = Now,
            HealthReports = NoReports,
            Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = true })],
            Properties = [.. snapshot.Properties.Where(property => property.Name != KnownProperties.ExecutablePid)],
        });
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(resource, id, snapshot =>
    {
        var changed = change(snapshot);
        return changed with { Commands = LifecycleCommands.For(resource, changed.State?.Text) };
    });
}
