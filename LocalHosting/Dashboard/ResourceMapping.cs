using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Google.Protobuf.WellKnownTypes;
using LocalHosting.Dashboard.Protos;
using HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;
using Resource = LocalHosting.Dashboard.Protos.Resource;
using ResourceCommandState = LocalHosting.Dashboard.Protos.ResourceCommandState;

namespace LocalHosting.Dashboard;

/// <summary>Puts what is known of a resource into the dashboard's words.</summary>
internal static class ResourceMapping
{
    public static Resource ToMessage(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var message = new Resource
        {
            Name = change.ResourceId,
            Uid = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            CreatedAt = Time(snapshot.CreationTimeStamp),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
        };

        if (snapshot.State is { } state)
        {
            message.State = state.Text;
            if (state.Style is { } style)
            {
                message.StateStyle = style;
            }
        }

        message.Environment.AddRange(snapshot.EnvironmentVariables.Select(variable => new EnvironmentVariable { Name = variable.Name, Value = variable.Value ?? string.Empty, IsFromSpec = variable.IsFromSpec }));
        message.Properties.AddRange(snapshot.Properties.Concat(Described(change)).Select(property => new ResourceProperty { Name = property.Name, Value = ToValue(property.Value), IsSensitive = property.IsSensitive }));
        message.Urls.AddRange(snapshot.Urls.Select(ToMessage));
        message.HealthReports.AddRange(snapshot.HealthReports.Select(ToMessage));
        message.Relationships.AddRange(snapshot.Relationships.Select(relationship => new ResourceRelationship { ResourceName = relationship.ResourceName, Type = relationship.Type }));
        message.Commands.AddRange(snapshot.Commands.Select(ToMessage));
        return message;
    }

    /// <summary>The dashboard's details page lists properties: what the message carries in fields is repeated there.</summary>
    private static IEnumerable<ResourcePropertySnapshot> Described(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        yield return new("resource.uid", change.ResourceId);
        yield return new("resource.name", change.ResourceId);
        yield return new("resource.displayName", change.Resource.Name);
        yield return new("resource.type", snapshot.ResourceType);
        yield return new("resource.state", snapshot.State?.Text);
        yield return new("resource.healthState", snapshot.HealthStatus?.ToString());
        yield return new("resource.exitCode", snapshot.ExitCode);
        yield return new("resource.createTime", snapshot.CreationTimeStamp);
        yield return new("resource.startTime", snapshot.StartTimeStamp);
        yield return new("resource.stopTime", snapshot.StopTimeStamp);
    }

    private static Url ToMessage(UrlSnapshot url, int order)
    {
        var message = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            DisplayProperties = new UrlDisplayProperties { SortOrder = -order },
        };
        if (url.Name is { } name)
        {
            message.EndpointName = name;
        }

        return message;
    }

    private static HealthReport ToMessage(HealthReportSnapshot report)
    {
        var message = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? string.Empty,
            Exception = report.ExceptionText ?? string.Empty,
            LastRunAt = Time(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                HealthStatus.Healthy => Protos.HealthStatus.Healthy,
                HealthStatus.Degraded => Protos.HealthStatus.Degraded,
                _ => Protos.HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static ResourceCommand ToMessage(ResourceCommandSnapshot command) => new()
    {
        Name = command.Name,
        DisplayName = command.DisplayName,
        DisplayDescription = command.DisplayDescription ?? string.Empty,
        IconName = command.IconName ?? string.Empty,
        IsHighlighted = command.IsHighlighted,
        State = (ResourceCommandState)command.State,
    };

    private static Timestamp? Time(DateTime? time) => time is { } known ? Timestamp.FromDateTime(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;

    private static Value ToValue(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        int number => Value.ForNumber(number),
        DateTime time => Value.ForString(time.ToString("O", CultureInfo.InvariantCulture)),
        IEnumerable<string> list => Value.ForList([.. list.Select(Value.ForString)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };
}
