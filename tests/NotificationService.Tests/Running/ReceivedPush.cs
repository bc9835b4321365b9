using System.Text.Json;

namespace NotificationService.Tests.Running;

/// <param name="Group">The group of the path: the tenant.</param>
/// <param name="TraceParent">The trace that the request continued.</param>
public sealed record ReceivedPush(Guid Group, string Target, string Epoch, long Version, string? TraceParent)
{
    public static ReceivedPush Parse(string group, string body, string? traceParent)
    {
        using var json = JsonDocument.Parse(body);
        var argument = json.RootElement.GetProperty("arguments")[0];
        return new(
            Guid.Parse(group), json.RootElement.GetProperty("target").GetString()!,
            argument.GetProperty("epoch").GetString()!, argument.GetProperty("version").GetInt64(), traceParent);
    }
}
